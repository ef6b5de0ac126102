using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>"Haku avautuu maaliskuussa": a call of which only the month of its opening is known, and nothing of its end.</summary>
public abstract class UnknownClosingTests(Newsroom newsroom) : ArticleFormPosts(newsroom)
{
    private static async Task<(JsonElement Article, Guid Deadline)> PublishedAsync(HttpClient editor, string title, object deadline)
    {
        using var made = await editor.PostAsJsonAsync("/api/v1/articles", new { title, lead = "Haku tulee.", regions = new[] { "18" }, deadlines = new[] { deadline } });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var published = await editor.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
        var json = await published.JsonAsync();
        return (json, json.GetProperty("deadlines")[0].GetProperty("deadlineId").GetGuid());
    }

    private static string? Word(JsonElement json, string field) => json.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    [Fact]
    public async Task A_call_that_opens_in_a_month_is_told_everywhere_and_is_never_past_for_want_of_an_end()
    {
        using var editor = await newsroom.WithKeyAsync("admin");
        using var desk = await newsroom.SignedInAsync(Role.Editor);
        var title = "Kevään avustushaku " + Offices.Mark();
        var (article, id) = await PublishedAsync(editor, "Kerrotaan: " + title, new { title, opens = "2070-03-01", opensPrecision = "month" });
        var path = new Uri(article.GetProperty("url").GetString()!).AbsolutePath;
        foreach (var (prefix, opens, unknown) in new[] { ("", "Avautuu maaliskuussa 2070", "Päättymispäivä ei ole vielä tiedossa"), ("/sv", "Öppnar i mars 2070", "Sista dagen är inte känd ännu"), ("/en", "Opens in March 2070", "The closing day is not known yet") })
        {
            var page = await newsroom.PageAsync(prefix + path);
            Assert.Equal((opens, "2070-03", unknown), (page.QuerySelector(".deadline-time time")!.TextContent, page.QuerySelector(".deadline-time time")!.GetAttribute("datetime"), page.QuerySelector(".deadline-left")!.TextContent));
        }
        foreach (var list in new[] { "/maaraajat", "/alueet/keski-pohjanmaa", "/" })
        {
            var leaf = (await newsroom.PageAsync(list)).QuerySelectorAll(".deadline").Single(d => d.QuerySelector(".deadline-title")!.TextContent == title);
            Assert.DoesNotContain("is-closed", leaf.ClassName!, StringComparison.Ordinal);
        }
        var json = await newsroom.Client.JsonAsync("/api/v1/deadlines/" + id);
        Assert.Equal((null, "2070-03-01", "month", "unknown", "announced"), (Word(json, "closes"), Word(json, "opens"), Word(json, "opensPrecision"), Word(json, "precision"), Word(json, "status")));
        Assert.Contains(title, await newsroom.Client.GetStringAsync("/api/v1/deadlines?from=2079-01-01&pageSize=100"), StringComparison.Ordinal);
        var entry = (await CalendarTests.ParseAsync(await newsroom.Client.GetByteArrayAsync("/alueet/keski-pohjanmaa/maaraajat.ics"))).Single(e => e.Uid == id.ToString());
        Assert.Equal(("Avautuu: " + title, "2070-03-01", "2070-04-01", true), (entry.Summary, entry.Start, entry.End, entry.AllDay));
        foreach (var format in new[] { "json", "atom", "rss" })
            Assert.Contains($"{title}: Avautuu maaliskuussa 2070. Päättymispäivä ei ole vielä tiedossa.", await newsroom.EntryAsync(format, "Kerrotaan: " + title), StringComparison.Ordinal);
        using var bulletin = await editor.PostAsJsonAsync("/api/v1/bulletins", new { variants = new[] { new { lang = "fi", subject = "Tiedote" } }, items = new[] { new { articleId = article.GetProperty("id").GetGuid() } }, audience = new { } });
        Assert.Contains("Avautuu maaliskuussa 2070: " + title, WebUtility.HtmlDecode(await editor.GetStringAsync($"{bulletin.Headers.Location!.OriginalString}/preview?lang=fi&part=html")), StringComparison.Ordinal);

        Assert.Contains(title, WebUtility.HtmlDecode(await desk.GetStringAsync("/desk/deadlines?q=" + Uri.EscapeDataString(title))), StringComparison.Ordinal);
        Assert.Contains("avautuu maaliskuussa 2070", WebUtility.HtmlDecode(await desk.GetStringAsync("/desk/search?q=" + Uri.EscapeDataString(title))), StringComparison.Ordinal);
        Assert.Contains($"{title} (avautuu maaliskuussa 2070)", WebUtility.HtmlDecode(await desk.GetStringAsync("/desk/calendar?month=2070-03")), StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>" + title, WebUtility.HtmlDecode(await desk.GetStringAsync("/desk/deadlines?show=past&q=" + Uri.EscapeDataString(title))), StringComparison.Ordinal);

        // The end becomes known, and then it is put off until nobody knows when
        using var now = await editor.GetAsync("/api/v1/deadlines/" + id);
        using var known = await editor.PutAsync("/api/v1/deadlines/" + id, new { opens = "2070-03-16", closes = "2070-04-30" }, now.Headers.ETag!.Tag);
        Assert.Equal((HttpStatusCode.OK, "day", "day"), (known.StatusCode, Word(await known.JsonAsync(), "precision"), Word(await known.JsonAsync(), "opensPrecision")));
        Assert.Equal("Määräaika muuttui ei vielä tiedossa → 30.4.2070", (await newsroom.PageAsync(path)).QuerySelector(".deadline-moved")!.TextContent.Trim());
        using var putOff = await desk.SubmitAsync("/desk/deadlines?q=" + Uri.EscapeDataString(title), new() { ["id"] = $"{id}", ["version"] = "2", ["Opens"] = "huhtikuu 2070", ["ClosesUnknown"] = "true", ["NoSource"] = "true" }, "/desk/deadlines?handler=Move");
        Assert.Equal(HttpStatusCode.Redirect, putOff.StatusCode);
        json = await newsroom.Client.JsonAsync("/api/v1/deadlines/" + id);
        Assert.Equal((null, "month", "2070-04-30"), (Word(json, "closes"), Word(json, "opensPrecision"), Word(json.GetProperty("previous")[0], "closes")));
        var shown = (await newsroom.PageAsync(path)).QuerySelector(".deadline")!;
        Assert.Equal(("Avautuu huhtikuussa 2070", "Määräaika muuttui ei vielä tiedossa → 30.4.2070 → ei vielä tiedossa"), (shown.QuerySelector("time")!.TextContent, shown.QuerySelector(".deadline-moved")!.TextContent.Trim()));
        Assert.Equal("extended", Word(json, "status"));
    }

    [Fact]
    public async Task What_opened_long_ago_without_an_end_is_open_and_stands_after_what_closes_soon()
    {
        using var editor = await newsroom.WithKeyAsync("admin");
        var (old, soon) = ("Avautunut haku " + Offices.Mark(), "Pian päättyvä " + Offices.Mark());
        await PublishedAsync(editor, old, new { title = old, opens = "2020-03-01", opensPrecision = "month" });
        await PublishedAsync(editor, soon, new { title = soon, closes = Dates.Iso(newsroom.Clock.Today().AddDays(40)) });
        var page = await newsroom.PageAsync("/maaraajat");
        var titles = page.QuerySelectorAll(".deadline:not(.is-closed) .deadline-title").Select(t => t.TextContent).ToList();
        Assert.True(titles.IndexOf(soon) >= 0 && titles.IndexOf(soon) < titles.IndexOf(old), string.Join(" | ", titles));
        Assert.Equal("Avautui maaliskuussa 2020", page.QuerySelectorAll(".deadline").Single(d => d.QuerySelector(".deadline-title")!.TextContent == old).QuerySelector("time")!.TextContent);
    }

    [Fact]
    public async Task Something_must_be_known_and_a_month_may_open_and_close_in_itself()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        async Task<IEnumerable<string>> FieldsAsync(object deadline)
        {
            using var answer = await editor.PostAsJsonAsync("/api/v1/articles", new { title = "Haku", deadlines = new[] { deadline } });
            return answer.StatusCode == HttpStatusCode.Created ? [] : (await answer.JsonAsync()).ErrorFields();
        }
        Assert.Equal(["deadlines[0].closes"], await FieldsAsync(new { title = "Haku" }));
        Assert.Equal(["deadlines[0].opens"], await FieldsAsync(new { title = "Haku", opens = "2070-04-01", opensPrecision = "month", closes = "2070-03-31" }));
        Assert.Empty(await FieldsAsync(new { title = "Haku", opens = "2070-03-31", opensPrecision = "month", closes = "2070-03-15" }));
        Assert.Empty(await FieldsAsync(new { title = "Haku", opens = "2070-03-31", closes = "2070-03-01", precision = "month" }));
        // Whichever of its days tells a month, it closes with the month: then no list says that it is closed sooner
        using var made = await editor.PostAsJsonAsync("/api/v1/deadlines", new { title = "Kuukauden haku", closes = "2070-02-01", precision = "month" });
        Assert.Equal("2070-02-28", (await made.JsonAsync()).GetProperty("closes").GetString());
    }

    [Fact]
    public async Task The_form_takes_a_month_and_shows_it_again_and_the_stored_text_carries_it()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0, ("Form.Deadlines.index", "0"), ("Form.Deadlines[0].Title", "Kuukauden haku"), ("Form.Deadlines[0].Opens", "maaliskuu 2070"), ("Form.Deadlines[0].Closes", "")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var stored = Assert.Single((await DraftAsync(page)).Deadlines);
        Assert.Equal((new DateOnly(2070, 3, 1), DatePrecision.Month, null, DatePrecision.Unknown), (stored.Opens, stored.OpensPrecision, stored.Closes, stored.Precision));
        Assert.Equal("maaliskuu 2070", (await editor.SeeAsync(Path(page))).QuerySelector("input[name='Form.Deadlines[0].Opens']")!.GetAttribute("value"));
        // Saving what the form shows changes nothing
        var before = (await ArticleAsync(page)).Version;
        using var again = await editor.SubmitAsync(Path(page), Form(before, ("Form.Deadlines.index", "0"), ("Form.Deadlines[0].DeadlineId", $"{stored.DeadlineId}"), ("Form.Deadlines[0].Title", "Kuukauden haku"), ("Form.Deadlines[0].Opens", "maaliskuu 2070"), ("Form.Deadlines[0].Closes", "")));
        Assert.Equal(before, (await ArticleAsync(page)).Version);
    }

    [Fact]
    public async Task A_hearing_that_opens_in_a_month_is_open_and_is_not_called_a_call()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var title = "Kuuleminen keväällä " + Offices.Mark();
        using var made = await editor.PostAsJsonAsync("/api/v1/openings", new { kind = "hearing", title, regions = new[] { "18" }, opens = "2070-03-01", opensPrecision = "month", isPublic = true });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var json = await made.JsonAsync();
        Assert.Equal(("open", "month", null), (Word(json, "status"), Word(json.GetProperty("deadline"), "opensPrecision"), Word(json.GetProperty("deadline"), "closes")));
        Assert.Contains(title, await newsroom.Client.GetStringAsync("/api/v1/openings?status=open&pageSize=100"), StringComparison.Ordinal);
        Assert.DoesNotContain(title, await newsroom.Client.GetStringAsync("/api/v1/openings?status=closed&pageSize=100"), StringComparison.Ordinal);
        Assert.Contains("Avautuu maaliskuussa 2070", (await newsroom.PageAsync("/vaikuta/" + Word(json, "slug"))).QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        using var desk = await newsroom.SignedInAsync(Role.Editor);
        var form = await desk.SeeAsync("/desk/openings/" + Word(json, "id"));
        Assert.Equal("maaliskuu 2070", form.QuerySelector("input[name='Form.Opens']")!.GetAttribute("value"));
        Assert.Contains("avautuu maaliskuussa 2070", (await desk.SeeAsync("/desk/openings?region=18")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(title, StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : UnknownClosingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : UnknownClosingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
