using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;

namespace Uutiset.Tests.Articles;

/// <summary>The editors' pages of articles, as a browser without script posts them.</summary>
public abstract class ArticleDeskTests(Newsroom newsroom)
{
    private const string Title = "Järjestöt ja hyvinvointialue sopivat kumppanuudesta";

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
    public async Task Sending_a_new_article_twice_makes_one_article()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var before = await newsroom.InDbAsync(db => db.Articles.CountAsync());
        using var first = await AutosaveAsync(editor, page, Form(0));
        using var again = await AutosaveAsync(editor, page, Form(0));
        using var saved = await editor.SubmitAsync(page, Form(0));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode, saved.StatusCode));
        Assert.Equal(before + 1, await newsroom.InDbAsync(db => db.Articles.CountAsync()));
    }

    [Fact]
    public async Task Autosave_says_when_and_changes_neither_revision_nor_public_text()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await PublishedAsync(editor);
        var before = await ArticleAsync(page);
        using var answer = await AutosaveAsync(editor, page, Form(before.Version, ("Form.Title", "Keskeneräinen otsikko")));
        var said = await JsonAsync(answer);
        Assert.Matches("^Tallennettu klo [0-9]{1,2}\\.[0-9]{2}$", said.GetProperty("text").GetString());
        Assert.Equal(before.Version, said.GetProperty("version").GetInt32());
        var after = await ArticleAsync(page);
        Assert.Equal((before.WorkingRevision, before.Title, before.Version), (after.WorkingRevision, after.Title, after.Version));
        var reopened = await editor.GetStringAsync(Path(page));
        Assert.Contains("Keskeneräinen otsikko", reopened, StringComparison.Ordinal);
        Assert.Contains("?text=saved", reopened, StringComparison.Ordinal);
        Assert.DoesNotContain("Keskeneräinen otsikko", await editor.GetStringAsync(Path(page) + "?text=saved"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Autosave_after_somebody_elses_save_warns_and_keeps_the_text()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var saved = await other.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Toisen ingressi.")));
        using var answer = await AutosaveAsync(editor, Path(page), Form(version, ("Form.Lead", "Oma ingressi.")));
        Assert.NotNull((await JsonAsync(answer)).GetProperty("warning").GetString());
    }

    [Fact]
    public async Task A_conflict_shows_both_texts_overwrites_nothing_and_lets_the_person_choose()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var theirs = await other.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Toisen ingressi.")));
        using var mine = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Oma ingressi.")));
        Assert.Equal(HttpStatusCode.Conflict, mine.StatusCode);
        var html = WebUtility.HtmlDecode(await mine.Content.ReadAsStringAsync());
        Assert.Contains("Toisen ingressi.", html, StringComparison.Ordinal);
        Assert.Contains("Oma ingressi.", html, StringComparison.Ordinal);
        Assert.Equal("Toisen ingressi.", (await DraftAsync(page)).Lead);
        // Whoever takes the other text can still go back to their own
        Assert.Contains("Oma ingressi.", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
        var now = (await ArticleAsync(page)).Version;
        using var kept = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Oma ingressi."), ("theirs", $"{now}")), Path(page) + "?handler=Keep");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal("Oma ingressi.", (await DraftAsync(page)).Lead);
    }

    [Fact]
    public async Task Two_texts_of_a_conflict_are_put_together_as_chosen_and_saved_only_by_the_person()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var theirs = await other.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Toisen ingressi.")));
        using var mine = await editor.SubmitAsync(Path(page), Form(version, ("Form.ShortTitle", "Lyhyt otsikkoni")));
        Assert.Equal(HttpStatusCode.Conflict, mine.StatusCode);
        Assert.Contains("handler=Merge", await mine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var now = (await ArticleAsync(page)).Version;
        using var merged = await editor.SubmitAsync(Path(page), Form(version, ("Form.ShortTitle", "Lyhyt otsikkoni"), ("theirs", $"{now}")), Path(page) + "?handler=Merge");
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        Assert.Equal((now, "Toisen ingressi."), ((await ArticleAsync(page)).Version, (await DraftAsync(page)).Lead));
        var html = WebUtility.HtmlDecode(await editor.GetStringAsync(Path(page)));
        Assert.Contains("Lyhyt otsikkoni", html, StringComparison.Ordinal);
        Assert.Contains("Toisen ingressi.", html, StringComparison.Ordinal);
        using var again = await other.SubmitAsync(Path(page), Form(now, ("Form.Lead", "Vielä kerran.")));
        using var late = await editor.SubmitAsync(Path(page), Form(version, ("Form.ShortTitle", "Lyhyt otsikkoni"), ("theirs", $"{now}")), Path(page) + "?handler=Merge");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

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
    public async Task What_was_typed_last_is_not_lost_by_withdrawing()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await PublishedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var withdrawn = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Viime hetken ingressi.")), Path(page) + "?handler=Withdraw");
        Assert.Equal(ArticleStatus.Withdrawn, (await ArticleAsync(page)).Status);
        Assert.Contains("Viime hetken ingressi.", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
        using var saved = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("Form.Lead", "Viime hetken ingressi.")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        // Nothing typed: nothing to bring back
        using var again = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("Form.Lead", "Viime hetken ingressi.")), Path(page) + "?handler=Withdraw");
        Assert.DoesNotContain("?text=saved", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
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
    public async Task Status_owner_and_publication_date_in_the_form_are_passed_over()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0, ("Form.Status", "Published"), ("Article.Status", "Published"), ("Status", "Published"), ("OwnerId", "1"),
            ("Form.PublishedAt", "2001-01-01T00:00:00Z"), ("Form.SourceId", "smuggled"), ("PublicRevision", "1")));
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
        using var answer = await editor.GetAsync($"{await NewPageAsync(editor)}&handler=Related&q=äänekosken");
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
    public async Task Tabs_that_autosave_in_the_same_moment_are_all_answered_calmly()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        for (var round = 0; round < 4; round++)
        {
            var page = await NewPageAsync(editor);
            var token = await editor.FormTokenAsync(page);
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => PostAutosaveAsync(editor, page, Form(0, ("Form.Title", $"Välilehti {n}")), token)));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
            Assert.StartsWith("Välilehti", (await ArticleAsync(page)).WorkingTitle, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_new_article_sent_twice_at_once_is_made_once()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        for (var round = 0; round < 4; round++)
        {
            var page = await NewPageAsync(editor);
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => editor.SubmitAsync(page, Form(0))));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
            Assert.Equal(1, (await ArticleAsync(page)).WorkingRevision);
        }
    }

    [Fact]
    public async Task An_autosave_starts_no_article_in_a_language_that_nobody_writes()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var kept = await AutosaveAsync(editor, page, Form(0, ("Form.Lang", "tlh")));
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal("fi", (await ArticleAsync(page)).Lang);
        using var refused = await editor.SubmitAsync(page, Form(0, ("Form.Lang", "tlh")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
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

    [Fact]
    public async Task A_refused_day_of_a_deadline_leads_to_its_field()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var deadline = new Deadline { Title = "Järjestöavustusten haku", Closes = new DateOnly(2031, 4, 30), Opens = new DateOnly(2031, 1, 2) };
        await newsroom.InDbAsync(async db => { db.Deadlines.Add(deadline); await db.SaveChangesAsync(); });
        Dictionary<string, string> Move(string day, string source = "") => new() { ["id"] = $"{deadline.PublicId}", ["version"] = "1", ["Closes"] = day, ["SourceUrl"] = source };
        foreach (var (day, source, field) in new[] { ("huomenissa", "", "Closes"), ("", "", "Closes"), ("1.5.2031", "ftp://example.org", "SourceUrl") })
        {
            using var refused = await editor.SubmitAsync("/desk/deadlines", Move(day, source), "/desk/deadlines?handler=Move");
            var html = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
            Assert.NotNull(html.QuerySelector($".notice-error a[href='#{field}']"));
            Assert.Equal("true", html.QuerySelector($"input#{field}")?.GetAttribute("aria-invalid"));
        }
    }

    private static Dictionary<string, string> Form(int version, params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string>
        {
            ["Version"] = $"{version}", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = Title, ["Form.Lead"] = "Sopimus kattaa neljätoista järjestöä.",
            ["Form.BodyHtml"] = "<p>Tilat ja avustukset turvataan.</p>",
        };
        foreach (var (name, value) in more) form[name] = value;
        return form;
    }

    private static async Task<string> NewPageAsync(HttpClient editor)
    {
        using var answer = await editor.GetAsync("/desk/articles/new");
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<string> SavedAsync(HttpClient editor)
    {
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        return page;
    }

    private static async Task<string> PublishedAsync(HttpClient editor)
    {
        var page = await NewPageAsync(editor);
        using var published = await editor.SubmitAsync(page, Form(0), Path(page) + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        return page;
    }

    private static async Task<HttpResponseMessage> AutosaveAsync(HttpClient editor, string page, Dictionary<string, string> form) =>
        await PostAutosaveAsync(editor, page, form, await editor.FormTokenAsync(page));

    private static async Task<HttpResponseMessage> PostAutosaveAsync(HttpClient editor, string page, Dictionary<string, string> form, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(page) + "?handler=Autosave") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("RequestVerificationToken", token);
        return await editor.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private static string Path(string page) => page.Split('?')[0];

    private static Guid IdOf(string page) => Guid.Parse(Path(page).Split('/')[^1]);

    private Task<Article> ArticleAsync(string page) => newsroom.InDbAsync(db => db.Articles.AsNoTracking().SingleAsync(a => a.PublicId == IdOf(page)));

    private async Task<ArticleDraft> DraftAsync(string page)
    {
        var article = await ArticleAsync(page);
        return ArticleDraft.FromJson(await newsroom.InDbAsync(db => db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync()));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : ArticleDeskTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ArticleDeskTests(n), IClassFixture<PostgresNewsroom>;
}
