using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

public abstract class ReadingTests(Newsroom newsroom)
{
    [Fact]
    public async Task Article_shows_headline_date_byline_with_contacts_quote_with_speaker_and_tags_as_a_list()
    {
        var writer = await newsroom.WriterAsync("Maija Metsälampi", "maija-metsalampi");
        var tag = await newsroom.TagAsync("Kokoontumistilat", "kokoontumistilat");
        var article = await newsroom.PrintAsync("Osallistumismahdollisuudet lisääntyvät", a =>
        {
            a.With(tag).Regions.Add(new ArticleRegion { RegionCode = "14" });
            a.PublishedUtc = new DateTime(2021, 9, 21, 7, 30, 0, DateTimeKind.Utc);
            a.BodyHtml = "<h2>Väliotsikko</h2><blockquote data-speaker=\"Aino Saari\" data-role=\"johtaja\"><p>Näin on.</p></blockquote>";
            a.Bylines.Add(new Byline { PersonId = writer.Id, Name = writer.Name, Title = "Muutosagentti", Organisation = "Entinen nimi ry", Project = "Yhdessä-hanke", Phone = "050 111 2222", Email = "maija@example.fi" });
        });
        var page = await newsroom.PageAsync("/uutiset/" + article.Slug);
        Assert.Equal("Osallistumismahdollisuudet lisääntyvät", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("21.9.2021 klo 10.30", page.QuerySelector(".dateline time")!.TextContent);
        Assert.Equal("2021-09-21T10:30:00+03:00", page.QuerySelector(".dateline time")!.GetAttribute("datetime"));
        Assert.Equal("tel:+358501112222", page.QuerySelector(".byline-card a[href^='tel:']")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector(".byline-card a[href='mailto:maija@example.fi']"));
        Assert.Contains("Entinen nimi ry", page.QuerySelector(".byline-card")!.TextContent);
        Assert.Contains("Yhdessä-hanke", page.QuerySelector(".byline-card")!.TextContent);
        Assert.Equal("Aino Saari", page.QuerySelector("blockquote footer cite")!.TextContent);
        Assert.Equal("/aiheet/kokoontumistilat", page.QuerySelector(".article-tags ul.tags li a")!.GetAttribute("href"));
        Assert.Contains(page.QuerySelectorAll(".article-head .kicker a"), a => a.GetAttribute("href") == "/alueet/pohjois-karjala");
    }

    [Fact]
    public async Task Who_has_left_is_reached_through_the_organisation()
    {
        var writer = await newsroom.WriterAsync("Otso Lähtenyt", "otso-lahtenyt", p => p.ContactUntil = new DateOnly(2020, 1, 1));
        var article = await newsroom.PrintAsync("Vanha juttu", a => a.Bylines.Add(new Byline { PersonId = writer.Id, Name = writer.Name, Phone = "050 111 2222", Email = "otso@example.fi" }));
        var page = await newsroom.PageAsync("/uutiset/" + article.Slug);
        Assert.DoesNotContain("050 111 2222", page.DocumentElement.OuterHtml);
        Assert.DoesNotContain("otso@example.fi", page.DocumentElement.OuterHtml);
        Assert.NotNull(page.QuerySelector("a[href='mailto:toimisto@example.fi']"));
    }

    [Theory]
    [InlineData(ArticleStatus.Draft, HttpStatusCode.NotFound)]
    [InlineData(ArticleStatus.Scheduled, HttpStatusCode.NotFound)]
    [InlineData(ArticleStatus.InReview, HttpStatusCode.Gone)]
    [InlineData(ArticleStatus.Scheduled, HttpStatusCode.Gone)]
    [InlineData(ArticleStatus.Withdrawn, HttpStatusCode.Gone)]
    [InlineData(ArticleStatus.Expired, HttpStatusCode.Gone)]
    internal async Task What_is_not_public_is_on_no_surface(ArticleStatus status, HttpStatusCode expected)
    {
        var secret = $"Salaisuus{Guid.NewGuid():N}";
        var writer = await newsroom.WriterAsync("Sala Kirjoittaja", "sala-" + Guid.NewGuid().ToString("N")[..8]);
        var tag = await newsroom.TagAsync("Salatunniste", "sala-" + Guid.NewGuid().ToString("N")[..8]);
        var hidden = await newsroom.PrintAsync(secret, a =>
        {
            a.Status = status;
            // What was public once has a day, whatever becomes of it
            if (expected == HttpStatusCode.NotFound) a.PublishedUtc = null;
            a.With(tag).Regions.Add(new ArticleRegion { RegionCode = "20" });
            a.Bylines.Add(new Byline { PersonId = writer.Id, Name = writer.Name });
            a.Deadlines.Add(new ArticleDeadline { Deadline = new Deadline { Title = secret, Closes = new DateOnly(2099, 1, 1) } });
        });
        var beside = await newsroom.PrintAsync("Näkyvä naapuri", a =>
        {
            a.With(tag);
            a.Links.Add(new ArticleLink { TargetId = hidden.Id });
        });
        Assert.Equal(expected, await newsroom.StatusAsync("/uutiset/" + hidden.Slug));
        foreach (var path in new[]
        {
            "/", "/sv", "/en", "/arkisto", "/arkisto?q=" + secret, "/aiheet/" + tag.Slug, "/alueet/kainuu", "/tekijat/" + writer.Slug, "/organisaatiot/" + writer.Organisation!.Slug,
            "/maaraajat", "/uutiset/" + beside.Slug, "/syote.atom", "/syote.rss", "/syote.json", $"/aiheet/{tag.Slug}/syote.atom", $"/tekijat/{writer.Slug}/syote.rss", "/alueet/kainuu/syote.json", "/sitemap.xml",
        })
        {
            using var response = await newsroom.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var text = (await response.Content.ReadAsStringAsync()).Replace("q=" + secret, "", StringComparison.Ordinal);
            Assert.False(text.Contains(hidden.Slug + "\"", StringComparison.Ordinal) || text.Contains(hidden.Slug + "<", StringComparison.Ordinal), $"{path} shows the address");
            if (!path.Contains("q=", StringComparison.Ordinal)) Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{path} shows the title");
        }
    }

    [Fact]
    public async Task Article_ends_at_its_expiry_and_a_future_one_waits()
    {
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        var expired = await newsroom.PrintAsync("Umpeutunut", a => a.ExpiresUtc = now.AddMinutes(-1));
        var future = await newsroom.PrintAsync("Tuleva", a => a.PublishedUtc = now.AddDays(1));
        Assert.Equal(HttpStatusCode.Gone, await newsroom.StatusAsync("/uutiset/" + expired.Slug));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/uutiset/" + future.Slug));
    }

    [Fact]
    public async Task Old_slug_and_wrong_kind_of_address_redirect_for_good()
    {
        var article = await newsroom.PrintAsync("Uusi nimi");
        await newsroom.InDbAsync(async db =>
        {
            db.ArticleSlugs.Add(new ArticleSlug { Slug = "vanha-" + article.Slug, ArticleId = article.Id });
            await db.SaveChangesAsync();
        });
        foreach (var (from, to) in new[] { ($"/uutiset/vanha-{article.Slug}", "/uutiset/"), ($"/sv/uutiset/vanha-{article.Slug}", "/sv/uutiset/"), ($"/{article.Slug}", "/uutiset/") })
        {
            using var response = await newsroom.Client.GetAsync(from);
            Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
            Assert.Equal(to + article.Slug, response.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task Related_articles_are_the_editors_choice_first_and_then_those_with_rare_tags_in_common_each_with_its_reason()
    {
        var common = await newsroom.TagAsync("Yleinen", "yleinen-aihe");
        var rare = await newsroom.TagAsync("Harvinainen", "harvinainen-aihe");
        for (var i = 0; i < 8; i++) await newsroom.PrintAsync($"Yleinen juttu {i}", a => a.With(common));
        var close = await newsroom.PrintAsync("Harvinaisen naapuri", a => a.With(rare, common).PublishedUtc = a.PublishedUtc!.Value.AddDays(-30));
        var chosen = await newsroom.PrintAsync("Toimittajan valinta", a => a.With(common));
        var article = await newsroom.PrintAsync("Pääjuttu", a =>
        {
            a.With(common, rare);
            a.Links.Add(new ArticleLink { TargetId = chosen.Id });
            a.Links.Add(new ArticleLink { Position = 1, Url = "https://example.org/lue", Title = "Taustaa valmistelusta", Kind = LinkKind.ReadMore });
        });
        var page = await newsroom.PageAsync("/uutiset/" + article.Slug);
        Assert.Equal("Toimittajan valinta", page.QuerySelector("section[aria-labelledby=lue-myos] h3")!.TextContent);
        var automatic = page.QuerySelectorAll("section[aria-labelledby=muut-artikkelit] li article").ToArray();
        Assert.Equal("Harvinaisen naapuri", automatic[0].QuerySelector("h3")!.TextContent);
        Assert.Contains("Samat aiheet: Harvinainen, ", automatic[0].QuerySelector(".why")!.TextContent);
        Assert.All(automatic, a => Assert.NotNull(a.QuerySelector(".why")));
        Assert.DoesNotContain(automatic, a => a.QuerySelector("h3")!.TextContent is "Pääjuttu" or "Toimittajan valinta");
        Assert.Contains("Taustaa valmistelusta", page.QuerySelector("a[href='https://example.org/lue']")!.TextContent);
        Assert.NotEqual(0, close.Id);
    }

    [Fact]
    public async Task Deadline_shows_its_move_and_leaves_the_open_list_when_it_has_passed()
    {
        var today = Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime);
        var article = await newsroom.PrintAsync("Haku", a => a.Deadlines.Add(new ArticleDeadline
        {
            Deadline = new Deadline { Title = "Avustushaku", Closes = today.AddDays(5), Supersedes = new Deadline { Title = "Avustushaku", Closes = today.AddDays(-20) } },
        }));
        var page = await newsroom.PageAsync("/uutiset/" + article.Slug);
        Assert.Equal("5 päivää jäljellä", page.QuerySelector(".deadline-left")!.TextContent);
        Assert.StartsWith(Dates.DayOfYear(today.AddDays(-20), "fi"), page.QuerySelector(".deadline-moved del")!.TextContent);
        var list = await newsroom.PageAsync("/maaraajat");
        var leaf = list.QuerySelectorAll(".deadline").Single(d => d.QuerySelector("h3")!.TextContent == "Avustushaku");
        Assert.DoesNotContain("is-closed", leaf.ClassList);
        Assert.Equal("/uutiset/" + article.Slug, leaf.QuerySelector(".deadline-articles a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task However_many_deadlines_have_closed_the_next_open_one_is_told()
    {
        var today = newsroom.Clock.Today();
        await newsroom.PrintAsync("Kiireinen kuukausi", a =>
        {
            a.Regions.Add(new ArticleRegion { RegionCode = "16" });
            for (var i = 0; i < 20; i++) a.Deadlines.Add(new ArticleDeadline { Position = i, Deadline = new Deadline { Title = $"Jo umpeutunut {i}", Closes = today, ClosesAt = TimeOnly.MinValue } });
            a.Deadlines.Add(new ArticleDeadline { Position = 20, Deadline = new Deadline { Title = "Yhä auki", Closes = today.AddDays(1) } });
        });
        foreach (var path in new[] { "/", "/alueet/" + Regions.Find("16")!.Slug })
        {
            var text = (await newsroom.PageAsync(path)).Body!.TextContent;
            Assert.Contains("Yhä auki", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Jo umpeutunut", text, StringComparison.Ordinal);
        }
        var list = await newsroom.PageAsync("/maaraajat");
        Assert.Equal((20, 1), (list.QuerySelectorAll(".deadline.is-closed h3").Count(h => h.TextContent.StartsWith("Jo umpeutunut", StringComparison.Ordinal)), list.QuerySelectorAll(".deadline:not(.is-closed) h3").Count(h => h.TextContent == "Yhä auki")));
    }

    [Fact]
    public async Task Json_ld_cannot_be_left_by_a_headline_and_agrees_with_the_page()
    {
        var article = await newsroom.PrintAsync("</script><!--<script>alert(1)</script> & 'lainaus'");
        var page = await newsroom.PageAsync("/uutiset/" + article.Slug);
        var script = Assert.Single(page.QuerySelectorAll("script"));
        using var json = JsonDocument.Parse(script.TextContent);
        Assert.Equal(article.Title, json.RootElement.GetProperty("headline").GetString());
        Assert.Equal(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), json.RootElement.GetProperty("mainEntityOfPage").GetString());
        Assert.Equal(article.Title, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_stored_body_is_cleaned_once_more_when_it_is_shown()
    {
        var article = await newsroom.PrintAsync("Vanha rivi", a => a.BodyHtml = "<p onclick=\"x()\">Teksti<script>alert(1)</script><img src=x onerror=alert(1)></p><a href=\"javascript:alert(1)\">linkki</a>");
        var page = await newsroom.PageAsync("/uutiset/" + article.Slug);
        var body = page.QuerySelector(".prose")!;
        Assert.Contains("Teksti", body.TextContent);
        Assert.Empty(body.QuerySelectorAll("script,img,[onclick],a[href^=javascript]"));
    }

    [Fact]
    public async Task Any_article_opens_under_any_prefix_with_its_own_language_marked_and_canonical_at_home()
    {
        var article = await newsroom.PrintAsync("Organisationerna vid bordet", a => a.Lang = "sv");
        var page = await newsroom.PageAsync("/en/uutiset/" + article.Slug);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("sv", page.QuerySelector("article.article")!.GetAttribute("lang"));
        Assert.Equal($"{newsroom.BaseUrl}/sv/uutiset/{article.Slug}", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Empty(page.QuerySelectorAll("link[hreflang]"));
        var card = (await newsroom.PageAsync("/")).QuerySelectorAll("article[lang=sv]");
        Assert.NotEmpty(card);
    }

    [Fact]
    public async Task Translations_lead_to_one_another()
    {
        var finnish = await newsroom.PrintAsync("Sama asia suomeksi");
        var swedish = await newsroom.PrintAsync("Samma sak på svenska", a => (a.Lang, a.TranslationOfId) = ("sv", finnish.Id));
        var page = await newsroom.PageAsync("/uutiset/" + finnish.Slug);
        Assert.Equal("/sv/uutiset/" + swedish.Slug, page.QuerySelector(".translations a[lang=sv]")!.GetAttribute("href"));
        Assert.Equal($"{newsroom.BaseUrl}/sv/uutiset/{swedish.Slug}", page.QuerySelector("link[hreflang=sv]")!.GetAttribute("href"));
        Assert.Equal($"{newsroom.BaseUrl}/uutiset/{finnish.Slug}", page.QuerySelector("link[hreflang=fi]")!.GetAttribute("href"));
        // The masthead's switch leads to the version, too; without one to the same text under the other interface
        Assert.Equal("/sv/uutiset/" + swedish.Slug, page.QuerySelector(".languages a[lang=sv]")!.GetAttribute("href"));
        Assert.Equal("/en/uutiset/" + finnish.Slug, page.QuerySelector(".languages a[lang=en]")!.GetAttribute("href"));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ReadingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ReadingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
