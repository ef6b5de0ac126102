using System.Net;
using System.Net.Http.Json;
using Uutiset.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Media;

/// <summary>Images and files in articles: who may see them, what stands on the page, what is refused.</summary>
public abstract class UseTests(Newsroom newsroom)
{
    [Fact]
    public async Task The_main_image_stands_on_the_article_in_lists_and_where_the_address_is_shared()
    {
        using var client = await EditorAsync();
        var image = await WideImageAsync(client, ("altFi", "Talkooväki rannalla"), ("credit", "Aino Esimerkki"), ("focalX", "20"), ("focalY", "80"));
        var article = await PublishedAsync(client, new { title = "Talkoot rannalla", lead = "Yhdistys siivosi rannan.", heroMediaId = image.Id });
        var page = await newsroom.PageAsync(article.Path);
        var shown = page.QuerySelector(".article-hero img")!;
        Assert.Equal(("Talkooväki rannalla", "1000", "500"), (shown.GetAttribute("alt"), shown.GetAttribute("width"), shown.GetAttribute("height")));
        Assert.Equal(["image/avif", "image/webp", "image/jpeg"], page.QuerySelectorAll(".article-hero source").Select(s => s.GetAttribute("type")));
        Assert.Contains("400w", page.QuerySelector(".article-hero source")!.GetAttribute("srcset"), StringComparison.Ordinal);
        Assert.Contains("Aino Esimerkki", page.QuerySelector(".article-hero figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(newsroom.BaseUrl + $"/media/{image.Id}/", page.QuerySelector("meta[property='og:image']")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Contains($"/media/{image.Id}/1000.jpg", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        var lists = await newsroom.PageAsync("/");
        var card = lists.QuerySelectorAll(".lead img, .card img").First(i => i.GetAttribute("src")!.Contains(image.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal("focus-x-2 focus-y-8", card.ClassName);
        // The visitor gets what the page names, to keep
        using var file = await newsroom.Client.GetAsync(shown.GetAttribute("src"));
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        // For minutes, since it may be withdrawn; then the tag is enough
        Assert.InRange(file.Headers.CacheControl!.MaxAge!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Assert.True(file.Headers.CacheControl.MustRevalidate);
        using var known = new HttpRequestMessage(HttpMethod.Get, shown.GetAttribute("src"));
        known.Headers.TryAddWithoutValidation("If-None-Match", file.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, (await newsroom.Client.SendAsync(known)).StatusCode);
    }

    [Fact]
    public async Task An_image_goes_with_the_last_article_that_shows_it()
    {
        using var client = await EditorAsync();
        var image = await ImageAsync(client, ("decorative", "true"));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(image.Path));
        var article = await PublishedAsync(client, new { title = "Hetken esillä", lead = "x", heroMediaId = image.Id });
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(image.Path));
        await client.DeleteAsync($"/api/v1/articles/{article.Id}/publication");
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(image.Path));
    }

    [Theory]
    [InlineData("fi", "kuva.jpg", "vaihtoehtoinen teksti suomeksi")]
    [InlineData("sv", "kuva.jpg", "alternativtext på svenska")]
    [InlineData("en", "kuva.jpg", "alternative text in English")]
    public async Task A_silent_image_keeps_its_article_from_the_public_and_is_named(string lang, string name, string words)
    {
        using var client = await EditorAsync();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(lang);
        // The text stands in another language than the article's
        var image = await ImageAsync(client, (lang == "fi" ? "altSv" : "altFi", "Talkoot"));
        foreach (var draft in new object[] { new { lang, title = "Hiljainen", lead = "x", heroMediaId = image.Id }, new { lang, title = "Hiljainen", bodyHtml = $"<p>x</p><div data-ref=\"media:{image.Id}\"></div>" } })
        {
            using var made = await client.PostAsJsonAsync("/api/v1/articles", draft);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            using var refused = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var said = (await refused.JsonAsync()).GetProperty("errors").EnumerateObject().Single().Value[0].GetString()!;
            Assert.Contains(name, said, StringComparison.Ordinal);
            Assert.Contains(words, said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("credit")]
    [InlineData("licence")]
    public async Task An_image_without_credit_or_licence_keeps_its_article_from_the_public_and_leads_to_where_they_are_written(string missing)
    {
        using var client = await EditorAsync();
        var image = await ImageAsync(client, ("altFi", "Talkoot"), (missing, ""));
        foreach (var draft in new object[] { new { title = "Tekijä puuttuu", lead = "x", heroMediaId = image.Id }, new { title = "Tekijä puuttuu", bodyHtml = $"<p>x</p><div data-ref=\"media:{image.Id}\" data-alt=\"Omat sanat\"></div>" } })
        {
            using var made = await client.PostAsJsonAsync("/api/v1/articles", draft);
            using var refused = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var said = (await refused.JsonAsync()).GetProperty("errors").EnumerateObject().Single().Value[0].GetString()!;
            Assert.StartsWith("The image “kuva.jpg” has no credit or no licence.", said, StringComparison.Ordinal);
            Assert.EndsWith($": /desk/media/{image.Id}", said, StringComparison.Ordinal);
        }
        // At the desk the message leads there
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var fresh = await editor.GetAsync("/desk/articles/new");
        var page = fresh.Headers.Location!.OriginalString;
        using var answer = await editor.SubmitAsync(page, new() { ["Version"] = "0", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = "Tekijä puuttuu", ["Form.BodyHtml"] = "<p>x</p>", ["Form.HeroMediaId"] = $"{image.Id}" }, page.Split('?')[0] + "?handler=Publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector(".notice-error")!;
        Assert.Equal($"/desk/media/{image.Id}", errors.QuerySelectorAll("a")[1].GetAttribute("href"));
        Assert.Contains("Kuvalta ”kuva.jpg” puuttuu tekijä tai käyttölupa.", errors.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credit_and_licence_stay_with_an_image_that_stands_before_readers()
    {
        using var client = await EditorAsync();
        var image = await ImageAsync(client, ("altFi", "Talkoot"));
        await PublishedAsync(client, new { title = "Tekijä säilyy", lead = "x", heroMediaId = image.Id });
        using var now = await client.GetAsync($"/api/v1/media/{image.Id}");
        using var refused = await client.PutAsync($"/api/v1/media/{image.Id}", new { altFi = "Talkoot", credit = "Aino Esimerkki" }, now.Headers.ETag!.Tag);
        Assert.Equal(["licence"], (await refused.JsonAsync()).ErrorFields());
        using var changed = await client.PutAsync($"/api/v1/media/{image.Id}", new { altFi = "Talkoot", credit = "Aino Esimerkki", licence = "CC BY-SA 4.0" }, now.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task An_image_in_the_text_takes_the_articles_own_words()
    {
        using var client = await EditorAsync();
        var image = await WideImageAsync(client, ("caption", "Kirjaston kuvateksti"));
        var article = await PublishedAsync(client, new { title = "Kuva tekstissä", bodyHtml = $"<p>Ennen.</p><div data-ref=\"media:{image.Id}\" data-caption=\"Ranta & <väki>\" data-alt=\"Ihmisiä rannalla\" onclick=\"x\"></div><p>Jälkeen.</p>" });
        var page = await newsroom.PageAsync(article.Path);
        var figure = page.QuerySelector(".prose figure")!;
        Assert.Equal(("Ihmisiä rannalla", "Ranta & <väki> Kuva: Aino Esimerkki, CC BY 4.0", "lazy"), (figure.QuerySelector("img")!.GetAttribute("alt"), figure.QuerySelector("figcaption")!.TextContent.Trim(), figure.QuerySelector("img")!.GetAttribute("loading")));
        Assert.Contains($"{newsroom.BaseUrl}/media/{image.Id}/800.jpg", await newsroom.Client.GetStringAsync("/syote.atom"), StringComparison.Ordinal);
        var stored = (await client.JsonAsync($"/api/v1/articles/{article.Id}")).GetProperty("bodyHtml").GetString()!;
        Assert.Equal(stored, global::Uutiset.Vocabulary.Body.HtmlCleaner.Clean(stored, "fi"));
        Assert.DoesNotContain("onclick", stored, StringComparison.Ordinal);
        Assert.Contains("data-caption=\"Ranta &amp; &lt;väki&gt;\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attachment_says_what_opens_and_ends_with_its_day()
    {
        using var client = await EditorAsync();
        using var added = await client.SendAsync("diat.pdf", Files.Pdf());
        var file = await added.JsonAsync();
        var path = new Uri(file.GetProperty("url").GetString()!).PathAndQuery;
        var today = global::Uutiset.Vocabulary.Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime);
        object Draft(int days) => new { title = "Diat jaossa", lead = "x", attachments = new[] { new { mediaId = file.GetProperty("id").GetString(), title = "Diat", kind = "slides", availableUntil = today.AddDays(days) } } };
        var article = await PublishedAsync(client, Draft(1));
        var link = (await newsroom.PageAsync(article.Path)).QuerySelector($"a[href='{path}']")!;
        Assert.Matches(@"Diat \(PDF, [0-9,]+\u00a0kt, 2 sivua\)", link.TextContent);
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(path));
        await PublishAgainAsync(client, article.Id, new { title = "Diat tulossa", lead = "x", attachments = new[] { new { mediaId = file.GetProperty("id").GetString(), title = "Diat", kind = "slides", availableFrom = today.AddDays(3) } } });
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(path));
        await PublishAgainAsync(client, article.Id, Draft(-1));
        Assert.Equal(HttpStatusCode.Gone, await newsroom.StatusAsync(path));
        Assert.DoesNotContain(path, (await newsroom.PageAsync(article.Path)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        await client.DeleteAsync($"/api/v1/articles/{article.Id}/publication");
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(path));
    }

    [Fact]
    public async Task A_used_file_is_not_removed_and_the_places_are_listed()
    {
        using var client = await EditorAsync();
        var image = await ImageAsync(client, ("decorative", "true"));
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Luonnos kuvalla", lead = "x", heroMediaId = image.Id });
        var id = (await made.JsonAsync()).GetProperty("id").GetString();
        using var refused = await RemoveAsync(client, image.Id);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Luonnos kuvalla", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Contains("Luonnos kuvalla", await agent.GetStringAsync($"/desk/media/{image.Id}"), StringComparison.Ordinal);
        using var saved = await client.PutAsync($"/api/v1/articles/{id}", new { title = "Luonnos ilman", lead = "x" }, made.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        // The earlier text may be brought back
        using var kept = await RemoveAsync(client, image.Id);
        Assert.Equal(HttpStatusCode.Conflict, kept.StatusCode);
        var unused = await ImageAsync(client);
        using var removed = await RemoveAsync(client, unused.Id);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task What_was_published_once_is_kept_with_its_version()
    {
        using var client = await EditorAsync();
        var image = await ImageAsync(client, ("decorative", "true"));
        var article = await PublishedAsync(client, new { title = "Ennen kuvalla", lead = "x", heroMediaId = image.Id });
        await PublishAgainAsync(client, article.Id, new { title = "Nyt ilman", lead = "x" });
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(image.Path));
        using var refused = await RemoveAsync(client, image.Id);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task An_unknown_image_and_a_file_in_its_place_are_refused()
    {
        using var client = await EditorAsync();
        using var pdf = await client.SendAsync("ei-kuva.pdf", Files.Pdf());
        foreach (var id in new[] { Guid.NewGuid().ToString(), (await pdf.JsonAsync()).GetProperty("id").GetString() })
        {
            using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Väärä kuva", lead = "x", heroMediaId = id, bodyHtml = $"<div data-ref=\"media:{id}\"></div>" });
            Assert.Equal(["bodyHtml", "heroMediaId"], (await made.JsonAsync()).ErrorFields());
        }
    }

    [Fact]
    public async Task The_bulletin_shows_the_main_image_with_its_words()
    {
        using var client = await EditorAsync();
        var image = await WideImageAsync(client, ("altFi", "Väki \"rannalla\""));
        var article = await PublishedAsync(client, new { title = "Kuva tiedotteeseen", lead = "x", heroMediaId = image.Id });
        using var made = await client.PostAsJsonAsync("/api/v1/bulletins", new { variants = new[] { new { lang = "fi", subject = "Tiedote" } }, items = new[] { new { articleId = article.Id } }, audience = new { } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var html = await client.GetStringAsync(made.Headers.Location!.OriginalString + "/preview?lang=fi&part=html");
        Assert.Contains($"src=\"{newsroom.BaseUrl}/media/{image.Id}/800.jpg\" alt=\"Väki &quot;rannalla&quot;\" width=\"600\" height=\"300\"", html, StringComparison.Ordinal);
    }

    private async Task<HttpClient> EditorAsync() => await newsroom.WithKeyAsync("media:write", "articles:write", "articles:publish", "bulletins:write");

    // Without these no image comes before readers
    private static readonly (string, string)[] Credited = [("credit", "Aino Esimerkki"), ("licence", "CC BY 4.0")];

    internal static async Task<(Guid Id, string Path)> ImageAsync(HttpClient client, params (string, string)[] fields) => await AddedAsync(client, await Files.ImageAsync(), fields);

    /// <summary>Wide enough for three sizes.</summary>
    internal static async Task<(Guid Id, string Path)> WideImageAsync(HttpClient client, params (string, string)[] fields) => await AddedAsync(client, await Files.ImageAsync("jpg", 1000, 500), fields);

    private static async Task<(Guid Id, string Path)> AddedAsync(HttpClient client, byte[] picture, (string, string)[] fields)
    {
        using var answer = await client.SendAsync("kuva.jpg", picture, [.. Credited.Where(c => fields.All(f => f.Item1 != c.Item1)), .. fields]);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var json = await answer.JsonAsync();
        return (json.GetProperty("id").GetGuid(), new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
    }

    internal static async Task<(string Id, string Path)> PublishedAsync(HttpClient client, object draft)
    {
        using var made = await client.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        var json = await published.JsonAsync();
        return (json.GetProperty("id").GetString()!, new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
    }

    internal static async Task PublishAgainAsync(HttpClient client, string id, object draft)
    {
        using var now = await client.GetAsync($"/api/v1/articles/{id}");
        using var saved = await client.PutAsync($"/api/v1/articles/{id}", draft, now.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        using var published = await client.PutAsJsonAsync($"/api/v1/articles/{id}/publication", new { publishAt = (string?)null });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
    }

    internal static async Task<HttpResponseMessage> RemoveAsync(HttpClient client, Guid id)
    {
        using var now = await client.GetAsync($"/api/v1/media/{id}");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/media/{id}");
        request.Headers.TryAddWithoutValidation("If-Match", now.Headers.ETag!.Tag);
        return await client.SendAsync(request);
    }

    public sealed class OnSqlite(MediaSqliteNewsroom newsroom) : UseTests(newsroom), IClassFixture<MediaSqliteNewsroom>;

    public sealed class OnPostgres(MediaPostgresNewsroom newsroom) : UseTests(newsroom), IClassFixture<MediaPostgresNewsroom>;
}
