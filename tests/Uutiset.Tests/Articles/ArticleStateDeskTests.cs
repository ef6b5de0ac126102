using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;

namespace Uutiset.Tests.Articles;

/// <summary>Publishing, scheduling, withdrawing and expiring by the form's buttons.</summary>
public abstract class ArticleStateDeskTests(Newsroom n) : ArticleFormPosts(n)
{
    [Fact]
    public async Task Published_text_changes_only_when_it_is_published_again()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await PublishedAsync(editor);
        var article = await ArticleAsync(page);
        using var saved = await editor.SubmitAsync(Path(page), Form(article.Version, ("Form.Title", "Uusi otsikko")));
        article = await ArticleAsync(page);
        Assert.Equal((Title, "Uusi otsikko", true), (article.Title, article.WorkingTitle, article.HasUnpublishedChanges));
        Assert.Contains("status-changes", await editor.GetStringAsync("/desk/articles?status=changes"), StringComparison.Ordinal);
        using var again = await editor.SubmitAsync(Path(page), Form(article.Version, ("Form.Title", "Uusi otsikko")), Path(page) + "?handler=Publish");
        Assert.Equal("Uusi otsikko", (await ArticleAsync(page)).Title);
        using var withdrawn = await editor.SubmitAsync(Path(page), Form(1), Path(page) + "?handler=Withdraw");
        Assert.Equal(ArticleStatus.Withdrawn, (await ArticleAsync(page)).Status);
    }

    [Fact]
    public async Task Publication_is_scheduled_in_Finnish_time()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var form = Form((await ArticleAsync(page)).Version, ("PublishDay", "2031-07-01"), ("PublishTime", "09:05"));
        using var done = await editor.SubmitAsync(Path(page), form, Path(page) + "?handler=Schedule");
        var article = await ArticleAsync(page);
        Assert.Equal((ArticleStatus.Scheduled, new DateTime(2031, 7, 1, 6, 5, 0, DateTimeKind.Utc)), (article.Status, article.PublishAtUtc!.Value));
        using var late = await editor.SubmitAsync(Path(page), Form(article.Version, ("PublishDay", "1.7.2020"), ("PublishTime", "9.05")), Path(page) + "?handler=Schedule");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
    }

    [Fact]
    public async Task Cancelling_the_schedule_of_a_published_article_leaves_it_on_the_site()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await PublishedAsync(editor);
        var form = Form((await ArticleAsync(page)).Version, ("Form.Title", "Seuraava otsikko"), ("PublishDay", "2031-07-01"), ("PublishTime", "09:05"));
        using var scheduled = await editor.SubmitAsync(Path(page), form, Path(page) + "?handler=Schedule");
        var waiting = await ArticleAsync(page);
        Assert.Equal((ArticleStatus.Published, true), (waiting.Status, waiting.PublishAtUtc is not null));
        var cancel = new HtmlParser().ParseDocument(await editor.GetStringAsync(Path(page))).QuerySelectorAll("button[formaction]").Single(b => b.TextContent == "Peru ajastus");
        using var cancelled = await editor.SubmitAsync(Path(page), Form(waiting.Version), cancel.GetAttribute("formaction"));
        var article = await ArticleAsync(page);
        Assert.Equal((ArticleStatus.Published, null, Title, "Seuraava otsikko"), (article.Status, article.PublishAtUtc, article.Title, article.WorkingTitle));
    }

    [Fact]
    public async Task A_text_that_waits_for_its_hour_cannot_be_emptied()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        using var scheduled = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("PublishDay", "2031-07-01"), ("PublishTime", "09:05")), Path(page) + "?handler=Schedule");
        var waiting = await ArticleAsync(page);
        using var emptied = await editor.SubmitAsync(Path(page), Form(waiting.Version, ("Form.Lead", ""), ("Form.BodyHtml", "<p></p>")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, emptied.StatusCode);
        Assert.Equal(waiting.WorkingRevision, (await ArticleAsync(page)).WorkingRevision);
    }

    [Fact]
    public async Task The_days_of_leaving_and_reviewing_are_typed_shown_and_kept()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0, ("Form.ExpiresAt", "30. huhtikuuta 2031"), ("Form.ReviewBy", "1.3.2031")));
        var draft = await DraftAsync(page);
        // Without an hour it stays for the whole day: until midnight in Helsinki
        Assert.Equal((new DateTimeOffset(2031, 4, 30, 21, 0, 0, TimeSpan.Zero), new DateOnly(2031, 3, 1)), (draft.ExpiresAt!.Value, draft.ReviewBy!.Value));
        var shown = await editor.GetStringAsync(Path(page));
        Assert.Contains("value=\"30.4.2031\"", shown, StringComparison.Ordinal);
        Assert.Contains("value=\"1.3.2031\"", shown, StringComparison.Ordinal);
        using var again = await editor.SubmitAsync(Path(page), Form(1, ("Form.ExpiresAt", "30.4.2031"), ("Form.ReviewBy", "1.3.2031")));
        Assert.Equal(1, (await ArticleAsync(page)).WorkingRevision);
        using var later = await editor.SubmitAsync(Path(page), Form(1, ("Form.ExpiresAt", "30.4.2031 klo 16"), ("Form.ReviewBy", "")));
        Assert.Contains("value=\"30.4.2031 klo 16.00\"", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
        Assert.Null((await DraftAsync(page)).ReviewBy);
        using var refused = await editor.SubmitAsync(Path(page), Form(2, ("Form.ExpiresAt", "joskus")));
        Assert.Contains("href=\"#Form_ExpiresAt\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_article_says_so_and_comes_back_when_its_day_is_cleared()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var end = Uutiset.Vocabulary.Dates.InHelsinki(newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(1)).ToString("d.M.yyyy' klo 'H.mm", System.Globalization.CultureInfo.InvariantCulture);
        using var published = await editor.SubmitAsync(page, Form(0, ("Form.ExpiresAt", end)), Path(page) + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        newsroom.Clock.Move(TimeSpan.FromHours(2));
        await using (var scope = newsroom.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Publishing>().ExpireAsync(IdOf(page), CancellationToken.None);
        Assert.Equal(ArticleStatus.Expired, (await ArticleAsync(page)).Status);
        Assert.Contains("Juttu poistui sivustolta", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
        using var still = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("Form.ExpiresAt", end)), Path(page) + "?handler=Publish");
        Assert.Contains("href=\"#Form_ExpiresAt\"", await still.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var back = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("Form.ExpiresAt", "")), Path(page) + "?handler=Publish");
        Assert.Equal(ArticleStatus.Published, (await ArticleAsync(page)).Status);
    }

    public sealed class OnSqlite(SqliteNewsroom n) : ArticleStateDeskTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ArticleStateDeskTests(n), IClassFixture<PostgresNewsroom>;
}
