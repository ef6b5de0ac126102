using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>The editors' pages of articles, as a browser without script posts them.</summary>
public abstract class ArticleDeskTests(Newsroom n) : ArticleFormPosts(n)
{
    [Fact]
    public async Task A_new_article_is_created_by_the_form_and_listed()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var article = await ArticleAsync(page);
        Assert.Equal((Title, ArticleStatus.Draft, 1), (article.WorkingTitle, article.Status, article.WorkingRevision));
        Assert.Contains(Path(page), await editor.GetStringAsync("/desk/articles?q=kumppanuudesta&status=Draft&whose=mine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_owner_and_hour_of_publication_in_the_form_are_passed_over()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0, ("Form.Status", "Published"), ("Article.Status", "Published"), ("Status", "Published"), ("OwnerId", "1"),
            ("Form.PublishedUtc", "2001-01-01T00:00:00Z"), ("Article.PublishedUtc", "2001-01-01T00:00:00Z"), ("Form.SourceId", "smuggled"), ("PublicRevision", "1")));
        var article = await ArticleAsync(page);
        Assert.Equal(ArticleStatus.Draft, article.Status);
        Assert.Null(article.PublishedUtc);
        Assert.Null(article.PublicRevision);
        Assert.Null(article.SourceId);
    }

    [Fact]
    public async Task Errors_stand_beside_their_fields_and_above_the_form_with_nothing_saved()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var refused = await editor.SubmitAsync(page, Form(0, ("Form.Title", ""), ("Form.Tags", "olematon aihe"),
            ("Form.Authors.index", "n0"), ("Form.Authors[n0].Email", "ei osoite"), ("Form.Deadlines.index", "n0"), ("Form.Deadlines[n0].Title", "Haku"), ("Form.Deadlines[n0].Closes", "30.4.2031")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        foreach (var field in new[] { "Form_Title", "Form_Tags", "Form_Authors_0__Email", "Form_Authors_0__Name" })
        {
            Assert.Contains($"href=\"#{field}\"", html, StringComparison.Ordinal);
            Assert.Contains($"id=\"{field}\"", html, StringComparison.Ordinal);
        }
        Assert.Contains("olematon aihe", html, StringComparison.Ordinal);
        Assert.Contains("ei osoite", html, StringComparison.Ordinal);
        Assert.False(await newsroom.InDbAsync(db => db.Articles.AnyAsync(a => a.PublicId == IdOf(page))));
    }

    [Fact]
    public async Task Everything_the_form_has_comes_back_in_it()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0,
            ("Form.Tags", "Järjestöavustukset"), ("Form.Audiences", "jarjestoille"), ("Form.Regions", "14"), ("Form.Slug", "kumppanuus-2031"),
            ("Form.Authors.index", "x"), ("Form.Authors[x].Name", "Aino Esimerkki"), ("Form.Authors[x].Phone", "050 123 4567"),
            ("Form.Links.index", "x"), ("Form.Links[x].Title", "Hakuopas"), ("Form.Links[x].Url", "https://example.org/opas"), ("Form.Links[x].Kind", "Source"),
            ("Form.Attachments.index", "x"), ("Form.Attachments[x].Title", "Diat"), ("Form.Attachments[x].Url", "https://example.org/diat"), ("Form.Attachments[x].AvailableUntil", "30. huhtikuuta 2031"),
            ("Form.Deadlines.index", "x"), ("Form.Deadlines[x].Title", "Avustushaku"), ("Form.Deadlines[x].Closes", "maaliskuu 2031"),
            ("Form.Events.index", "x"), ("Form.Events[x].Title", "Kumppanuusilta"), ("Form.Events[x].Start", "10.3.2031 klo 17"), ("Form.Events[x].Place", "Joensuu")));
        var draft = await DraftAsync(page);
        Assert.Equal((new DateOnly(2031, 3, 31), DatePrecision.Month), (draft.Deadlines[0].Closes!.Value, draft.Deadlines[0].Precision!.Value));
        Assert.Equal((new DateOnly(2031, 3, 10), new TimeOnly(17, 0)), (draft.Events[0].Start!.Value, draft.Events[0].StartsAt!.Value));
        var html = WebUtility.HtmlDecode(await editor.GetStringAsync(Path(page)));
        foreach (var text in new[] { "Järjestöavustukset", "kumppanuus-2031", "Aino Esimerkki", "050 123 4567", "https://example.org/opas", "30.4.2031", "maaliskuu 2031", "10.3.2031 klo 17.00", "Joensuu" })
            Assert.Contains($"\"{text}\"", html, StringComparison.Ordinal);
        // Saving what was shown changes nothing
        var shown = await ArticleAsync(page);
        Assert.Equal(1, shown.WorkingRevision);
    }

    [Fact]
    public async Task Related_articles_are_found_by_a_word_of_the_title_in_any_case()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var _ = await editor.SubmitAsync(await NewPageAsync(editor), Form(0, ("Form.Title", "Ääniä Äänekosken yhdistyksistä")));
        using var answer = await editor.GetAsync("/desk/articles/find/related?q=äänekosken");
        var found = await JsonAsync(answer);
        Assert.Equal("Ääniä Äänekosken yhdistyksistä", found[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Posting_without_the_forms_token_or_a_session_changes_nothing()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var form = new FormUrlEncodedContent(Form(0));
        using var refused = await editor.PostAsync(Path(page) + "?handler=Autosave", form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var visitorsForm = new FormUrlEncodedContent(Form(0));
        using var visitor = await newsroom.Client.PostAsync(Path(page) + "?handler=Autosave", visitorsForm);
        Assert.Equal(HttpStatusCode.Redirect, visitor.StatusCode);
        Assert.False(await newsroom.InDbAsync(db => db.Articles.AnyAsync(a => a.PublicId == IdOf(page))));
    }

    [Fact]
    public async Task An_agent_does_not_open_or_save_somebody_elses_article()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        var page = await SavedAsync(editor);
        using var opened = await agent.GetAsync(Path(page));
        Assert.Equal(HttpStatusCode.Forbidden, opened.StatusCode);
        using var posted = await agent.SubmitAsync(await NewPageAsync(agent), Form((await ArticleAsync(page)).Version, ("Form.Title", "Kaapattu")), Path(page));
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        using var previewed = await agent.GetAsync(Path(page) + "/preview");
        Assert.Equal(HttpStatusCode.Forbidden, previewed.StatusCode);
        Assert.Equal(Title, (await ArticleAsync(page)).WorkingTitle);
    }

    [Fact]
    public async Task A_refused_day_of_a_deadline_leads_to_its_field()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var deadline = new Deadline { Title = "Järjestöavustusten haku", Closes = new DateOnly(2031, 4, 30), Opens = new DateOnly(2031, 1, 2) };
        await newsroom.InDbAsync(async db => { db.Deadlines.Add(deadline); await db.SaveChangesAsync(); });
        Dictionary<string, string> Move(string day, string source = "") => new() { ["id"] = $"{deadline.PublicId}", ["version"] = "1", ["Opens"] = "2.1.2031", ["Closes"] = day, ["SourceUrl"] = source };
        foreach (var (day, source, field) in new[] { ("huomenissa", "", "Closes"), ("", "", "Closes"), ("1.5.2031", "ftp://example.org", "SourceUrl") })
        {
            using var refused = await editor.SubmitAsync("/desk/deadlines", Move(day, source), "/desk/deadlines?handler=Move");
            var html = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
            Assert.NotNull(html.QuerySelector($".notice-error a[href='#{field}']"));
            Assert.Equal("true", html.QuerySelector($"input#{field}")?.GetAttribute("aria-invalid"));
        }
    }

    public sealed class OnSqlite(SqliteNewsroom n) : ArticleDeskTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ArticleDeskTests(n), IClassFixture<PostgresNewsroom>;
}
