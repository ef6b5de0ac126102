using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>
/// The five shapes in which change agents write, with invented words: a call that is moved later, a report of a day together, news with
/// quotes, a plan with lists pasted from an e-mail, and a project's page. Each part comes out as data, and no line is lost.
/// </summary>
public abstract partial class FiveTextsTests(Newsroom newsroom)
{
    private readonly string mark = Offices.Mark();

    [Fact]
    public async Task Five_texts_come_out_part_by_part_and_no_line_is_lost()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var call = await CallAsync(client);
        var report = await ReportAsync(client, call);
        var news = await NewsAsync(client);
        var plan = await PlanAsync(client);
        await ProjectAsync(client);

        var entries = (await newsroom.Client.JsonAsync("/syote.json?" + mark)).GetProperty("items").EnumerateArray().ToDictionary(i => new Uri(i.GetProperty("url").GetString()!).AbsolutePath);
        foreach (var (text, parts) in new[] { (call, new[] { "30.4.2030", "https://example.org/ohjeet" }), (report, ["Pöllölä", "Aava Lahti", "Yhteinen virasto"]), (news, ["<cite>Hilkka Rantakoivu</cite>", "Matkan opas"]), (plan, ["<ol>", "<ul>"]) })
        {
            var html = entries[text.Path].GetProperty("content_html").GetString()!;
            Assert.All(parts, p => Assert.Contains(p, html, StringComparison.Ordinal));
        }
    }

    private async Task<Told> CallAsync(HttpClient client)
    {
        var office = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Järvien Tuki {mark} ry", Type = "association" });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = $"Ilta Saari {mark}", TitleFi = "Järjestöjen muutosagentti", Memberships = [new(office.PublicId)], Phone = "070 000 0001", Email = "ilta@example.fi" });
        string[] lines =
        [
            "Avustusten haku alkoi ja päättyy maaliskuun lopussa.", "Haku etenee", "Alueella on jaossa 70 Me ja koko maassa 120 Me, siitä 5 % järjestöille.",
            "Mitä haetaan", "Ohjeet ovat osoitteessa https://example.org/ohjeet ja ne päivitetään viikoittain.", "Ketä haku koskee", "Haku koskee kaikkia yhdistyksiä.",
        ];
        var told = await PublishAsync(client, new
        {
            type = "announcement", title = "Haku alkoi " + mark, bodyHtml = string.Concat(lines.Select((l, i) => i is 1 or 3 or 5 ? $"<h2>{l}</h2>" : $"<p>{l}</p>")),
            authors = new object[] { new { personId = person.PublicId, project = "Järvet mukaan -hanke" } }, tags = new[] { "Sote-uudistus" }, audiences = new[] { "Järjestöille" }, regions = new[] { "15" },
            deadlines = new object[] { new { title = "Avustushaku " + mark, closes = "2030-03-31" } }, followUp = "Kerromme jatkosta heti.", publishedAt = "2020-02-20T22:00:00Z", publishedPrecision = "day",
        }, lines);
        var page = told.Page;
        Assert.Equal((1, 3), (page.QuerySelectorAll("h1").Length, page.QuerySelectorAll(".prose h2").Length));
        Assert.Equal("2020-02-21", page.QuerySelector(".dateline time")!.GetAttribute("datetime"));
        Assert.Contains("70\u00a0Me ja koko maassa 120\u00a0Me, siitä 5\u00a0%", page.QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".prose a[href='https://example.org/ohjeet']"));
        Assert.All(new[] { "Järjestöjen muutosagentti", office.Name, "Järvet mukaan -hanke", "070 000 0001" }, p => Assert.Contains(p, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.QuerySelector("a[href='tel:+358700000001']"));
        Assert.NotNull(page.QuerySelector("a[href='mailto:ilta@example.fi']"));
        return told;
    }

    private async Task<Told> ReportAsync(HttpClient client, Told call)
    {
        var deadline = call.Json.GetProperty("deadlines")[0].GetProperty("deadlineId").GetGuid();
        using (var now = await client.GetAsync("/api/v1/deadlines/" + deadline))
        using (var moved = await client.PutAsync("/api/v1/deadlines/" + deadline, new { closes = "2030-04-30", sourceUrl = "https://example.org/tiedote" }, now.Headers.ETag!.Tag)) Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        var offices = new List<Organisation>();
        for (var i = 0; i < 4; i++) offices.Add(await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Yhteisö {i} {mark}", Type = "association" }));
        var day = Guid.NewGuid();
        string[] lines = ["Pöllölässä kokoonnuttiin kuulemaan, mitä hankkeissa tapahtuu.", "Paikalla oli väkeä neljästä yhteisöstä.", "Työpajoissa puhuttiin yhteisistä tiloista ja kuljetuksista."];
        var told = await PublishAsync(client, new
        {
            type = "event", title = "Yhteinen päivä kokosi väkeä " + mark, bodyHtml = string.Concat(lines.Select(l => $"<p>{l}</p>")) + $"<div data-ref=\"event:{day}\"></div>", regions = new[] { "14" }, tags = new[] { "Sote-uudistus" },
            publishedAt = "2020-03-18T22:00:00Z", publishedPrecision = "unknown",
            events = new object[] { new { eventId = day, title = "Yhteinen päivä " + mark, start = "2030-03-10", place = "Pöllölä", region = "14" } },
            attachments = new object[]
            {
                new { title = "Hankkeiden tilanne", kind = "slides", url = "https://example.org/1.pdf", presenters = new[] { new { name = "Aava Lahti", title = "asiantuntija", organisation = "Yhteinen virasto" } }, eventId = day },
                new { title = "Järjestöt mukana", kind = "slides", url = "https://example.org/2.pdf", presenters = new[] { new { name = "Elo Niemi", title = "toiminnanjohtaja", organisation = "Yhteisö" } }, eventId = day },
                new { title = "Työpajojen muistiot", kind = "memo", url = "https://example.org/3.pdf", eventId = day },
                new { title = "Päivän videokooste", kind = "video", url = "https://example.org/katsottava", availableUntil = "2020-04-30", captions = "missing", eventId = day },
            },
            organisations = offices.Select(o => new { organisationId = o.PublicId }),
            related = new object[]
            {
                new { url = "https://example.org/tiedote", title = "Hakuaikaa jatketaan", kind = "source", publisher = "Yhteinen virasto", date = "2020-03-19" },
                new { url = "https://example.org/sivut", title = "Haun sivut: example.org", kind = "readMore" }, new { articleId = call.Id, kind = "follows" },
            },
            deadlines = new object[] { new { deadlineId = deadline } },
        }, lines);
        var page = told.Page;
        Assert.Contains("2030-03-10", page.QuerySelector(".prose time")!.GetAttribute("datetime"), StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page.QuerySelector(".after")!.TextContent, "Diaesitys:"));
        Assert.Contains("Elo Niemi, toiminnanjohtaja, Yhteisö", page.QuerySelector(".after")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Muistio: Työpajojen muistiot", page.QuerySelector(".after")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("30.4.2020", page.QuerySelector(".after")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("katsottava\"", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("aikaisintaan 19.3.2020", page.QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);
        Assert.All(offices, o => Assert.NotNull(page.QuerySelector($"main a[href='/organisaatiot/{o.Slug}']")));
        // The call says the new day and where its promise was kept
        foreach (var either in new[] { page, await newsroom.PageAsync(call.Path) }) Assert.Contains("30.4.", either.QuerySelector(".deadline-moved ins")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await newsroom.PageAsync(call.Path)).QuerySelector($".follows a[href='{told.Path}']"));
        return told;
    }

    private async Task<Told> NewsAsync(HttpClient client)
    {
        var tags = new List<string>();
        for (var i = 0; i < 5; i++) tags.Add(await newsroom.InDbAsync(async db =>
        {
            var term = db.Terms.Add(new Term { Slug = $"aihe-{i}-{mark}", Scheme = TermScheme.Theme, LabelFi = $"Aihe {i} {mark}" }).Entity;
            await db.SaveChangesAsync();
            return term.Slug;
        }));
        for (var i = 0; i < 3; i++) await PublishAsync(client, new { title = $"Rinnakkainen matka {i} {mark}", lead = "Toinen matka samasta aiheesta.", tags = new[] { tags[i] } }, []);
        string[] lines =
        [
            "Tie eteenpäin", "Opas kertoo, mistä aloittaa.", "Yhdessä matkalla", "Mukana on kymmeniä yhdistyksiä.", "Tuki auttaa perillä", "Neuvoja saa puhelimitse.",
            "Aloitimme tyhjältä pöydältä.", "Nyt tie on näkyvissä.", "Perille päästään yhdessä.",
        ];
        var told = await PublishAsync(client, new
        {
            type = "news", title = "Opas valmistui " + mark, lead = "Yhdistysten opas valmistui.",
            bodyHtml = string.Concat(lines[..6].Select((l, i) => i % 2 == 0 ? $"<h2>{l}</h2>" : $"<p>{l}</p>")) + string.Concat(lines[6..].Select(l => $"<blockquote data-speaker=\"Hilkka Rantakoivu\" data-role=\"hankepäällikkö\"><p>“{l}“</p></blockquote>")),
            tags = tags.Select((_, i) => $"Aihe {i} {mark}"), audiences = new[] { "Järjestöille" }, publishedAt = "2021-09-21T07:30:00Z", publishedPrecision = "minute",
            contacts = new object[] { new { name = "Hilkka Rantakoivu", title = "hankepäällikkö" } },
            related = new object[] { new { url = "https://example.org/a", title = "Matkan opas", kind = "readMore" }, new { url = "https://example.org/b", title = "Matkan kartta", kind = "readMore" } },
        }, lines);
        var page = told.Page;
        Assert.Equal((5, 1), (told.Json.GetProperty("tags").GetArrayLength(), told.Json.GetProperty("audiences").GetArrayLength()));
        Assert.Equal((3, 3), (page.QuerySelectorAll(".prose blockquote cite").Length, page.QuerySelectorAll(".prose h2").Length));
        Assert.DoesNotContain("“", page.QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll(".after h2").Single(h => h.TextContent.Trim() == "Lue lisää").ParentElement!.QuerySelectorAll("li").Length);
        Assert.Contains("21.9.2021 klo 10.30", page.QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);
        var beside = page.QuerySelectorAll(".card-title").Select(c => c.TextContent).ToList();
        Assert.All(Enumerable.Range(0, 3), i => Assert.Contains(beside, c => c.Contains($"Rinnakkainen matka {i} {mark}", StringComparison.Ordinal)));
        Assert.Contains("Lisätietoja", page.QuerySelectorAll(".after h2").Select(h => h.TextContent.Trim()));
        return told;
    }

    private async Task<Told> PlanAsync(HttpClient client)
    {
        string[] lines =
        [
            "Tavoitteet ovat seuraavat:", "  • Yhdistysten rooli säilyy.", "  • Osaaminen näkyy.", "  • Tieto kulkee.", "Alueella tuki näkyy näin:", "  1. Turvataan avustukset.", "  2. Mallinnetaan yhteistyö.", "  3. Kerrotaan tuesta.",
        ];
        object draft(bool vague) => new
        {
            type = "announcement", title = $"Tuki saa rahoituksen – tutustu suunnitelmaan {mark}", regions = new[] { "01", "02", "03", "04", "90" }, tags = new[] { "Sote-uudistus", "Järjestöyhteistyö ja kumppanuudet" }, audiences = new[] { "Järjestöille" },
            bodyHtml = string.Concat(lines.Select(l => $"<p>{l}</p>")) + "<p>Suunnitelma on <a href=\"https://example.org/suunnitelma\">täällä</a>.</p><h2>Lue myös</h2>", keepsVagueLinks = vague, publishedPrecision = "unknown",
        };
        using (var made = await client.PostAsJsonAsync("/api/v1/articles", draft(false)))
        using (var refused = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("täällä", Regex.Unescape(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        var told = await PublishAsync(client, draft(true), lines);
        Assert.Equal((3, 3), (told.Page.QuerySelectorAll(".prose > ul > li").Length, told.Page.QuerySelectorAll(".prose > ol > li").Length));
        Assert.DoesNotContain("Lue myös", told.Page.QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, told.Json.GetProperty("regions").GetArrayLength());
        Assert.Contains('–', told.Page.QuerySelector("h1")!.TextContent);
        return told;
    }

    private async Task ProjectAsync(HttpClient client)
    {
        var funder = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Yhteinen virasto {mark}", Type = "authority" });
        string[] lines = ["Tavoitteet", .. Enumerable.Range(1, 5).Select(i => $"•    parantaa asiaa numero {i}"), "Osat", .. Enumerable.Range(1, 4).Select(i => $"•    Valmistelun osa {i}"), "Hankkeen rahoitus"];
        object draft(bool vague) => new
        {
            name = "Yhteinen hanke " + mark, endsOn = "2023-12-31", endsPrecision = "year", funders = new object[] { new { organisationId = funder.PublicId, amount = 9400000 } }, keepsVagueLinks = vague,
            descriptionHtml = string.Concat(lines.Select(l => l.StartsWith('•') ? $"<p>{l}</p>" : $"<h2>{l}</h2>")) + "<p>Rahoitus on 9,4 milj. euroa.</p>",
            links = Enumerable.Range(1, 3).Select(i => new { url = $"https://example.org/{i}", title = $"Lisätietoa tämän linkin takaa numerosta {i}" }), checkedOn = "2021-11-01",
        };
        using var refused = await client.PostAsJsonAsync("/api/v1/projects", draft(false));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(["links[0].title", "links[1].title", "links[2].title"], (await refused.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        using var made = await client.PostAsJsonAsync("/api/v1/projects", draft(true));
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var umbrella = await made.JsonAsync();
        foreach (var (name, ends) in new[] { ("Rakenteet " + mark, "2021-12-31"), ("Palvelut " + mark, "2023-12-31") })
            using (var part = await client.PostAsJsonAsync("/api/v1/projects", new { name, umbrellaId = umbrella.GetProperty("id").GetGuid(), endsOn = ends, endsPrecision = "year" })) Assert.Equal(HttpStatusCode.Created, part.StatusCode);
        var page = await newsroom.PageAsync(new Uri(umbrella.GetProperty("url").GetString()!).AbsolutePath);
        Assert.Equal([5, 4], page.QuerySelectorAll(".prose ul").Take(2).Select(u => u.QuerySelectorAll("li").Length));
        var text = page.QuerySelector("main")!.TextContent;
        Assert.All(new[] { funder.Name, "9,4\u00a0milj", "Rakenteet " + mark, "Palvelut " + mark, "Tiedot tarkistettu" }, p => Assert.Contains(p, text, StringComparison.Ordinal));
        Nothing_lost(page, lines);
    }

    private async Task<Told> PublishAsync(HttpClient client, object draft, string[] lines)
    {
        using var made = await client.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
        Assert.True(published.StatusCode == HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
        var json = await published.JsonAsync();
        var path = new Uri(json.GetProperty("url").GetString()!).AbsolutePath;
        var page = await newsroom.PageAsync(path);
        Nothing_lost(page, lines);
        // Between a number and its unit, and nowhere else
        Assert.DoesNotMatch("(?<![0-9])\u00a0(?![%€])", WebUtility.HtmlDecode(json.GetProperty("bodyHtml").GetString()!));
        return new Told(json.GetProperty("id").GetString()!, path, json, page);
    }

    private static void Nothing_lost(IHtmlDocument page, string[] lines)
    {
        var shown = Plain(page.QuerySelector("main")!.TextContent);
        Assert.All(lines, l => Assert.Contains(Plain(ListMark().Replace(l, "")), shown, StringComparison.Ordinal));
    }

    private static string Plain(string text) => Spaces().Replace(text, "");

    [GeneratedRegex(@"^\s*(•|\d+\.)\s+")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private sealed record Told(string Id, string Path, JsonElement Json, IHtmlDocument Page);

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FiveTextsTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FiveTextsTests(newsroom), IClassFixture<PostgresNewsroom>;
}
