using System.Net;
using System.Net.Http.Json;
using Uutiset.Site;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Site;

/// <summary>Recordings at outside services: played in place when the reader asks for it, and not before; and files that lie elsewhere.</summary>
public abstract class EmbeddingTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_recording_of_a_known_service_is_offered_in_place_and_nothing_is_fetched_before()
    {
        var path = await PublishedAsync("Upotettu", new { title = "Kysely", kind = "video", url = "https://www.youtube.com/watch?v=abcDEF_123-" });
        using var answer = await newsroom.Client.GetAsync(path);
        var page = await newsroom.PageAsync(path);
        var figure = page.QuerySelector("figure.video")!;
        Assert.Equal(("https://www.youtube-nocookie.com/embed/abcDEF_123-", "Kysely"), (figure.GetAttribute("data-embed"), figure.GetAttribute("data-title")));
        // Without script: the plain link, and no button that does nothing
        Assert.Equal("https://www.youtube.com/watch?v=abcDEF_123-", figure.QuerySelector("a.video-link")!.GetAttribute("href"));
        Assert.True(figure.QuerySelector("[data-offer]")!.HasAttribute("hidden"));
        Assert.Equal("Toista tässä: Kysely. Video haetaan palvelusta www.youtube-nocookie.com", figure.QuerySelector("button[type=button]")!.TextContent);
        Assert.Contains("saa tietää IP-osoitteesi", figure.QuerySelector("[data-offer]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("iframe"));
        Assert.EndsWith("; frame-src https://www.youtube-nocookie.com", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var script = page.QuerySelector("script[src]")!.GetAttribute("src")!;
        Assert.StartsWith("/teema/", script, StringComparison.Ordinal);
        using var served = await newsroom.Client.GetAsync(script);
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (served.StatusCode, served.Content.Headers.ContentType!.MediaType));
        Assert.DoesNotContain("data-embed", WebUtility.HtmlDecode(await newsroom.Client.GetStringAsync("/syote.atom")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_of_any_other_service_stays_a_link_and_lets_nothing_in()
    {
        var path = await PublishedAsync("Muualla", new { title = "Kysely", kind = "video", url = "https://video.example.org/katso?v=abcDEF_123-" });
        using var answer = await newsroom.Client.GetAsync(path);
        var page = await newsroom.PageAsync(path);
        Assert.Equal("Katso tallenne: Kysely (avautuu osoitteessa video.example.org)", page.QuerySelector("figure.video a")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("[data-embed],[data-offer],iframe,script[src]"));
        Assert.DoesNotContain("frame-src", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_elsewhere_says_its_type_and_size_and_where_to_get_an_accessible_version()
    {
        var path = await PublishedAsync("Lausuntopohja", new { title = "Pohja", kind = "form", url = "https://example.org/pohja", fileType = "Word", fileSize = 1_240_000, pages = 3, accessibility = "notAccessible" },
            new { title = "Ohje", kind = "memo", url = "https://example.org/ohje", fileType = "PDF", accessibility = "accessible" }, new { title = "Muistio", kind = "memo", url = "https://example.org/muistio", fileType = "PDF" },
            new { title = "Tuleva", kind = "video", url = "https://example.org/tuleva", captions = "missing", captionsUntil = "2099-09-02" });
        var shown = (await newsroom.PageAsync(path)).QuerySelectorAll(".attachment").ToList();
        Assert.Equal("Lomake: Pohja (Word, 1,2\u00a0Mt, 3 sivua)", shown[0].QuerySelector("a")!.TextContent);
        Assert.Contains("Tiedosto ei ole saavutettava.", shown[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("Pyydä saavutettava versio: Pohja", shown[0].QuerySelectorAll("a")[1].TextContent);
        Assert.Equal("Muistio: Ohje (PDF, saavutettava)", shown[1].QuerySelector("a")!.TextContent);
        Assert.Single(shown[1].QuerySelectorAll("a"));
        Assert.Contains("Tiedoston saavutettavuutta ei ole tarkistettu. Pyydä saavutettava versio: Muistio", shown[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("ei tekstitystä, tekstitys tulee viimeistään 2.9.2099", shown[3].TextContent, StringComparison.Ordinal);
        var ask = shown[0].QuerySelectorAll("a")[1].GetAttribute("href")!;
        Assert.True(ask.StartsWith("mailto:", StringComparison.Ordinal) || ask == "/saavutettavuus", ask);
    }

    [Theory]
    [InlineData("https://youtu.be/abcDEF_123-?t=12", "https://www.youtube-nocookie.com/embed/abcDEF_123-")]
    [InlineData("https://m.youtube.com/watch?app=desktop&v=abcDEF_123-&t=3", "https://www.youtube-nocookie.com/embed/abcDEF_123-")]
    [InlineData("https://www.youtube.com/live/abcDEF_123-", "https://www.youtube-nocookie.com/embed/abcDEF_123-")]
    [InlineData("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1")]
    [InlineData("https://vimeo.com/123456789/0a1b2c3d4e", "https://player.vimeo.com/video/123456789?dnt=1&h=0a1b2c3d4e")]
    [InlineData("https://video.example.fi/upotus/7?x=1", "https://video.example.fi/upotus/7?x=1")]
    [InlineData("http://youtu.be/abcDEF_123-", null)]
    [InlineData("https://youtu.be.example.org/abcDEF_123-", null)]
    [InlineData("https://www.youtube.com/watch?v=abcDEF_123-%22onload", null)]
    [InlineData("https://www.youtube.com/channel/abcDEF_123-", null)]
    [InlineData("https://user@video.example.fi/upotus/7", null)]
    [InlineData("https://video.example.fi:8443/upotus/7", null)]
    public void An_address_is_played_by_its_services_own_player_or_not_at_all(string address, string? player) =>
        Assert.Equal(player, VideoEmbeds.Of(address, ["www.youtube-nocookie.com", "player.vimeo.com", "video.example.fi"]));

    [Fact]
    public void A_service_that_the_site_does_not_let_in_is_not_offered() => Assert.Null(VideoEmbeds.Of("https://youtu.be/abcDEF_123-", ["player.vimeo.com"]));

    private async Task<string> PublishedAsync(string title, params object[] attachments)
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = $"{title} {Guid.NewGuid()}", lead = "x", attachments });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        return new Uri((await published.JsonAsync()).GetProperty("url").GetString()!).PathAndQuery;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : EmbeddingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : EmbeddingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
