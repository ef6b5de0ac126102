using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Media;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>One invented article with every element that the newsroom's texts have: in by the API, out on the page, by the API, in the feeds and in a mail.</summary>
public abstract class RoundTripTests(Newsroom newsroom)
{
    private const string Body = """
        <h2>Haku jatkuu</h2>
        <p>Avustuksia on jaossa 9,4 miljoonaa euroa, 70 Me ja 5 % enemmän kuin ennen. Katso www.example.org/haku.</p>
        <ul><li>neuvonta</li><li>tilat<ol><li>toimitilat</li><li>kokoustilat</li></ol></li></ul>
        <blockquote data-speaker="Hilkka Rantakoivu" data-role="hankepäällikkö"><p>"Tilat pysyvät järjestöillä", hän sanoo.</p></blockquote>
        <aside data-block="fact"><p>Järjestämislaki: <a href="https://www.finlex.fi/fi/lainsaadanto/2021/612">612/2021</a>.</p></aside>
        <aside data-block="contact"><p>Neuvontanumero 050 000 0000.</p></aside>
        <aside data-block="funding"><p>Hanketta rahoittaa Esimerkkirahasto.</p></aside>
        <aside data-block="region" data-region="14"><p>Hakuun kutsutaan kaikki alueen yhdistykset.</p></aside>
        <table><caption>Haut</caption><tr><th>Haku</th><th>Päättyy</th></tr><tr><td>Yleinen</td><td>30.4.</td></tr><tr><td></td><td></td></tr></table>
        <h2>Lue myös</h2>
        """;

    [Fact]
    public async Task Every_element_of_an_article_comes_through_to_page_api_feed_and_mail()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var mark = Offices.Mark();
        var told = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Rantojen Tuki {mark} ry", Type = "association", Website = "https://example.org" });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = $"Ilta Saari {mark}", TitleFi = "Järjestöjen muutosagentti", Memberships = [new(told.PublicId)], Phone = "050 000 0000", Email = "ilta@example.fi", Regions = ["14"] });
        var series = await newsroom.InDbAsync(async db =>
        {
            var term = db.Terms.Add(new Term { Slug = "sarja-" + mark, Scheme = TermScheme.Series, LabelFi = "Askel askeleelta " + mark }).Entity;
            await db.SaveChangesAsync();
            return term.Slug;
        });
        var earlier = await PublishedAsync(client, new { title = "Haku avautuu " + mark, lead = "Ensimmäinen tieto hausta.", followUp = "Kerromme, kun haku avautuu.", followUpBy = "2030-03-31" });
        var beside = await PublishedAsync(client, new { title = "Rinnakkainen asia " + mark, lead = "Sivusta." });
        var article = await PublishedAsync(client, new
        {
            type = "announcement", lang = "fi", title = "Hakuaika jatkuu huhtikuuhun " + mark, shortTitle = "Hakuaika jatkuu " + mark, lead = "Haku jatkuu. Lue lisää haun sivulta. Mukaan pääsee heti.",
            bodyHtml = Body.Replace("<aside data-block=\"fact\">", $"<div data-ref=\"article:{beside.Id}\"></div><p>Kaikki <a href=\"/aiheet\">aiheet</a>.</p><aside data-block=\"fact\">", StringComparison.Ordinal),
            authors = new object[] { new { personId = person.PublicId, project = "Rannat mukaan -hanke" } },
            contacts = new object[] { new { name = "Otto Niemelä", title = "hankepäällikkö", phone = "040 000 0000", email = "otto@example.fi" } },
            tags = new[] { "Järjestöavustukset", series }, audiences = new[] { "Järjestöille" }, regions = new[] { "14" },
            organisations = new object[] { new { name = told.Name } },
            related = new object[]
            {
                new { articleId = earlier.Id, kind = "follows" }, new { articleId = beside.Id }, new { url = "https://example.org/opas", title = "Hakuopas", kind = "readMore" },
                new { url = "https://example.org/tiedote", title = "Hakuaikaa jatketaan", kind = "source", publisher = "Esimerkkiministeriö", date = "2020-03-19" },
                new { url = "https://example.org/yhteys", title = "Haun yhteystiedot", kind = "contact" },
            },
            attachments = new object[]
            {
                new { title = "Tilannekuva", kind = "slides", url = "https://example.org/diat.pdf", presenters = new[] { new { name = "Aava Lahti", title = "asiantuntija", organisation = "Rantojen Tuki" } }, pages = 12 },
                new { title = "Videokooste", kind = "video", url = "https://example.org/video", availableUntil = "2020-04-30", captions = "missing" },
            },
            deadlines = new object[] { new { title = "Avustushaku " + mark, closes = "2030-03-31" }, new { title = "Toinen haku " + mark, closes = "2030-05-31", precision = "month" } },
            events = new object[] { new { title = "Hakuinfo " + mark, start = "2030-03-10", startsAt = "09:00", place = "Joensuu", region = "14" } },
            followUp = "Kerromme tuloksista.", followUpBy = "2030-06-30", publishedAt = "2020-03-20T08:30:00Z", publishedPrecision = "day", reviewBy = "2030-01-01", expiresAt = "2031-01-01T00:00:00Z",
        });
        var deadline = article.Json.GetProperty("deadlines")[0].GetProperty("deadlineId").GetGuid();
        await MoveAsync(client, deadline, "2030-04-30");

        await OnThePageAsync(article.Path, earlier, beside, told, person, series, mark);
        await InTheApiAsync(article.Id, told, earlier.Id);
        await InTheFeedsAsync(mark, earlier.Path, beside.Path);
        await InTheMailAsync(client, article.Id, mark);
        // The promise that the earlier one made is kept, its page says by what
        var kept = await newsroom.PageAsync(earlier.Path);
        Assert.Contains(article.Path, kept.QuerySelector(".follows.notice")!.InnerHtml, StringComparison.Ordinal);
        Assert.Null(kept.QuerySelector(".follow-up"));
        Assert.NotNull((await newsroom.PageAsync("/organisaatiot/" + told.Slug)).QuerySelector($"a[href='{article.Path}']"));
    }

    private async Task OnThePageAsync(string path, (string Id, string Path, JsonElement Json) earlier, (string Id, string Path, JsonElement Json) beside, Organisation told, Person person, string series, string mark)
    {
        var page = await newsroom.PageAsync(path);
        IElement One(string selector) => page.QuerySelector(selector) ?? throw new InvalidOperationException("Nothing is " + selector);
        string Below(string heading) => page.QuerySelectorAll(".after h2, .article-tags h2, .related h2").Single(h => h.TextContent.Trim() == heading).ParentElement!.TextContent;
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("2020-03-20", One(".dateline time").GetAttribute("datetime"));
        // Blocks
        Assert.Equal(["Haku jatkuu"], page.QuerySelectorAll(".prose h2").Select(h => h.TextContent));
        Assert.Contains("9,4\u00a0miljoonaa euroa, 70\u00a0Me ja 5\u00a0%", One(".prose p").TextContent, StringComparison.Ordinal);
        Assert.Equal("https://www.example.org/haku", One(".prose p a").GetAttribute("href"));
        Assert.Equal(2, page.QuerySelectorAll(".prose > ul > li > ol > li").Length);
        Assert.Equal("Hilkka Rantakoivu, hankepäällikkö", One(".prose blockquote footer").TextContent);
        Assert.Contains("”Tilat pysyvät järjestöillä”", One(".prose blockquote").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Faktaa", "Yhteystiedot", "Rahoitus", "Mitä tämä tarkoittaa Pohjois-Karjalassa"], page.QuerySelectorAll(".prose aside .box-label").Select(l => l.TextContent));
        Assert.Equal("https://www.finlex.fi/fi/lainsaadanto/2021/612", One("aside[data-block=fact] a").GetAttribute("href"));
        Assert.Equal(("Haut", 1, 1), (One(".table-room caption").TextContent, page.QuerySelectorAll(".table-room thead tr").Length, page.QuerySelectorAll(".table-room tbody tr").Length));
        Assert.Equal(["col", "col"], page.QuerySelectorAll(".table-room th").Select(t => t.GetAttribute("scope")));
        // What hangs on it
        Assert.Contains("tel:+358500000000", One(".margin-second .byline-card").InnerHtml, StringComparison.Ordinal);
        Assert.Contains("Rannat mukaan -hanke", One(".margin-second").TextContent, StringComparison.Ordinal);
        Assert.Contains(person.Name, One(".margin-second").TextContent, StringComparison.Ordinal);
        Assert.Contains("Hakuopas", Below("Lue lisää"), StringComparison.Ordinal);
        Assert.Matches(@"Esimerkkiministeriö:\s*Hakuaikaa jatketaan,\s*19\.3\.2020", Below("Lähteet"));
        Assert.Matches("Otto Niemelä[^§]*Hankepäällikkö[^§]*040 000 0000[^§]*otto@example.fi[^§]*Haun yhteystiedot", Below("Lisätietoja"));
        Assert.Contains("tel:+358400000000", One(".contacts").InnerHtml, StringComparison.Ordinal);
        Assert.Contains(beside.Path, One("#lue-myos").ParentElement!.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(earlier.Path, One("#lue-myos").ParentElement!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains(earlier.Path, One(".follows").InnerHtml, StringComparison.Ordinal);
        Assert.Matches(@"Diaesitys: Tilannekuva \(12 sivua\)[^§]*Aava Lahti, asiantuntija, Rantojen Tuki", Below("Aineistot"));
        Assert.Contains("Ei enää katsottavissa", Below("Aineistot"), StringComparison.Ordinal);
        Assert.DoesNotContain("example.org/video", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Matches(@"Hakuinfo[^§]*10\.3\.2030 klo 9\.00[^§]*Joensuu[^§]*Pohjois-Karjala", Below("Tilaisuudet"));
        Assert.Contains("30.4.", One(".deadline-moved ins").TextContent, StringComparison.Ordinal);
        Assert.Contains("toukokuu", page.QuerySelectorAll(".deadline-time")[^1].TextContent, StringComparison.Ordinal);
        Assert.Matches("Kerromme tuloksista[^§]*30.6.2030", Below("Jatkoa on luvassa"));
        Assert.Contains("/tilaa?tags=", One(".follow-up a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("/organisaatiot/" + told.Slug, One(".after .link-list").InnerHtml, StringComparison.Ordinal);
        Assert.Contains("Askel askeleelta", Below("Sarja"), StringComparison.Ordinal);
        Assert.Equal(["/aiheet/" + series, "/aiheet/jarjestoavustukset", "/aiheet/jarjestoille"], page.QuerySelectorAll(".article-tags a").Select(a => a.GetAttribute("href")));
        Assert.Contains("Kenelle", page.QuerySelectorAll(".article-tags h2").Select(h => h.TextContent.Trim()));
        // For machines
        var ld = JsonDocument.Parse(One("script[type='application/ld+json']").TextContent).RootElement;
        var source = ld.GetProperty("isBasedOn")[0];
        Assert.Equal(("Esimerkkiministeriö", "2020-03-19"), (source.GetProperty("publisher").GetProperty("name").GetString(), source.GetProperty("datePublished").GetString()));
        Assert.Equal(told.Name, ld.GetProperty("mentions")[0].GetProperty("name").GetString());
        Assert.Contains("Hakuaika jatkuu " + mark, (await newsroom.PageAsync("/tekijat/" + person.Slug)).QuerySelector(".card-title")!.TextContent, StringComparison.Ordinal);
    }

    private async Task InTheApiAsync(string id, Organisation told, string earlier)
    {
        var json = await newsroom.Client.JsonAsync("/api/v1/articles/" + id);
        var kinds = json.GetProperty("related").EnumerateArray().ToDictionary(r => r.GetProperty("kind").GetString()!);
        Assert.Equal(earlier, kinds["follows"].GetProperty("articleId").GetString());
        Assert.Equal(("Esimerkkiministeriö", "2020-03-19"), (kinds["source"].GetProperty("publisher").GetString(), kinds["source"].GetProperty("date").GetString()));
        Assert.Equal("Otto Niemelä", json.GetProperty("contacts")[0].GetProperty("name").GetString());
        Assert.Equal(told.PublicId, json.GetProperty("organisations")[0].GetProperty("organisationId").GetGuid());
        Assert.Equal(("Kerromme tuloksista.", "day", "2030-01-01"), (json.GetProperty("followUp").GetString(), json.GetProperty("publishedPrecision").GetString(), json.GetProperty("reviewBy").GetString()));
        // Whole sentences, without the one that only leads elsewhere
        Assert.Equal("Haku jatkuu. Mukaan pääsee heti.", json.GetProperty("excerpt").GetString());
        Assert.Equal(["Järjestöille"], json.GetProperty("audiences").EnumerateArray().Select(a => a.GetString()));
        Assert.Contains("data-region=\"14\"", json.GetProperty("bodyHtml").GetString(), StringComparison.Ordinal);
        // Withdrawn from public eyes since its last day, its address with it
        Assert.Equal(JsonValueKind.Null, json.GetProperty("attachments")[1].TryGetProperty("url", out var url) ? url.ValueKind : JsonValueKind.Null);
        var quotes = await newsroom.Client.JsonAsync("/api/v1/quotes?speaker=Hilkka%20Rantakoivu");
        Assert.Contains(quotes.GetProperty("items").EnumerateArray(), q => q.GetProperty("articleId").GetString() == id && q.GetProperty("text").GetString()!.Contains("Tilat pysyvät", StringComparison.Ordinal));
    }

    private async Task InTheFeedsAsync(string mark, string earlier, string beside)
    {
        var title = "Hakuaika jatkuu huhtikuuhun " + mark;
        foreach (var format in new[] { "json", "atom", "rss" })
        {
            var html = await newsroom.EntryAsync(format, title);
            var entry = new HtmlParser().ParseDocument(html);
            foreach (var part in new[]
            {
                "Lue lisää haun sivulta. Mukaan pääsee heti.", "Hilkka Rantakoivu", "Mitä tämä tarkoittaa Pohjois-Karjalassa", "<caption>Haut</caption>", "Hakuopas", "Esimerkkiministeriö", "Otto Niemelä",
                "Tilannekuva", "Hakuinfo", "Kerromme tuloksista", "31.3. → 30.4.2030", "Määräaika toukokuu 2030: Toinen haku " + mark,
            }) Assert.True(html.Contains(part, StringComparison.Ordinal), $"{format}: {part}");
            // In its place in the text, and among what there is to read besides; the one that this goes on from, once
            Assert.Equal(2, entry.QuerySelectorAll($"a[href='{newsroom.BaseUrl}{beside}']").Length);
            Assert.Equal("Rinnakkainen asia " + mark, entry.QuerySelector($"h2 + ul a[href='{newsroom.BaseUrl}{beside}']")!.TextContent);
            Assert.Equal("Jatkoa juttuun: Haku avautuu " + mark, entry.QuerySelector($"a[href='{newsroom.BaseUrl}{earlier}']")!.ParentElement!.TextContent);
            Assert.NotNull(entry.QuerySelector($"a[href='{newsroom.BaseUrl}/aiheet']"));
            Assert.Empty(entry.QuerySelectorAll("a[href^='/']"));
            Assert.DoesNotContain("example.org/video", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_feed_says_nothing_of_a_linked_article_that_is_not_public_any_more()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var (mark, gone) = (Offices.Mark(), "Vedetty pois " + Offices.Mark());
        var target = await PublishedAsync(client, new { title = gone, lead = "x" });
        await PublishedAsync(client, new { title = "Viittaava " + mark, bodyHtml = $"<p>Ennen.</p><div data-ref=\"article:{target.Id}\"></div><p>Jälkeen.</p>", related = new[] { new { articleId = target.Id } } });
        Assert.Contains(gone, await newsroom.EntryAsync("json", "Viittaava " + mark), StringComparison.Ordinal);
        using var withdrawn = await client.DeleteAsync($"/api/v1/articles/{target.Id}/publication");
        Assert.True(withdrawn.IsSuccessStatusCode, $"{withdrawn.StatusCode}");
        foreach (var format in new[] { "json", "atom", "rss" })
        {
            var html = await newsroom.EntryAsync(format, "Viittaava " + mark);
            Assert.Matches("<p>Ennen.</p>\\s*<p>Jälkeen.</p>", html);
            Assert.DoesNotContain(gone, html, StringComparison.Ordinal);
            Assert.DoesNotContain("Lue myös", html, StringComparison.Ordinal);
        }
    }

    private static async Task InTheMailAsync(HttpClient client, string id, string mark)
    {
        using var made = await client.PostAsJsonAsync("/api/v1/bulletins", new { variants = new[] { new { lang = "fi", subject = "Tiedote", introHtml = "<ul><li>Ensin<ol><li>ensimmäinen</li></ol></li></ul>" } }, items = new[] { new { articleId = id } }, audience = new { } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        foreach (var part in new[] { "html", "text" })
        {
            var mail = WebUtility.HtmlDecode(await client.GetStringAsync($"{made.Headers.Location!.OriginalString}/preview?lang=fi&part={part}"));
            foreach (var words in new[] { "Hakuaika jatkuu " + mark, "Haku jatkuu. Mukaan pääsee heti.", "Tilaisuus 10.3.2030 klo 9.00, Joensuu: Hakuinfo", "30.4.2030" }) Assert.Contains(words, mail, StringComparison.Ordinal);
            // The mail's own short title, not the long one
            Assert.DoesNotContain("huhtikuuhun", mail.Replace("hakuaika-jatkuu-huhtikuuhun", "", StringComparison.Ordinal), StringComparison.Ordinal);
            if (part == "text") Assert.Contains("- Ensin\n  1. ensimmäinen", mail.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_api_told_can_be_sent_back_and_is_no_change()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var told = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Palaava " + Offices.Mark() });
        var article = await PublishedAsync(client, new
        {
            title = "Edestakaisin " + Offices.Mark(), bodyHtml = Body, organisations = new object[] { new { organisationId = told.PublicId } }, followUp = "Palaamme.",
            contacts = new object[] { new { name = "Otto Niemelä" } }, related = new object[] { new { url = "https://example.org/t", title = "Lähde", kind = "source", publisher = "Virasto", date = "2024-02-29" } },
        });
        using var read = await client.GetAsync("/api/v1/articles/" + article.Id);
        using var sent = await client.PutAsync("/api/v1/articles/" + article.Id, await read.JsonAsync(), read.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(article.Json.GetProperty("version").GetInt32(), (await sent.JsonAsync()).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_text_whose_day_nobody_knows_says_so_and_no_feed_invents_one()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var undated = await PublishedAsync(client, new { title = "Ajaton " + Offices.Mark(), lead = "x", publishedPrecision = "unknown" });
        var bounded = await PublishedAsync(client, new { title = "Jälkeen tilaisuuden " + Offices.Mark(), lead = "x", publishedAt = "2020-03-10T00:00:00Z", publishedPrecision = "unknown" });
        Assert.Equal("Julkaisuaika ei ole tiedossa", (await newsroom.PageAsync(undated.Path)).QuerySelectorAll(".dateline p").Select(p => p.TextContent).Last());
        Assert.Equal("Julkaisuaika ei ole tiedossa, aikaisintaan 10.3.2020", (await newsroom.PageAsync(bounded.Path)).QuerySelectorAll(".dateline p").Select(p => p.TextContent).Last());
        var feed = await newsroom.Client.JsonAsync("/syote.json");
        Assert.All(feed.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("url").GetString() is var url && (url!.EndsWith(undated.Path, StringComparison.Ordinal) || url.EndsWith(bounded.Path, StringComparison.Ordinal))),
            i => Assert.False(i.TryGetProperty("date_published", out _)));
    }

    private static async Task MoveAsync(HttpClient client, Guid deadline, string closes)
    {
        using var now = await client.GetAsync("/api/v1/deadlines/" + deadline);
        using var moved = await client.PutAsync("/api/v1/deadlines/" + deadline, new { closes }, now.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
    }

    private static async Task<(string Id, string Path, JsonElement Json)> PublishedAsync(HttpClient client, object draft)
    {
        using var made = await client.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
        Assert.True(published.StatusCode == HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
        var json = await published.JsonAsync();
        return (json.GetProperty("id").GetString()!, new Uri(json.GetProperty("url").GetString()!).PathAndQuery, json);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : RoundTripTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : RoundTripTests(newsroom), IClassFixture<PostgresNewsroom>;
}
