using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Articles;

/// <summary>The two nights in which the clock is moved, as somebody at the desk meets them. The clock goes there.</summary>
public abstract class ClockChangeDeskTests(Newsroom newsroom) : ArticleFormPosts(newsroom)
{
    private const string Refusal = "Kello siirtyy 26.3.2034 kesäaikaan, eikä aikaa klo 3.30 ole. Lähimmät ajat ovat klo 2.59 ja klo 4.00.";

    [Theory]
    [InlineData("Form.ExpiresAt", "Form.ExpiresAt")]
    [InlineData("Form.Deadlines[0].Closes", "Form.Deadlines[0].Closes")]
    [InlineData("Form.Events[0].Start", "Form.Events[0].Start")]
    [InlineData("Form.Events[0].End", "Form.Events[0].End")]
    public async Task An_hour_that_the_clock_skips_is_refused_in_every_field_that_takes_one(string field, string leadsTo)
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var row = field.Contains('[', StringComparison.Ordinal) ? field[..field.IndexOf('[', StringComparison.Ordinal)] : null;
        (string, string)[] fields = row is null ? [(field, "26.3.2034 klo 3.30")] : [(row + ".index", "0"), (row + "[0].Title", "Ilta"), (row + "[0].Start", "25.3.2034"), (field, "26.3.2034 klo 3.30")];
        using var refused = await editor.SubmitAsync(page, Form(0, fields));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var shown = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        Assert.Contains(Refusal, shown.QuerySelector(".notice-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("26.3.2034 klo 3.30", shown.QuerySelector($"[name='{leadsTo}']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_set_for_an_hour_that_comes_twice_comes_out_at_the_first_and_once()
    {
        // 29.10.2034 the clock shows 3.30 at 00:30 UTC and again at 01:30 UTC
        var first = new DateTimeOffset(2034, 10, 29, 0, 30, 0, TimeSpan.Zero);
        newsroom.Clock.MoveTo(first.AddHours(-2));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        using var scheduled = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("PublishDay", "2034-10-29"), ("PublishTime", "03:30")), Path(page) + "?handler=Schedule");
        Assert.Equal(HttpStatusCode.Redirect, scheduled.StatusCode);
        Assert.Contains("ensimmäistä kertaa", WebUtility.HtmlDecode(await editor.GetStringAsync(Path(page))), StringComparison.Ordinal);
        var publisher = newsroom.Services.GetRequiredService<ScheduledPublisher>();
        async Task<int> TimesAt(DateTimeOffset moment)
        {
            newsroom.Clock.MoveTo(moment);
            await publisher.WorkAsync(CancellationToken.None);
            var id = (await ArticleAsync(page)).Id;
            var target = $"article:{IdOf(page)}";
            Assert.Equal(await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.Object == target && e.What == "article.published")), await newsroom.InDbAsync(db => db.Revisions.CountAsync(r => r.ArticleId == id && r.PublishedFromUtc != null)));
            return await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.Object == target && e.What == "article.published"));
        }
        Assert.Equal(0, await TimesAt(first.AddMinutes(-2)));
        for (var minutes = 1; minutes <= 121; minutes += 10) Assert.Equal(1, await TimesAt(first.AddMinutes(minutes)));
        var published = await ArticleAsync(page);
        Assert.Equal((ArticleStatus.Published, first.UtcDateTime, null), (published.Status, published.PublishedUtc, published.PublishAtUtc));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ClockChangeDeskTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ClockChangeDeskTests(newsroom), IClassFixture<PostgresNewsroom>;
}
