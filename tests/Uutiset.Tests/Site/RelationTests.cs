using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Site;

/// <summary>An article that corrects or supersedes another one: both say so, on their pages, in the feed and through the API.</summary>
public abstract class RelationTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("corrects", "Oikaisee jutun:", "Tätä juttua on oikaistu:")]
    [InlineData("supersedes", "Korvaa jutun:", "Uudempi tieto:")]
    public async Task Both_ends_tell_of_it_as_long_as_both_are_public(string kind, string onward, string back)
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var former = await PublishedAsync(client, new { title = "Vanha tieto " + kind, lead = "x" });
        var newer = await PublishedAsync(client, new { title = "Oikea tieto " + kind, lead = "x", type = kind == "corrects" ? "correction" : "news", related = new[] { new { articleId = former.Id, kind } } });

        Assert.Contains($"{back} Oikea tieto {kind}", await NotesAsync(former.Path), StringComparison.Ordinal);
        Assert.Contains($"{onward} Vanha tieto {kind}", await NotesAsync(newer.Path), StringComparison.Ordinal);
        // Said once: not among what is worth reading, too
        Assert.DoesNotContain((await newsroom.PageAsync(newer.Path)).QuerySelectorAll(".related .card"), c => c.TextContent.Contains("Vanha tieto " + kind, StringComparison.Ordinal));
        var page = await newsroom.PageAsync(former.Path);
        Assert.Equal(newer.Path, page.QuerySelector(".follows.notice a")!.GetAttribute("href"));
        if (kind == "corrects") Assert.Contains(newsroom.BaseUrl + newer.Path, page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        var feed = await FeedAsync();
        Assert.Contains($"<strong>{back}</strong> <a href=\"{newsroom.BaseUrl}{newer.Path}\">Oikea tieto {kind}</a>", feed, StringComparison.Ordinal);
        Assert.Contains($"<strong>{onward}</strong> <a href=\"{newsroom.BaseUrl}{former.Path}\">Vanha tieto {kind}</a>", feed, StringComparison.Ordinal);
        var by = (await newsroom.Client.JsonAsync($"/api/v1/articles/{former.Id}")).GetProperty("relatedBy")[0];
        Assert.Equal((newer.Id, kind, newsroom.BaseUrl + newer.Path), (by.GetProperty("articleId").GetString(), by.GetProperty("kind").GetString(), by.GetProperty("url").GetString()));
        Assert.Equal((former.Id, kind), Related(await newsroom.Client.JsonAsync($"/api/v1/articles/{newer.Id}")));
        Assert.Equal((former.Id, kind), Related(await client.JsonAsync($"/api/v1/articles/{newer.Id}")));

        await client.DeleteAsync($"/api/v1/articles/{newer.Id}/publication");
        Assert.DoesNotContain("Oikea tieto", await NotesAsync(former.Path), StringComparison.Ordinal);
        Assert.DoesNotContain(newer.Path, await FeedAsync(), StringComparison.Ordinal);
        Assert.Empty((await newsroom.Client.JsonAsync($"/api/v1/articles/{former.Id}")).GetProperty("relatedBy").EnumerateArray());
    }

    [Fact]
    public async Task A_correction_names_what_it_corrects_before_it_is_published_and_no_address_outside_will_do()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var outside = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Oikaisu muualle", lead = "x", related = new[] { new { url = "https://example.org/juttu", title = "Juttu", kind = "corrects" } } });
        Assert.Equal(["related[0].kind"], (await outside.JsonAsync()).ErrorFields());
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Oikaisu ilman juttua", lead = "x", type = "correction" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var refused = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "related"), (refused.StatusCode, (await refused.JsonAsync()).ErrorFields().Single()));
    }

    [Fact]
    public async Task The_desk_offers_both_kinds_without_script()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var former = await PublishedAsync(client, new { title = "Oikaistava juttu", lead = "x" });
        using var editor = await newsroom.SignedInAsync(global::Uutiset.Accounts.Role.Editor);
        using var fresh = await editor.GetAsync("/desk/articles/new");
        var page = fresh.Headers.Location!.OriginalString;
        using var saved = await editor.SubmitAsync(page, new()
        {
            ["Version"] = "0", ["Form.Type"] = "Correction", ["Form.Lang"] = "fi", ["Form.Title"] = "Oikaisu juttuun", ["Form.Lead"] = "x",
            ["Form.Related.index"] = "a", ["Form.Related[a].Address"] = former.Path, ["Form.Related[a].Kind"] = "Corrects",
        }, page.Split('?')[0] + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Tätä juttua on oikaistu: Oikaisu juttuun", await NotesAsync(former.Path), StringComparison.Ordinal);
        var chosen = (await editor.SeeAsync(page.Split('?')[0])).QuerySelector("select[name='Form.Related[0].Kind'] option[selected]")!;
        Assert.Equal("Tämä oikaisee sen", chosen.TextContent);
    }

    private async Task<string> NotesAsync(string path) => string.Join('\n', (await newsroom.PageAsync(path)).QuerySelectorAll(".follows").Select(p => p.TextContent));

    // Once for the XML, once for what stands in it
    private async Task<string> FeedAsync() => WebUtility.HtmlDecode(WebUtility.HtmlDecode(await newsroom.Client.GetStringAsync("/syote.atom")));

    private static (string?, string?) Related(JsonElement article) => article.GetProperty("related")[0] is var r ? (r.GetProperty("articleId").GetString(), r.GetProperty("kind").GetString()) : default;

    private static async Task<(string Id, string Path)> PublishedAsync(HttpClient client, object draft)
    {
        using var made = await client.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { });
        Assert.True(published.StatusCode == HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
        var json = await published.JsonAsync();
        return (json.GetProperty("id").GetString()!, new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : RelationTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : RelationTests(newsroom), IClassFixture<PostgresNewsroom>;
}
