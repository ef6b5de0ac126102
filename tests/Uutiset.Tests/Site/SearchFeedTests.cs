using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Uutiset.Articles;

namespace Uutiset.Tests.Site;

/// <summary>A search that is followed as a feed.</summary>
public abstract class SearchFeedTests(Newsroom newsroom)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task A_feed_brings_what_the_search_finds_newest_first_by_every_filter_and_nothing_else()
    {
        var older = await newsroom.PrintAsync("Vanhempi kaislikko", a => a.Regions.Add(new() { RegionCode = "14" }));
        var newer = await newsroom.PrintAsync("Uudempi kaislikko");
        await newsroom.PrintAsync("Jotain muuta");
        await newsroom.PrintAsync("Luonnos kaislikosta", a => (a.Status, a.PublishedUtc) = (ArticleStatus.Draft, null));
        Assert.Equal([newer.Title, older.Title], await TitlesAsync("?q=kaislikko"));
        Assert.Equal([older.Title], await TitlesAsync("?q=kaislikko&region=pohjois-karjala"));
        Assert.Empty(await TitlesAsync("?q=kaislikko&type=event"));
        // A guess would bring other things on another day
        Assert.Empty(await TitlesAsync("?q=kaisslikko"));
        foreach (var format in new[] { "rss", "json" }) Assert.Contains("Kuulemiskierros", await newsroom.Client.GetStringAsync($"/arkisto.{format}?q=kaislikko"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_valid_atom_whose_address_is_its_own_and_unchanged_it_is_not_sent_again()
    {
        await newsroom.PrintAsync("Rantakaisla & <kaisla>");
        using var answer = await newsroom.Client.GetAsync("/arkisto.atom?q=rantakaisla&sort=newest&page=7");
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal(newsroom.BaseUrl + "/arkisto.atom?q=rantakaisla", feed.Elements(Atom + "link").Single(l => (string?)l.Attribute("rel") == "self").Attribute("href")!.Value);
        foreach (var needed in new[] { "id", "title", "updated" }) Assert.NotNull(feed.Element(Atom + needed));
        Assert.All(feed.Elements(Atom + "entry"), e => Assert.All(new[] { "id", "title", "updated" }, n => Assert.NotNull(e.Element(Atom + n))));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/arkisto.atom?q=rantakaisla&sort=newest&page=7");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(answer.Headers.ETag!.ToString()));
        using var unchanged = await newsroom.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("?q=%00%22%28*")]
    [InlineData("?region=nowhere&type=poem&from=x")]
    [InlineData("")]
    public async Task Any_address_is_a_feed(string query) => Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync("/arkisto.atom" + query));

    [Fact]
    public async Task The_archive_page_leads_to_the_feed_of_what_it_shows_and_only_when_something_is_asked()
    {
        await newsroom.PrintAsync("Ruovikko");
        var page = await newsroom.PageAsync("/sv/arkisto?q=ruovikko&lang=fi&page=1");
        const string feed = "/sv/arkisto.atom?q=ruovikko&lang=fi";
        Assert.Equal(feed, page.QuerySelector(".feed-link a")!.GetAttribute("href"));
        Assert.Contains(page.QuerySelectorAll("link[rel=alternate][type='application/atom+xml']"), l => l.GetAttribute("href") == feed);
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(feed));
        Assert.Null((await newsroom.PageAsync("/arkisto")).QuerySelector(".feed-link"));
    }

    private async Task<string[]> TitlesAsync(string query) =>
        [.. XDocument.Parse(await newsroom.Client.GetStringAsync("/arkisto.atom" + query)).Root!.Elements(Atom + "entry").Select(e => e.Element(Atom + "title")!.Value)];

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SearchFeedTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SearchFeedTests(newsroom), IClassFixture<PostgresNewsroom>;
}
