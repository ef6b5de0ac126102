using System.Text.Json;
using System.Xml.Linq;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Versions;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Site;

/// <summary>An item in several languages, in easy language and as a summary, as readers meet it.</summary>
public abstract class VersionsOfAnItemTests(Newsroom newsroom)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Map = "http://www.sitemaps.org/schemas/sitemap/0.9", Xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public async Task Easy_language_is_a_version_of_its_own_and_says_so_everywhere()
    {
        var full = await newsroom.PrintAsync("Vammaispalvelut muuttuvat");
        var easy = await newsroom.PrintAsync("Palvelut muuttuvat", a => (a.EasyLanguage, a.TranslationOfId) = (true, full.Id));
        var page = await newsroom.PageAsync("/uutiset/" + easy.Slug);
        Assert.Equal("fi-simple", page.QuerySelector("article.article")!.GetAttribute("lang"));
        Assert.Contains("Selkokieli", page.QuerySelector(".article-head .kicker-type")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Suomi", page.QuerySelector(".translations a[lang=fi]")!.TextContent);
        Assert.Contains("\"inLanguage\":\"fi-simple\"", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        var other = await newsroom.PageAsync("/uutiset/" + full.Slug);
        var link = other.QuerySelector(".translations a[hreflang='fi-simple']")!;
        Assert.Equal(("Selkokieli", "/uutiset/" + easy.Slug), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal($"{newsroom.BaseUrl}/uutiset/{easy.Slug}", other.QuerySelector("link[hreflang='fi-simple']")!.GetAttribute("href"));

        var map = XDocument.Parse(await newsroom.Client.GetStringAsync("/sitemap.xml"));
        var entry = map.Descendants(Map + "url").Single(u => u.Element(Map + "loc")!.Value.EndsWith("/" + full.Slug, StringComparison.Ordinal));
        Assert.Equal(["fi", "fi-simple"], entry.Elements(Xhtml + "link").Select(l => (string)l.Attribute("hreflang")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_tells_each_item_once_in_the_version_of_its_readers()
    {
        var tag = await newsroom.TagAsync("Kielet", "kielet-kerran");
        var finnish = await newsroom.PrintAsync("Kerran suomeksi", a => a.With(tag));
        await newsroom.PrintAsync("En gång på svenska", a => (a.With(tag).Lang, a.TranslationOfId) = ("sv", finnish.Id));
        await newsroom.PrintAsync("Kerran selkokielellä", a => (a.With(tag).EasyLanguage, a.TranslationOfId) = (true, finnish.Id));
        async Task<string[]> TitlesAsync(string path) => [.. (await newsroom.PageAsync(path)).QuerySelectorAll(".cards .card-title").Select(t => t.TextContent)];
        Assert.Equal(["Kerran suomeksi"], await TitlesAsync("/aiheet/kielet-kerran"));
        Assert.Equal(["En gång på svenska"], await TitlesAsync("/sv/aiheet/kielet-kerran"));
        Assert.Equal(["Kerran suomeksi"], await TitlesAsync("/en/aiheet/kielet-kerran"));
        Assert.Equal(["En gång på svenska"], await EntriesAsync("/sv/aiheet/kielet-kerran/syote.atom"));
        // A language that is asked for is answered with all that is written in it
        Assert.Equal(["Kerran selkokielellä", "Kerran suomeksi"], await EntriesAsync("/sv/aiheet/kielet-kerran/syote.atom?lang=fi"));
        await newsroom.InDbAsync(async db =>
        {
            (await db.FindAsync<Article>(finnish.Id))!.Status = ArticleStatus.Withdrawn;
            await db.SaveChangesAsync();
        });
        Assert.Equal(["Kerran selkokielellä", "En gång på svenska"], await TitlesAsync("/aiheet/kielet-kerran"));
    }

    [Fact]
    public async Task A_version_that_is_filed_otherwise_hides_nothing()
    {
        var tag = await newsroom.TagAsync("Vain suomeksi", "vain-suomeksi");
        var translator = await newsroom.WriterAsync("Översättaren Ö", "oversattaren");
        var finnish = await newsroom.PrintAsync("Merkitty suomeksi", a => a.With(tag));
        await newsroom.PrintAsync("Omärkt på svenska", a => (a.Lang, a.TranslationOfId, a.Bylines) = ("sv", finnish.Id, [new Byline { PersonId = translator.Id, Name = translator.Name }]));
        foreach (var (path, title) in new[] { ("/sv/aiheet/vain-suomeksi", "Merkitty suomeksi"), ("/tekijat/oversattaren", "Omärkt på svenska") })
        {
            Assert.Equal([title], (await newsroom.PageAsync(path)).QuerySelectorAll(".cards .card-title").Select(t => t.TextContent));
            Assert.Equal([title], await EntriesAsync(path + "/syote.atom"));
        }
        // The list of all says how many there will be
        foreach (var (path, link) in new[] { ("/sv/aiheet", "/sv/aiheet/vain-suomeksi"), ("/tekijat", "/tekijat/oversattaren") })
            Assert.Matches(@" 1 arti", (await newsroom.PageAsync(path)).QuerySelector($"a[href='{link}']")!.ParentElement!.TextContent);
        var map = await newsroom.Client.GetStringAsync("/sitemap.xml");
        foreach (var page in new[] { "/aiheet/vain-suomeksi", "/alueet/kainuu", "/tekijat/oversattaren" }) Assert.Contains($"{page}<", map, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_stands_for_a_full_version_until_there_is_one()
    {
        var tag = await newsroom.TagAsync("Tiivis", "tiivis");
        var finnish = await newsroom.PrintAsync("Kuulemiskierros alkaa", a =>
        {
            a.Corrections.Add(new Correction { AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime, By = "testi", Wrong = "kolme tilaisuutta", Right = "neljä tilaisuutta" });
            a.With(tag).Summaries.AddRange([new ArticleSummary { Lang = "sv", Title = "Hörandet börjar", Text = "Föreningarna bjuds in till fyra möten." }, new ArticleSummary { Lang = "se", Title = "Gullan álgá", Text = "Searvvit bovdejuvvojit." }]);
        });

        var page = await newsroom.PageAsync("/sv/uutiset/" + finnish.Slug);
        var summary = page.QuerySelector("section.summary")!;
        Assert.Equal(("sv", "Hörandet börjar"), (summary.GetAttribute("lang"), summary.QuerySelector("h2")!.TextContent));
        Assert.Contains("Hela texten är på finska.", summary.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Hörandet börjar – ", page.Title, StringComparison.Ordinal);
        Assert.Equal("fi", page.QuerySelector("h1")!.Closest("[lang]")!.GetAttribute("lang"));
        Assert.Empty(page.QuerySelectorAll("link[rel=alternate][hreflang]"));
        var own = await newsroom.PageAsync("/uutiset/" + finnish.Slug);
        Assert.Equal(["sv", "se"], own.QuerySelectorAll(".after section.summary").Select(s => s.GetAttribute("lang")));
        Assert.Equal("Svenska (sammanfattning)", own.QuerySelector(".translations a[href='/sv/uutiset/" + finnish.Slug + "']")!.TextContent);
        // Words that the program adds to a summary in a language it does not speak are marked as its own
        Assert.Equal("fi", own.QuerySelector("#tiivistelma-se .summary-full")!.GetAttribute("lang"));

        var card = (await newsroom.PageAsync("/sv/aiheet/tiivis")).QuerySelector(".cards article")!;
        Assert.Null(card.GetAttribute("lang"));
        Assert.Equal(("Hörandet börjar", "Sammanfattning, hela texten på finska"), (card.QuerySelector(".card-title")!.TextContent, card.QuerySelector(".card-summary")!.TextContent));
        var feed = XDocument.Parse(await newsroom.Client.GetStringAsync("/sv/aiheet/tiivis/syote.atom?lang=sv"));
        var entry = feed.Descendants(Atom + "entry").Single();
        Assert.Equal(("sv", "Hörandet börjar"), ((string)entry.Attribute(XNamespace.Xml + "lang")!, entry.Element(Atom + "title")!.Value));
        var content = System.Net.WebUtility.HtmlDecode(entry.Element(Atom + "content")!.Value);
        Assert.Contains("Sammanfattning, hela texten på finska", content, StringComparison.Ordinal);
        Assert.Contains("neljä tilaisuutta", content, StringComparison.Ordinal);
        Assert.Contains($"/uutiset/{finnish.Slug}\" hreflang=\"fi\"", content, StringComparison.Ordinal);

        await newsroom.PrintAsync("Hela texten på svenska", a => (a.With(tag).Lang, a.TranslationOfId) = ("sv", finnish.Id));
        Assert.Null((await newsroom.PageAsync("/sv/uutiset/" + finnish.Slug)).QuerySelector("section.summary[lang=sv]"));
        Assert.Equal(["Hela texten på svenska"], await EntriesAsync("/aiheet/tiivis/syote.atom?lang=sv"));
    }

    [Fact]
    public async Task An_event_of_two_versions_stands_once_with_the_link_and_the_materials_of_its_readers()
    {
        var happening = new Event { Title = "Kaksikielinen ilta", StartsOn = new DateOnly(2090, 5, 5) };
        var finnish = await newsroom.PrintAsync("Ilta suomeksi", a =>
        {
            a.Events.Add(new ArticleEvent { Event = happening });
            a.Attachments.Add(new Attachment { Title = "Diat illasta", Url = "https://example.org/fi.pdf", Event = happening });
        });
        await newsroom.PrintAsync("Kvällen på svenska", a =>
        {
            (a.Lang, a.TranslationOfId) = ("sv", finnish.Id);
            a.Events.Add(new ArticleEvent { EventId = happening.Id });
            a.Attachments.Add(new Attachment { Title = "Bilder från kvällen", Url = "https://example.org/sv.pdf", EventId = happening.Id });
        });
        async Task<string> CardAsync(string path) => Assert.Single((await newsroom.PageAsync(path)).QuerySelectorAll("main li").Where(li => li.TextContent.Contains("Kaksikielinen ilta", StringComparison.Ordinal) && li.ParentElement!.Closest("li") is null).Select(li => li.TextContent));
        var own = await CardAsync("/tilaisuudet");
        Assert.Contains("Ilta suomeksi", own, StringComparison.Ordinal);
        Assert.Contains("Diat illasta", own, StringComparison.Ordinal);
        Assert.DoesNotContain("svenska", own, StringComparison.Ordinal);
        var theirs = await CardAsync("/sv/tilaisuudet");
        Assert.Contains("Kvällen på svenska", theirs, StringComparison.Ordinal);
        Assert.Contains("Bilder från kvällen", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Diat illasta", theirs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_finds_an_item_by_the_words_of_its_summary_and_keeps_to_a_language()
    {
        var finnish = await newsroom.PrintAsync("Saariston palvelut", a => a.Summaries.Add(new ArticleSummary { Lang = "sv", Title = "Skärgårdens service", Text = "Lotsstationen i Utö öppnas." }));
        await newsroom.PrintAsync("Utön satama", a => a.BodyHtml = "<p>Lotsstationen on suljettu.</p>");
        var hits = (await newsroom.PageAsync("/sv/arkisto?q=lotsstationen&lang=sv")).QuerySelectorAll(".hits article");
        var hit = Assert.Single(hits);
        Assert.Equal("Skärgårdens service", hit.QuerySelector(".card-title")!.TextContent);
        Assert.Equal("Lotsstationen", hit.QuerySelector("mark")!.TextContent);
        Assert.Contains("hela texten på finska", hit.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await newsroom.PageAsync("/arkisto?q=lotsstationen")).QuerySelectorAll(".hits article").Length);
        var json = await newsroom.Client.JsonAsync("/api/v1/search?q=lotsstationen&lang=sv");
        var found = json.GetProperty("hits").EnumerateArray().Single();
        Assert.Equal((finnish.PublicId, "fi", "sv"), (found.GetProperty("id").GetGuid(), found.GetProperty("lang").GetString(), found.GetProperty("summaryLang").GetString()));
        // Under another interface no Swedish words stand in a Finnish snippet
        var plain = await newsroom.Client.JsonAsync("/api/v1/search?q=lotsstationen");
        Assert.DoesNotContain("öppnas", plain.GetProperty("hits").EnumerateArray().Single(h => h.GetProperty("id").GetGuid() == finnish.PublicId).GetProperty("snippetHtml").GetString()!, StringComparison.Ordinal);
    }

    private async Task<string[]> EntriesAsync(string feed) =>
        [.. XDocument.Parse(await newsroom.Client.GetStringAsync(feed)).Descendants(Atom + "entry").Select(e => e.Element(Atom + "title")!.Value)];

    public sealed class OnSqlite(SqliteNewsroom newsroom) : VersionsOfAnItemTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : VersionsOfAnItemTests(newsroom), IClassFixture<PostgresNewsroom>;
}
