using System.Net;
using System.Net.Http.Json;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.FrontEnd;

public sealed class FrontEndTests(SqliteNewsroom newsroom) : IClassFixture<SqliteNewsroom>
{
    [Fact]
    public async Task A_front_end_of_ones_own_shows_archive_search_and_article_from_the_API_alone()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var older = await PublishAsync(editor, "Vertaistuki tavoitti saariston", "<p>Vene kulki viikoittain.</p>");
        await PublishAsync(editor, "Rantatalossa kokoontuu kumppanuuspöytä", "<p>Sopimus syntyi kumppanuuspöydässä <strong>viime viikolla</strong>.</p>", older);

        await using var site = new SmallFrontEnd(newsroom.BaseUrl);
        await site.StartAsync();
        using var reader = new HttpClient { BaseAddress = new Uri(site.BaseUrl) };

        Assert.Contains("Rantatalossa kokoontuu", await reader.GetStringAsync("/"), StringComparison.Ordinal);

        var found = await reader.GetStringAsync("/?q=kumppanuusp%C3%B6yt%C3%A4");
        Assert.Contains("<mark>kumppanuuspöydässä</mark>", found, StringComparison.Ordinal);
        Assert.DoesNotContain("saariston", found, StringComparison.Ordinal);

        var article = WebUtility.HtmlDecode(await reader.GetStringAsync("/rantatalossa-kokoontuu-kumppanuuspoyta"));
        Assert.Contains("<h1>Rantatalossa kokoontuu kumppanuuspöytä</h1>", article, StringComparison.Ordinal);
        Assert.Contains("<strong>viime viikolla</strong>", article, StringComparison.Ordinal);
        Assert.Contains("Maija Merikivi, Saaristojärjestöt ry", article, StringComparison.Ordinal);
        Assert.Contains("<li>Sote-uudistus</li>", article, StringComparison.Ordinal);
        Assert.Contains("Haku päättyy: 2030-03-31", article, StringComparison.Ordinal);
        Assert.Contains("Vertaistuki tavoitti saariston", article, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/ei-ole")).StatusCode);
    }

    private static async Task<string> PublishAsync(HttpClient editor, string title, string body, string? related = null)
    {
        using var made = await editor.PostAsJsonAsync("/api/v1/articles", new
        {
            title,
            lead = "Lyhyesti.",
            bodyHtml = body,
            authors = new[] { new { name = "Maija Merikivi", organisation = "Saaristojärjestöt ry" } },
            tags = new[] { "Sote-uudistus" },
            related = related is null ? [] : new[] { new { articleId = related } },
            deadlines = new[] { new { title = "Haku päättyy", closes = "2030-03-31" } },
        });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        using var published = await editor.PutAsync($"/api/v1/articles/{id}/publication", new { publishAt = (string?)null }, made.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        return id;
    }
}
