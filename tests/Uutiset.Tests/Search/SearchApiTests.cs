using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Uutiset.Tests.Search;

public abstract class SearchApiTests(Newsroom newsroom)
{
    [Fact]
    public async Task Search_answers_in_the_promised_shape()
    {
        var term = await newsroom.TermAsync("Vapaaehtoisten kahvit");
        var article = await newsroom.PublishAsync("Soppatykki saapui kylään", "<p>Soppatykin ympärillä <i>riitti</i> väkeä.</p>", a =>
        {
            a.Terms.Add(new() { TermId = term.Id });
            a.Bylines.Add(new() { Name = "Aune Kivikoski" });
            a.Regions.Add(new() { RegionCode = "14" });
        });
        var answer = await GetAsync("q=soppatykki&region=14&sort=newest");
        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("didYouMean").ValueKind);
        Assert.Equal("typed", answer.GetProperty("searchedAs").GetString());
        Assert.True(answer.GetProperty("tookMs").GetDouble() >= 0);
        Assert.Equal((1, 20), (answer.GetProperty("page").GetInt32(), answer.GetProperty("pageSize").GetInt32()));
        var hit = answer.GetProperty("hits")[0];
        Assert.Equal(article.PublicId.ToString(), hit.GetProperty("id").GetString());
        Assert.Equal($"{newsroom.BaseUrl}/uutiset/{article.Slug}", hit.GetProperty("url").GetString());
        Assert.Equal("<mark>Soppatykki</mark> saapui kylään", hit.GetProperty("titleHtml").GetString());
        Assert.Equal("<mark>Soppatykin</mark> ympärillä riitti väkeä.", hit.GetProperty("snippetHtml").GetString());
        Assert.EndsWith("Z", hit.GetProperty("publishedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal("Aune Kivikoski", hit.GetProperty("authors")[0].GetString());
        Assert.Equal("Vapaaehtoisten kahvit", hit.GetProperty("tags")[0].GetString());
        foreach (var (facet, value, label) in new[] { ("tags", term.Slug, "Vapaaehtoisten kahvit"), ("regions", "14", "Pohjois-Karjala"), ("authors", "Aune Kivikoski", "Aune Kivikoski"), ("types", "news", "Uutinen") })
        {
            var first = answer.GetProperty("facets").GetProperty(facet)[0];
            Assert.Equal((value, label, 1), (first.GetProperty("value").GetString(), first.GetProperty("label").GetString(), first.GetProperty("count").GetInt32()));
        }
    }

    [Theory]
    [InlineData("region=77", "region")]
    [InlineData("type=poem", "type")]
    [InlineData("type=1", "type")]
    [InlineData("sort=best", "sort")]
    [InlineData("lang=de", "lang")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("page=0", "page")]
    public async Task A_filter_that_does_not_exist_is_refused_and_named(string query, string field)
    {
        using var answer = await newsroom.Client.GetAsync("/api/v1/search?q=a&" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%FF%FE")]
    [InlineData("%22%28%2A")]
    [InlineData("%F0%9F%98%80")]
    public async Task Bytes_that_are_no_words_are_answered(string q) => await GetAsync("q=" + q);

    [Fact]
    public async Task Suggestions_name_words_tags_authors_and_titles_of_what_is_public()
    {
        var term = await newsroom.TermAsync("Rosvopaisti-illat");
        await newsroom.InDbAsync(async db =>
        {
            db.People.Add(new() { Name = "Rosvo-Matti Rosvola", Slug = "rosvola" });
            await db.SaveChangesAsync();
        });
        var person = await newsroom.InDbAsync(db => db.People.SingleAsync(p => p.Slug == "rosvola"));
        var article = await newsroom.PublishAsync("Rosvopaisti maistui", "", a => a.Bylines.Add(new() { Name = person.Name, PersonId = person.Id }));
        var hidden = await newsroom.PublishAsync("Rosvoretki peruttiin");
        await newsroom.ChangeAsync(hidden, a => a.Status = Uutiset.Articles.ArticleStatus.Withdrawn);
        var items = (await newsroom.Client.GetFromJsonAsync<JsonElement>("/api/v1/search/suggest?q=rosvo")).GetProperty("items").EnumerateArray()
            .Select(i => (i.GetProperty("kind").GetString(), i.GetProperty("text").GetString(), i.GetProperty("url").GetString())).ToList();
        Assert.Contains(("tag", "Rosvopaisti-illat", "/aiheet/" + term.Slug), items);
        Assert.Contains(("author", "Rosvo-Matti Rosvola", "/tekijat/rosvola"), items);
        Assert.Contains(("term", "rosvopaisti", null), items);
        Assert.Contains(("title", "Rosvopaisti maistui", "/uutiset/" + article.Slug), items);
        Assert.DoesNotContain(items, i => i.Item2!.Contains("retki", StringComparison.Ordinal));
    }

    private async Task<JsonElement> GetAsync(string query) => await newsroom.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?" + query);

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SearchApiTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SearchApiTests(newsroom), IClassFixture<PostgresNewsroom>;
}
