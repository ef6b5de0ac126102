using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Uutiset.Articles;

namespace Uutiset.Tests.Site;

/// <summary>Everything around the articles: archive, feeds, sitemap, bulletins, errors, headers.</summary>
public abstract class SurfaceTests(Newsroom newsroom)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Archive_page_finds_an_inflected_word_marks_it_and_keeps_the_filters_in_its_addresses()
    {
        for (var i = 0; i < 23; i++) await newsroom.PrintAsync($"Kumppanuuspöydän kokous {i}", a => a.Regions.Add(new ArticleRegion { RegionCode = "15" }));
        var page = await newsroom.PageAsync("/arkisto?q=kumppanuuspöytä&region=keski-suomi");
        Assert.Equal("23 osumaa haulle ”kumppanuuspöytä”", page.QuerySelector(".archive-total")!.TextContent);
        Assert.Equal(20, page.QuerySelectorAll(".hits > li").Length);
        Assert.Equal("Kumppanuuspöydän", page.QuerySelector(".hits mark")!.TextContent);
        Assert.Equal("kumppanuuspöytä", page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
        var next = page.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        Assert.Contains("region=keski-suomi", next);
        Assert.Equal(3, (await newsroom.PageAsync(next)).QuerySelectorAll(".hits > li").Length);
        Assert.Contains("q=kumppanuusp", page.QuerySelector(".languages a[lang=sv]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/arkisto?q=%22%27%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/arkisto?region=99&type=foo&from=eilen&to=2020-99-99&page=-4&sort=x")]
    [InlineData("/arkisto?tag=olematon&author=olematon&page=99999")]
    [InlineData("/arkisto?q=*&type=1")]
    public async Task Any_address_of_the_archive_is_a_legal_question(string address)
    {
        var page = await newsroom.PageAsync(address);
        Assert.True(IsTheThemes(Assert.Single(page.QuerySelectorAll("script")), "search.js"));
        Assert.NotNull(page.QuerySelector(".archive-total"));
        if (address.Contains("region=99", StringComparison.Ordinal)) Assert.Contains("ei tunnistettu", page.QuerySelector(".notice")!.TextContent);
    }

    [Fact]
    public async Task Atom_feed_has_stable_ids_full_text_and_languages_and_answers_304()
    {
        var tag = await newsroom.TagAsync("Syötteen aihe", "syotteen-aihe");
        var article = await newsroom.PrintAsync("Syötteessä ]]> & <b>", a => (a.With(tag).BodyHtml, a.Lang) = ("<p>Koko teksti ]]&gt; tässä.</p>", "sv"));
        using var first = await newsroom.Client.GetAsync("/aiheet/syotteen-aihe/syote.atom");
        var feed = XDocument.Parse(await first.Content.ReadAsStringAsync());
        var entry = Assert.Single(feed.Root!.Elements(Atom + "entry"));
        Assert.Equal($"urn:uuid:{article.PublicId}", entry.Element(Atom + "id")!.Value);
        Assert.Equal(article.Title, entry.Element(Atom + "title")!.Value);
        Assert.Equal("sv", entry.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.Contains("Koko teksti ]]&gt; tässä.", entry.Element(Atom + "content")!.Value);
        Assert.Equal($"{newsroom.BaseUrl}/uutiset/{article.Slug}", entry.Elements(Atom + "link").Single().Attribute("href")!.Value);
        Assert.StartsWith(newsroom.BaseUrl, feed.Root.Elements(Atom + "link").Single(l => l.Attribute("rel")!.Value == "self").Attribute("href")!.Value);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/aiheet/syotteen-aihe/syote.atom");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var unchanged = await newsroom.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Rss_and_json_feeds_carry_the_same_articles()
    {
        var article = await newsroom.PrintAsync("Kolmessa muodossa");
        var rss = XDocument.Parse(await newsroom.Client.GetStringAsync("/syote.rss"));
        Assert.Contains(rss.Descendants("guid"), g => g.Value == $"urn:uuid:{article.PublicId}");
        using var json = JsonDocument.Parse(await newsroom.Client.GetStringAsync("/en/syote.json"));
        Assert.Contains(json.RootElement.GetProperty("items").EnumerateArray(), i => i.GetProperty("title").GetString() == "Kolmessa muodossa");
    }

    [Fact]
    public async Task Sitemap_lists_articles_at_home_with_their_last_change_and_robots_leads_to_it()
    {
        var article = await newsroom.PrintAsync("Sivukartassa", a => a.Lang = "sv");
        XNamespace ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var map = XDocument.Parse(await newsroom.Client.GetStringAsync("/sitemap.xml"));
        var url = map.Descendants(ns + "url").Single(u => u.Element(ns + "loc")!.Value == $"{newsroom.BaseUrl}/sv/uutiset/{article.Slug}");
        Assert.NotNull(url.Element(ns + "lastmod"));
        Assert.Contains($"Sitemap: {newsroom.BaseUrl}/sitemap.xml", await newsroom.Client.GetStringAsync("/robots.txt"));
    }

    [Fact]
    public async Task Sent_bulletin_has_a_web_version_without_what_was_withdrawn_and_a_waiting_one_has_none()
    {
        var stays = await newsroom.PrintAsync("Jää");
        var goes = await newsroom.PrintAsync("Lähtee", a => a.Status = ArticleStatus.Withdrawn);
        await newsroom.BulletinAsync(501, started: true, goes, stays);
        await newsroom.BulletinAsync(502, started: false, stays);
        var page = await newsroom.PageAsync("/tiedotteet/501");
        Assert.Equal("Kooste 501", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Teksti: Jää", page.Body!.TextContent);
        Assert.DoesNotContain("Teksti: Lähtee", page.Body.TextContent);
        Assert.Contains("ei ole enää julkinen", page.Body.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/tiedotteet/502"));
        var list = await newsroom.PageAsync("/tiedotteet");
        Assert.Contains(list.QuerySelectorAll(".bulletin-list a"), a => a.GetAttribute("href") == "/tiedotteet/501");
        Assert.DoesNotContain(list.QuerySelectorAll(".bulletin-list a"), a => a.GetAttribute("href") == "/tiedotteet/502");
        Assert.Contains("Kooste 501", (await newsroom.PageAsync("/")).QuerySelector(".latest-bulletin")!.TextContent);
    }

    [Theory]
    [InlineData("/uutiset/kumppanuuspoyta-kokoontui", "fi", "Sivua ei löytynyt")]
    [InlineData("/sv/nagot/annat", "sv", "Sidan hittades inte")]
    [InlineData("/en/aiheet/nothing", "en", "Page not found")]
    [InlineData("/kuvat/olematon.png", "fi", "Sivua ei löytynyt")]
    public async Task Unknown_address_is_a_404_in_the_readers_language_with_a_way_on(string address, string lang, string title)
    {
        using var response = await newsroom.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        Assert.Equal(lang, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("main .ways-on a"));
        Assert.NotEqual("", page.QuerySelector("main input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Public_pages_set_no_cookie_run_no_script_but_the_forms_own_ask_nobody_else_and_carry_the_security_headers()
    {
        await newsroom.PrintAsync("Otsikkotiedot");
        foreach (var path in new[] { "/", "/arkisto", "/aiheet", "/alueet", "/alueet/lappi", "/tekijat", "/organisaatiot", "/maaraajat", "/tiedotteet", "/saavutettavuus", "/sv/tietosuoja", "/tilaa", "/syote.atom", "/olematon" })
        {
            using var response = await newsroom.Client.GetAsync(path);
            Assert.False(response.Headers.Contains("Set-Cookie"), path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.DoesNotContain("unsafe", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("charset=utf-8", response.Content.Headers.ContentType!.ToString());
            if (response.Content.Headers.ContentType.MediaType != "text/html") continue;
            var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
            // Two forms offer what is meant while it is being written
            var own = path switch { "/tilaa" => "find.js", "/arkisto" => "search.js", _ => null };
            Assert.DoesNotContain(page.QuerySelectorAll("script"), s => s.GetAttribute("type") != "application/ld+json" && !(own is not null && IsTheThemes(s, own)));
            Assert.Empty(page.QuerySelectorAll("[style],style"));
            Assert.All(page.QuerySelectorAll("link[rel=stylesheet],link[rel=preload],link[rel=icon],img,iframe"), e => Assert.StartsWith("/teema/", e.GetAttribute("href") ?? e.GetAttribute("src")));
        }
    }

    private static bool IsTheThemes(IElement script, string name) =>
        script.TextContent == "" && script.GetAttribute("src") is { } src && src.StartsWith("/teema/", StringComparison.Ordinal) && src.EndsWith("/" + name, StringComparison.Ordinal);

    [Fact]
    public async Task Style_sheet_may_be_kept_for_ever_and_fonts_lie_beside_it()
    {
        var page = await newsroom.PageAsync("/");
        var style = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var response = await newsroom.Client.GetAsync(style);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString());
        Assert.Contains("dist/source-serif-4-latin-opsz-normal.woff2", await response.Content.ReadAsStringAsync());
        foreach (var font in page.QuerySelectorAll("link[rel=preload]")) Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(font.GetAttribute("href")!));
        Assert.InRange((int)await newsroom.StatusAsync(style.Replace("/site.css", "/..%2f..%2ftheme.json", StringComparison.Ordinal)), 400, 404);
    }

    [Fact]
    public async Task Lists_page_without_repetition_and_head_is_answered_like_get()
    {
        var tag = await newsroom.TagAsync("Pitkä lista", "pitka-lista");
        for (var i = 0; i < 21; i++) await newsroom.PrintAsync($"Listan juttu {i}", a => a.With(tag));
        var first = await newsroom.PageAsync("/aiheet/pitka-lista");
        var second = await newsroom.PageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(21, first.QuerySelectorAll(".cards h3").Concat(second.QuerySelectorAll(".cards h3")).Select(h => h.TextContent).Distinct().Count());
        Assert.Equal("/aiheet/pitka-lista", second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/aiheet/pitka-lista?page=3"));
        using var head = await newsroom.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/aiheet/pitka-lista"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SurfaceTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SurfaceTests(newsroom), IClassFixture<PostgresNewsroom>;
}
