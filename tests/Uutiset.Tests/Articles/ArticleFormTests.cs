using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Articles;

/// <summary>The fields around a text, as a browser without script posts them, and what publication asks of its links.</summary>
public abstract class ArticleFormTests(Newsroom n) : ArticleFormPosts(n)
{
    [Fact]
    public async Task Contacts_sources_mentions_promise_and_day_are_kept_shown_again_and_compared()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, earlier) = (Offices.Mark(), await newsroom.PrintAsync("Aiempi juttu"));
        var told = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Kerrottu " + mark });
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0,
            ("Form.Contacts[0].Name", "Otto Niemelä"), ("Form.Contacts[0].Phone", "040 000 0000"), ("Form.Organisations[0].Name", told.Name), ("Form.FollowUp", "Kerromme tuloksista."), ("Form.FollowUpBy", "30.6.2030"),
            ("Form.Links[0].Title", "Tiedote"), ("Form.Links[0].Url", "https://example.org/t"), ("Form.Links[0].Kind", "Source"), ("Form.Links[0].Publisher", "Esimerkkiministeriö"), ("Form.Links[0].Date", "19.3.2020"),
            ("Form.Related[0].Address", "/uutiset/" + earlier.Slug), ("Form.Related[0].Kind", "Follows"), ("Form.PublishedAt", "syyskuu 2021")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var (article, draft) = (await ArticleAsync(page), await DraftAsync(page));
        Assert.Equal(("Otto Niemelä", told.PublicId, "Kerromme tuloksista.", new DateOnly(2030, 6, 30)), (draft.Contacts[0].Name, draft.Organisations[0].OrganisationId!.Value, draft.FollowUp, draft.FollowUpBy!.Value));
        Assert.Equal((earlier.PublicId, LinkKind.Follows), (draft.Related[0].ArticleId!.Value, draft.Related[0].Kind));
        Assert.Equal((LinkKind.Source, "Esimerkkiministeriö", new DateOnly(2020, 3, 19)), (draft.Related[1].Kind, draft.Related[1].Publisher, draft.Related[1].Date!.Value));
        Assert.Equal((DatePrecision.Month, "2021-08-31T21:00:00"), (draft.PublishedPrecision!.Value, draft.PublishedAt!.Value.UtcDateTime.ToString("s", System.Globalization.CultureInfo.InvariantCulture)));

        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await editor.GetStringAsync(Path(page)));
        string? Value(string name) => shown.QuerySelector($"[name='{name}']") is AngleSharp.Html.Dom.IHtmlSelectElement select ? select.Value : shown.QuerySelector($"[name='{name}']")?.GetAttribute("value");
        Assert.Equal(("Otto Niemelä", told.PublicId.ToString(), "19.3.2020", "Follows", "syyskuu 2021"),
            (Value("Form.Contacts[0].Name"), Value("Form.Organisations[0].OrganisationId"), Value("Form.Links[0].Date"), Value("Form.Related[0].Kind"), Value("Form.PublishedAt")));
        // Saved as it is shown, it is no new revision; the same with another contact is one that the versions tell apart
        var same = shown.QuerySelectorAll("#article-form [name]").Where(e => e.LocalName != "button" && e.Closest("template") is null && e.Closest("noscript") is null && e.GetAttribute("name") != "__RequestVerificationToken"
                && (e.GetAttribute("type") != "checkbox" || e.HasAttribute("checked")))
            .GroupBy(e => e.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.First() is AngleSharp.Html.Dom.IHtmlSelectElement s ? s.Value ?? "" : g.First() is AngleSharp.Html.Dom.IHtmlTextAreaElement t ? t.Value : g.First().GetAttribute("value") ?? "");
        using var again = await editor.SubmitAsync(Path(page), same);
        Assert.Equal((HttpStatusCode.Redirect, article.WorkingRevision), (again.StatusCode, (await ArticleAsync(page)).WorkingRevision));
        same["Version"] = (await ArticleAsync(page)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        same["Form.Contacts[0].Name"] = "Helka Niemelä";
        using var other = await editor.SubmitAsync(Path(page), same);
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Matches("Lisätietoja antaa[^§]*<ins>Helka</ins>", await editor.GetStringAsync(Path(page) + "/versions"));
        // What it was published as elsewhere stands on the page
        using var published = await editor.SubmitAsync(Path(page), await NextAsync(page, same), Path(page) + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        Assert.Contains("syyskuussa 2021", (await newsroom.PageAsync((await ArticleAsync(page)).Path)).QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_half_filled_is_asked_about_and_nothing_of_it_is_dropped()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var half = new[]
        {
            ("Form.Events[0].RegistrationUntil", "1.3.2030"), ("Form.Attachments[0].AvailableFrom", "1.4.2030"), ("Form.Attachments[1].TranscriptUrl", "https://example.org/teksti"),
            ("Form.Deadlines[0].SourceUrl", "https://example.org/haku"), ("Form.Links[0].Publisher", "Esimerkkiministeriö"),
        };
        using var refused = await editor.SubmitAsync(page, Form(0, half));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        foreach (var (name, value) in half) Assert.Equal(value, shown.QuerySelector($"[name='{name}']")!.GetAttribute("value"));
        var asked = shown.QuerySelectorAll("[role=alert] a").Select(a => a.GetAttribute("href")).ToList();
        Assert.All(["Events_0__Title", "Events_0__Start", "Attachments_0__Title", "Attachments_1__Title", "Deadlines_0__Title", "Links_0__Url"], field => Assert.Contains("#Form_" + field, asked));
        using var script = await newsroom.WithKeyAsync("articles:write");
        using var sent = await script.PostAsJsonAsync("/api/v1/articles", new { title = Title, events = new[] { new { place = "Joensuu" } }, attachments = new[] { new { pages = 3 } } });
        Assert.Equal(["attachments[0].title", "events[0].start", "events[0].title"], (await sent.JsonAsync()).ErrorFields().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_new_day_that_a_script_gave_for_a_deadline_stays_the_same_deadlines_when_the_text_is_mended_in_the_desk()
    {
        using var script = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var first = await script.PostAsJsonAsync("/api/v1/deadlines", new { title = "Haku " + Offices.Mark(), closes = "2090-03-31" });
        var former = (await first.JsonAsync()).GetProperty("deadlineId").GetGuid();
        using var made = await script.PostAsJsonAsync("/api/v1/articles", new { title = Title, bodyHtml = "<p>Aikaa on lisää.</p>", deadlines = new[] { new { supersedes = former, closes = "2090-04-30" } } });
        var page = "/desk/articles/" + (await made.JsonAsync()).GetProperty("id").GetString();
        var shown = await editor.SeeAsync(page);
        var key = shown.QuerySelectorAll("#article-form [name$='.Supersedes']").Single(e => e.GetAttribute("value") == former.ToString()).GetAttribute("name")!.Replace(".Supersedes", "", StringComparison.Ordinal);
        string Value(string field) => shown.QuerySelector($"[name='{key}.{field}']")!.GetAttribute("value") ?? "";
        var mended = Form((await ArticleAsync(page)).Version, ("Form.Deadlines[0].Supersedes", Value("Supersedes")), ("Form.Deadlines[0].Title", Value("Title")), ("Form.Deadlines[0].Closes", Value("Closes")));
        using var published = await editor.SubmitAsync(page, mended, page + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var moved = await newsroom.Client.JsonAsync($"/api/v1/deadlines/{former}");
        Assert.Equal("2090-04-30", moved.GetProperty("closes").GetString());
        var id = Guid.Parse(page.AsSpan(page.Length - 36));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == id).SelectMany(a => a.Deadlines).CountAsync(d => d.Deadline!.PublicId == former)));
    }

    [Fact]
    public async Task A_link_that_names_nothing_stops_publication_until_somebody_lets_it_stand()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var body = ("Form.BodyHtml", "<p>Suunnitelman löydät <a href=\"https://example.org/s\">täältä</a>.</p>");
        using var refused = await editor.SubmitAsync(page, Form(0, body), Path(page) + "?handler=Publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("”täältä”", said, StringComparison.Ordinal);
        Assert.Contains("name=\"Form.KeepsVagueLinks\"", said, StringComparison.Ordinal);
        using var published = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, body, ("Form.KeepsVagueLinks", "true")), Path(page) + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var id = (await ArticleAsync(page)).PublicId;
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "article.vagueLinks" && e.Object == $"article:{id}" && e.Content!.Detail == "täältä")));
    }

    [Fact]
    public async Task Organisations_are_offered_by_name_and_an_unknown_or_hidden_one_is_refused()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, page) = (Offices.Mark(), await NewPageAsync(editor));
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Tarjottu " + mark });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Piilossa " + mark, Listed = false });
        var found = JsonDocument.Parse(await editor.GetStringAsync($"/desk/articles/find/organisations?q={mark}")).RootElement;
        Assert.Equal(["Tarjottu " + mark], found.EnumerateArray().Select(f => f.GetProperty("title").GetString()));
        foreach (var name in new[] { "Piilossa " + mark, "Olematon " + mark })
        {
            using var refused = await editor.SubmitAsync(page, Form(0, ("Form.Organisations[0].Name", name)));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains($"Organisaatiota ”{name}” ei löydy.", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    private async Task<Dictionary<string, string>> NextAsync(string page, Dictionary<string, string> form) =>
        new(form) { ["Version"] = (await ArticleAsync(page)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public sealed class OnSqlite(SqliteNewsroom n) : ArticleFormTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ArticleFormTests(n), IClassFixture<PostgresNewsroom>;
}
