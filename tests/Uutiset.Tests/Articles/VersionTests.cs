using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

public abstract class VersionTests(Newsroom newsroom)
{
    private static readonly object Draft = new { title = "Avustushaku avautuu", lead = "Ingressi.", bodyHtml = "<p>Haku päättyy 31. maaliskuuta.</p>" };

    [Fact]
    public async Task A_correction_is_shown_at_the_article_in_feed_and_API_and_leads_to_the_former_text()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (id, slug) = await PublishedAsync(client);
        await ChangeAsync(client, id, "<p>Haku päättyy 30. huhtikuuta.</p>");
        newsroom.Clock.Move(TimeSpan.FromMinutes(5));
        using var corrected = await CorrectAsync(client, id, new { wrong = "haku päättyy 31. maaliskuuta", right = "haku päättyy 30. huhtikuuta", renotify = true });
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        // Editors see what was chosen
        Assert.True((await client.JsonAsync($"/api/v1/articles/{id}")).GetProperty("corrections")[0].GetProperty("renotify").GetBoolean());

        var page = await newsroom.PageAsync("/uutiset/" + slug);
        var note = page.QuerySelector(".correction")!;
        Assert.Contains("Oikaisu", note.TextContent, StringComparison.Ordinal);
        Assert.Contains("haku päättyy 30. huhtikuuta", note.QuerySelector("strong")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("CorrectionComment", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        var former = note.QuerySelector("a")!.GetAttribute("href")!;
        var old = await newsroom.PageAsync(former);
        Assert.Contains("31. maaliskuuta", old.QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("aiempi versio", old.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/uutiset/" + slug, old.QuerySelector(".notice a")!.GetAttribute("href"));
        Assert.NotNull(old.QuerySelector("meta[name=robots][content=noindex]"));

        var feed = await newsroom.Client.GetStringAsync("/syote.atom");
        Assert.Contains("haku päättyy 30. huhtikuuta", WebUtility.HtmlDecode(feed[feed.IndexOf(id, StringComparison.Ordinal)..]), StringComparison.Ordinal);
        var json = (await newsroom.Client.JsonAsync($"/api/v1/articles/{id}")).GetProperty("corrections")[0];
        Assert.Equal(("haku päättyy 31. maaliskuuta", 1), (json.GetProperty("wrong").GetString(), json.GetProperty("formerRevision").GetInt32()));
    }

    [Fact]
    public async Task Former_text_that_must_not_be_read_and_any_other_revision_stay_hidden()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (id, slug) = await PublishedAsync(client);
        await ChangeAsync(client, id, "<p>Numero on poistettu.</p>");
        using var corrected = await CorrectAsync(client, id, new { wrong = "jutussa oli yksityinen numero", right = "numero on poistettu", showsFormer = false });
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        var page = await newsroom.PageAsync("/uutiset/" + slug);
        Assert.Null(page.QuerySelector(".correction a"));
        foreach (var number in new[] { 1, 2, 99 })
            Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync($"/uutiset/{slug}/versiot/{number}")).StatusCode);
        Assert.Equal(JsonValueKind.Null, FormerOf(await newsroom.Client.JsonAsync($"/api/v1/articles/{id}")));
    }

    [Fact]
    public async Task A_correction_that_hides_what_was_told_hides_the_texts_before_it_too()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (id, slug) = await PublishedAsync(client);
        await ChangeAsync(client, id, "<p>Päivä on korjattu, numero on yhä tässä.</p>");
        using var first = await CorrectAsync(client, id, new { wrong = "päivä oli väärä", right = "päivä on korjattu" });
        Assert.Equal(HttpStatusCode.OK, (await newsroom.Client.GetAsync($"/uutiset/{slug}/versiot/1")).StatusCode);
        newsroom.Clock.Move(TimeSpan.FromMinutes(5));
        await ChangeAsync(client, id, "<p>Numero on poistettu.</p>");
        using var second = await CorrectAsync(client, id, new { wrong = "jutussa oli yksityinen numero", right = "numero on poistettu", showsFormer = false });
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync($"/uutiset/{slug}/versiot/1")).StatusCode);
        Assert.Null((await newsroom.PageAsync("/uutiset/" + slug)).QuerySelector(".correction a"));
        Assert.Equal(JsonValueKind.Null, FormerOf(await newsroom.Client.JsonAsync($"/api/v1/articles/{id}")));
    }

    [Fact]
    public async Task The_days_before_a_withdrawal_stay_told_when_the_same_text_is_published_again()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (id, _) = await PublishedAsync(client);
        var first = newsroom.Clock.GetUtcNow().AddMinutes(1);
        newsroom.Clock.Move(TimeSpan.FromHours(1));
        using var withdrawn = await client.DeleteAsync($"/api/v1/articles/{id}/publication");
        var gone = newsroom.Clock.GetUtcNow().AddMinutes(1);
        newsroom.Clock.Move(TimeSpan.FromHours(1));
        using var again = await client.PutAsync($"/api/v1/articles/{id}/publication", new { });
        Assert.Equal((1, 0, 2), (await NumberAtAsync(client, id, first), await CountAtAsync(client, id, gone), await NumberAtAsync(client, id, newsroom.Clock.GetUtcNow().AddMinutes(1))));
        Assert.False((await client.JsonAsync($"/api/v1/articles/{id}")).GetProperty("hasUnpublishedChanges").GetBoolean());
    }

    [Fact]
    public async Task Former_text_offers_no_attachment_that_the_article_offers_no_more()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var attachments = new[] { new { title = "Tallenne", url = "https://example.org/tallenne", kind = "video" }, new { title = "Diat", url = "https://example.org/diat", kind = "slides" } };
        var made = await (await client.PostAsJsonAsync("/api/v1/articles", new { title = "Tilaisuuden aineisto", lead = "Ingressi.", bodyHtml = "<p>Vanha.</p>", attachments })).JsonAsync();
        var id = made.GetProperty("id").GetString()!;
        using var published = await client.PutAsync($"/api/v1/articles/{id}/publication", new { });
        var slug = (await published.JsonAsync()).GetProperty("slug").GetString();
        using var saved = await client.PutAsync($"/api/v1/articles/{id}", new { title = "Tilaisuuden aineisto", lead = "Ingressi.", bodyHtml = "<p>Uusi.</p>", attachments = attachments[1..] }, published.Headers.ETag!.ToString());
        using var corrected = await CorrectAsync(client, id, new { wrong = "vanha", right = "uusi" });
        var former = await newsroom.Client.GetStringAsync($"/uutiset/{slug}/versiot/1");
        Assert.Contains("https://example.org/diat", former, StringComparison.Ordinal);
        Assert.DoesNotContain("https://example.org/tallenne", former, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Former_text_goes_with_the_article_when_it_is_withdrawn()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (id, slug) = await PublishedAsync(client);
        await ChangeAsync(client, id, "<p>Uusi.</p>");
        using var corrected = await CorrectAsync(client, id, new { wrong = "vanha", right = "uusi" });
        Assert.Equal(HttpStatusCode.OK, (await newsroom.Client.GetAsync($"/uutiset/{slug}/versiot/1")).StatusCode);
        using var withdrawn = await client.DeleteAsync($"/api/v1/articles/{id}/publication");
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync($"/uutiset/{slug}/versiot/1")).StatusCode);
    }

    [Fact]
    public async Task Correction_of_a_draft_an_empty_one_and_one_with_an_hour_are_refused_and_leave_nothing()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var id = (await (await client.PostAsJsonAsync("/api/v1/articles", Draft)).JsonAsync()).GetProperty("id").GetString()!;
        using var early = await CorrectAsync(client, id, new { wrong = "a", right = "b" });
        Assert.Equal(["correction"], (await early.JsonAsync()).ErrorFields());
        var (published, _) = await PublishedAsync(client);
        using var empty = await CorrectAsync(client, published, new { wrong = " ", right = (string?)null });
        Assert.Equal(["correction.right", "correction.wrong"], (await empty.JsonAsync()).ErrorFields());
        using var later = await client.PutAsync($"/api/v1/articles/{published}/publication", new { publishAt = "2036-01-01T00:00:00Z", correction = new { wrong = "a", right = "b" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, later.StatusCode);
        Assert.Equal(0, (await client.JsonAsync($"/api/v1/articles/{published}")).GetProperty("corrections").GetArrayLength());
    }

    [Fact]
    public async Task What_was_public_at_an_hour_is_told_by_API_and_desk_and_an_old_version_comes_back_as_a_new_one()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var before = newsroom.Clock.GetUtcNow();
        newsroom.Clock.Move(TimeSpan.FromHours(1));
        var (id, _) = await PublishedAsync(client);
        var first = newsroom.Clock.GetUtcNow();
        newsroom.Clock.Move(TimeSpan.FromHours(1));
        await ChangeAsync(client, id, "<p>Haku päättyy 30. huhtikuuta.</p>");
        using var again = await client.PutAsync($"/api/v1/articles/{id}/publication", new { });
        Assert.Equal(0, await CountAtAsync(client, id, before));
        Assert.Equal(1, await NumberAtAsync(client, id, first.AddMinutes(5)));
        Assert.Equal(2, await NumberAtAsync(client, id, newsroom.Clock.GetUtcNow().AddMinutes(1)));
        Assert.Contains("31. maaliskuuta", (await client.JsonAsync($"/api/v1/articles/{id}/revisions/1")).GetProperty("draft").GetProperty("bodyHtml").GetString(), StringComparison.Ordinal);

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var path = $"/desk/articles/{id}/versions";
        // More than the list shows
        await newsroom.InDbAsync(async db =>
        {
            var old = await db.Revisions.SingleAsync(r => r.Number == 1 && r.Article!.PublicId == Guid.Parse(id));
            db.Revisions.AddRange(Enumerable.Range(1000, 300).Select(n => new Revision { ArticleId = old.ArticleId, Number = n, Draft = old.Draft, By = "testi", SavedUtc = old.SavedUtc }));
            await db.SaveChangesAsync();
        });
        var html = WebUtility.HtmlDecode(await editor.GetStringAsync(path + "?at=" + Uri.EscapeDataString(Dates.DayAndTime(first.UtcDateTime.AddMinutes(5), "fi"))));
        Assert.Contains("lukijat näkivät version 1.", html, StringComparison.Ordinal);
        html = WebUtility.HtmlDecode(await editor.GetStringAsync(path));
        Assert.Contains("<del>31</del>", html, StringComparison.Ordinal);
        Assert.Contains("<ins>30</ins>", html, StringComparison.Ordinal);
        var version = (await client.JsonAsync($"/api/v1/articles/{id}")).GetProperty("version").GetInt32();
        using var stale = await editor.SubmitAsync(path, new() { ["number"] = "1", ["version"] = "1" }, path + "?handler=Restore");
        Assert.Contains("31. maaliskuuta", (await client.JsonAsync($"/api/v1/articles/{id}/revisions/1")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(version, (await client.JsonAsync($"/api/v1/articles/{id}")).GetProperty("version").GetInt32());
        using var restored = await editor.SubmitAsync(path, new() { ["number"] = "1", ["version"] = $"{version}" }, path + "?handler=Restore");
        Assert.Equal($"/desk/articles/{id}", restored.Headers.Location?.OriginalString);
        var now = await client.JsonAsync($"/api/v1/articles/{id}");
        Assert.Contains("31. maaliskuuta", now.GetProperty("bodyHtml").GetString(), StringComparison.Ordinal);
        Assert.True(now.GetProperty("hasUnpublishedChanges").GetBoolean());
    }

    [Fact]
    public async Task Versions_page_is_closed_to_strangers_and_knows_its_articles()
    {
        using var client = await newsroom.WithKeyAsync("articles:write");
        var id = (await (await client.PostAsJsonAsync("/api/v1/articles", Draft)).JsonAsync()).GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Redirect, (await newsroom.Client.GetAsync($"/desk/articles/{id}/versions")).StatusCode);
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.NotEqual(HttpStatusCode.OK, (await agent.GetAsync($"/desk/articles/{id}/versions")).StatusCode);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/articles/{Guid.NewGuid()}/versions")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync($"/desk/articles/{id}/versions?from=77&to=-3&at=höpö")).StatusCode);
    }

    private static JsonValueKind FormerOf(JsonElement article) =>
        article.GetProperty("corrections")[0].TryGetProperty("formerRevision", out var former) ? former.ValueKind : JsonValueKind.Null;

    private static async Task<(string Id, string Slug)> PublishedAsync(HttpClient client)
    {
        var id = (await (await client.PostAsJsonAsync("/api/v1/articles", Draft)).JsonAsync()).GetProperty("id").GetString()!;
        using var published = await client.PutAsync($"/api/v1/articles/{id}/publication", new { });
        return (id, (await published.JsonAsync()).GetProperty("slug").GetString()!);
    }

    private static async Task ChangeAsync(HttpClient client, string id, string body)
    {
        using var seen = await client.GetAsync($"/api/v1/articles/{id}");
        using var saved = await client.PutAsync($"/api/v1/articles/{id}", new { title = "Avustushaku avautuu", lead = "Ingressi.", bodyHtml = body }, seen.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
    }

    private static Task<HttpResponseMessage> CorrectAsync(HttpClient client, string id, object correction) =>
        client.PutAsync($"/api/v1/articles/{id}/publication", new { correction });

    private static async Task<JsonElement> AtAsync(HttpClient client, string id, DateTimeOffset at) =>
        (await client.JsonAsync($"/api/v1/articles/{id}/revisions?at={Uri.EscapeDataString(at.ToString("O"))}")).GetProperty("items");

    private static async Task<int> CountAtAsync(HttpClient client, string id, DateTimeOffset at) => (await AtAsync(client, id, at)).GetArrayLength();

    private static async Task<int> NumberAtAsync(HttpClient client, string id, DateTimeOffset at) => (await AtAsync(client, id, at)).EnumerateArray().Single().GetProperty("number").GetInt32();

    public sealed class OnSqlite(SqliteNewsroom newsroom) : VersionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : VersionTests(newsroom), IClassFixture<PostgresNewsroom>;
}
