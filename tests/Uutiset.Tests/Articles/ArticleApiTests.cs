using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Uutiset.People;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Articles;

public abstract class ArticleApiTests(Newsroom newsroom)
{
    private static Dictionary<string, object?> Draft(string title) => new()
    {
        ["type"] = "news", ["lang"] = "fi", ["title"] = title, ["lead"] = "Ingressi.", ["bodyHtml"] = "<p>Teksti <script>alert(1)</script>jatkuu.</p>",
        ["authors"] = new[] { new { name = "Maija Malli", title = "Järjestöjen muutosagentti", phone = "050 123 4567", email = "maija@example.fi" } },
        ["tags"] = new[] { "Sote-uudistus", "digipalvelut", "Järjestöille" }, ["regions"] = new[] { "14" },
        ["related"] = new[] { new { url = "https://example.org/lue", title = "Selvitys järjestöistä", kind = "readMore" } },
        ["attachments"] = new[] { new { title = "Diat", url = "https://example.org/d.pdf", kind = "slides", presenter = "Maija Malli", availableUntil = "2027-04-30" } },
        ["deadlines"] = new[] { new { title = "Haku", closes = "2027-04-30", precision = "day" } },
        ["events"] = new[] { new { title = "Tilaisuus", start = "2027-03-10", startsAt = "09:30", place = "Joensuu" } },
    };

    [Fact]
    public async Task An_article_is_made_published_read_edited_published_again_and_withdrawn()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var created = await editor.PostAsJsonAsync("/api/v1/articles", Draft("Koko kaari"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var json = await created.JsonAsync();
        var address = $"/api/v1/articles/{json.GetProperty("id").GetString()}";
        Assert.Equal(address, created.Headers.Location!.ToString());
        Assert.Equal("draft", json.GetProperty("status").GetString());
        Assert.Equal("<p>Teksti jatkuu.</p>", json.GetProperty("bodyHtml").GetString());
        Assert.Equal(["Sote-uudistus", "Digipalvelut"], Texts(json, "tags"));
        Assert.Equal(["sote-uudistus", "digipalvelut"], Texts(json, "tagSlugs"));
        Assert.Equal(["Järjestöille"], Texts(json, "audiences"));
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync(address)).StatusCode);

        var published = await editor.PutAsync(address + "/publication", new { publishAt = (string?)null });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        var seen = await newsroom.Client.JsonAsync(address);
        Assert.Equal(("Koko kaari", "koko-kaari", "published"), (seen.GetProperty("title").GetString(), seen.GetProperty("slug").GetString(), seen.GetProperty("status").GetString()));
        Assert.EndsWith("/uutiset/koko-kaari", seen.GetProperty("url").GetString());
        Assert.Equal("Tilaisuus", seen.GetProperty("events")[0].GetProperty("title").GetString());
        Assert.Equal("2027-04-30", seen.GetProperty("deadlines")[0].GetProperty("closes").GetString());
        Assert.Equal("Diat", seen.GetProperty("attachments")[0].GetProperty("title").GetString());
        Assert.Equal("https://example.org/lue", seen.GetProperty("related")[0].GetProperty("url").GetString());

        var edited = await editor.PutAsync(address, Draft("Koko kaari korjattuna"), published.Headers.ETag!.ToString());
        Assert.True((await edited.JsonAsync()).GetProperty("hasUnpublishedChanges").GetBoolean());
        Assert.Equal("Koko kaari", (await newsroom.Client.JsonAsync(address)).GetProperty("title").GetString());
        await editor.PutAsync(address + "/publication", new { });
        Assert.Equal("Koko kaari korjattuna", (await newsroom.Client.JsonAsync("/api/v1/articles/by-slug/koko-kaari")).GetProperty("title").GetString());

        Assert.Equal(HttpStatusCode.OK, (await editor.DeleteAsync(address + "/publication")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await newsroom.Client.GetAsync("/api/v1/articles/by-slug/koko-kaari")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0206-03-10")]
    [InlineData("9999-12-31")]
    public async Task A_day_in_a_year_that_nobody_meant_is_refused_by_field(string day)
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        var draft = Draft("Outo vuosi");
        draft["deadlines"] = new[] { new { title = "Haku", opens = day, closes = day } };
        draft["events"] = new[] { new { title = "Tilaisuus", start = day, startsAt = "00:30", end = day } };
        draft["attachments"] = new[] { new { title = "Diat", url = "https://example.org/d.pdf", availableUntil = day } };
        var refused = await editor.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(["attachments[0].availableUntil", "deadlines[0].closes", "deadlines[0].opens", "events[0].end", "events[0].start"], (await refused.JsonAsync()).ErrorFields());
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back_and_changes_nothing()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var address = await PublishedAsync(editor, "Edestakaisin");
        var read = await editor.GetAsync(address);
        var body = await read.Content.ReadAsStringAsync();
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        var answer = await editor.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(read.Headers.ETag, answer.Headers.ETag);
        // Nor does the file that it was made of, sent once more: no second deadline, no second event
        await editor.PutAsync(address, Draft("Edestakaisin"), answer.Headers.ETag!.ToString());
        await editor.PutAsync(address + "/publication", new { });
        var (before, after) = (JsonDocument.Parse(body).RootElement, await editor.JsonAsync(address));
        foreach (var field in new[] { "title", "bodyHtml", "tags", "regions", "authors", "deadlines", "events", "related", "attachments", "slug", "publishedAt" })
            Assert.Equal(before.GetProperty(field).GetRawText(), after.GetProperty(field).GetRawText());
    }

    [Fact]
    public async Task Putting_needs_the_version_that_was_read()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        var created = await editor.PostAsJsonAsync("/api/v1/articles", Draft("Versiot"));
        var address = created.Headers.Location!.ToString();
        var tag = created.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await editor.PutAsync(address, Draft("Ilman"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await editor.PutAsync(address, Draft("Toinen"), tag)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await editor.PutAsync(address, Draft("Kolmas"), tag)).StatusCode);
        Assert.Equal("Toinen", (await editor.JsonAsync(address)).GetProperty("title").GetString());
        var revisions = await editor.JsonAsync(address + "/revisions");
        Assert.Equal(["Toinen", "Versiot"], revisions.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("title").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await editor.PostAsync(address + "/revisions/1/restore", null)).StatusCode);
        Assert.Equal("Versiot", (await editor.JsonAsync(address)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_same_version_is_not_sent_twice()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var address = await PublishedAsync(editor, "Muuttumaton");
        var first = await newsroom.Client.GetAsync(address);
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await newsroom.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Drafts_scheduled_and_withdrawn_articles_are_nowhere_without_a_key()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var draft = (await editor.PostAsJsonAsync("/api/v1/articles", Draft("Salainen luonnos"))).Headers.Location!.ToString();
        var scheduled = (await editor.PostAsJsonAsync("/api/v1/articles", Draft("Salainen ajastettu"))).Headers.Location!.ToString();
        Assert.Equal("scheduled", (await (await editor.PutAsync(scheduled + "/publication", new { publishAt = "2099-01-01T07:00:00Z" })).JsonAsync()).GetProperty("status").GetString());
        var withdrawn = await PublishedAsync(editor, "Salainen poistettu");
        await editor.DeleteAsync(withdrawn + "/publication");
        var pointing = Draft("Julkinen viittaaja");
        pointing["related"] = new[] { new { articleId = draft.Split('/')[^1] }, new { articleId = withdrawn.Split('/')[^1] } };
        var open = (await editor.PostAsJsonAsync("/api/v1/articles", pointing)).Headers.Location!.ToString();
        await editor.PutAsync(open + "/publication", new { });

        foreach (var address in new[] { draft, scheduled, withdrawn }) Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync(address)).StatusCode);
        foreach (var list in new[] { "/api/v1/articles?pageSize=100", "/api/v1/articles?tag=sote-uudistus&pageSize=100", "/api/v1/articles?region=14&pageSize=100", open })
            Assert.DoesNotContain("Salainen", await newsroom.Client.GetStringAsync(list));
        Assert.Equal(HttpStatusCode.Unauthorized, (await newsroom.Client.GetAsync("/api/v1/articles?status=draft")).StatusCode);
        using var other = await newsroom.WithKeyAsync("bulletins:write");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/api/v1/articles?status=draft")).StatusCode);
        Assert.Contains("Salainen luonnos", await editor.GetStringAsync("/api/v1/articles?status=draft&pageSize=100"));
        Assert.DoesNotContain("Salainen", await (await newsroom.Client.GetAsync("/api/v1/deadlines?pageSize=100")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Filters_find_and_paging_has_bounds()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var hus = Draft("HUS-alueen juttu");
        (hus["regions"], hus["tags"], hus["type"]) = (new[] { "HUS" }, new[] { "Pelastustoimi" }, "announcement");
        var address = (await editor.PostAsJsonAsync("/api/v1/articles", hus)).Headers.Location!.ToString();
        await editor.PutAsync(address + "/publication", new { });
        foreach (var query in new[] { "region=01", "region=hus", "tag=pelastustoimi", "type=announcement", "lang=fi&tag=pelastustoimi" })
            Assert.Contains("HUS-alueen juttu", await newsroom.Client.GetStringAsync("/api/v1/articles?pageSize=100&" + query));
        foreach (var query in new[] { "region=21", "tag=ikaihmiset", "tag=eiole", "to=2001-01-01", "lang=sv", "author=eikukaan" })
            Assert.DoesNotContain("HUS-alueen juttu", await newsroom.Client.GetStringAsync("/api/v1/articles?pageSize=100&" + query));
        foreach (var query in new[] { "pageSize=101", "page=0", "type=7", "type=kirje", "region=99", "from=eilen" })
            Assert.Equal(HttpStatusCode.BadRequest, (await newsroom.Client.GetAsync("/api/v1/articles?" + query)).StatusCode);
        // What was never public is found by its newest text
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Luonnostelija Lehto", TitleFi = "Muutosagentti" });
        (hus["title"], hus["authors"]) = ("HUS-alueen luonnos", new[] { new { personId = person.PublicId } });
        await editor.PostAsJsonAsync("/api/v1/articles", hus);
        foreach (var query in new[] { "region=01", "tag=pelastustoimi", "author=" + person.Slug })
            Assert.Contains("HUS-alueen luonnos", await editor.GetStringAsync("/api/v1/articles?status=draft&pageSize=100&" + query));
        foreach (var query in new[] { "region=21", "tag=ikaihmiset", "tag=eiole", "audience=pelastustoimi", "author=eikukaan" })
            Assert.DoesNotContain("HUS-alueen luonnos", await editor.GetStringAsync("/api/v1/articles?status=any&pageSize=100&" + query));
        var page = await newsroom.Client.JsonAsync("/api/v1/articles?page=1&pageSize=1");
        Assert.Equal((1, 1, 1), (page.GetProperty("items").GetArrayLength(), page.GetProperty("page").GetInt32(), page.GetProperty("pageSize").GetInt32()));
    }

    [Fact]
    public async Task Fields_that_nobody_may_set_are_passed_over()
    {
        using var writer = await newsroom.WithKeyAsync("articles:write");
        var greedy = Draft("Ylipostaus");
        foreach (var (field, value) in new (string, object)[] { ("status", "published"), ("id", Guid.NewGuid()), ("version", 99), ("ownerId", 1), ("publishedAt", "2020-01-01T00:00:00Z"), ("url", "https://example.org") })
            greedy[field] = value;
        var created = await writer.PostAsJsonAsync("/api/v1/articles", greedy);
        var json = await created.JsonAsync();
        Assert.Equal(("draft", 1), (json.GetProperty("status").GetString(), json.GetProperty("version").GetInt32()));
        Assert.False(json.TryGetProperty("publishedAt", out var at) && at.ValueKind == JsonValueKind.String);
        var address = created.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.PutAsync(address + "/publication", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await newsroom.Client.PostAsJsonAsync("/api/v1/articles", greedy)).StatusCode);

        using var publisher = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        greedy["title"] = "Vanha juttu";
        var old = (await publisher.PostAsJsonAsync("/api/v1/articles", greedy)).Headers.Location!.ToString();
        var published = await (await publisher.PutAsync(old + "/publication", new { })).JsonAsync();
        Assert.Equal(new DateTime(2020, 1, 1), published.GetProperty("publishedAt").GetDateTime());
    }

    [Fact]
    public async Task Bad_input_is_refused_in_words_and_nothing_is_stored()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var before = await TotalAsync(editor);
        var wrong = Draft(new string('a', 10_000));
        (wrong["regions"], wrong["tags"]) = (new[] { "99" }, new[] { "sote-uudistys" });
        var answer = await editor.PostAsJsonAsync("/api/v1/articles", wrong);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.JsonAsync();
        Assert.Equal(["regions[0]", "tags[0]", "title"], problem.ErrorFields());
        Assert.Contains("Sote-uudistus", problem.GetProperty("errors").GetProperty("tags[0]")[0].GetString());

        foreach (var body in new[] { "{", "[]", "\"x\"", "{\"type\":\"kirje\"}", "{\"regions\":14}", "{\"title\":{}}" })
        {
            var refused = await editor.PostAsync("/api/v1/articles", new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        }
        var deep = Draft("Syvä");
        deep["bodyHtml"] = string.Concat(Enumerable.Repeat("<div>", 2000));
        Assert.Equal(["bodyHtml"], (await (await editor.PostAsJsonAsync("/api/v1/articles", deep)).JsonAsync()).ErrorFields());
        deep["bodyHtml"] = new string('a', 2_000_001);
        Assert.Equal(["bodyHtml"], (await (await editor.PostAsJsonAsync("/api/v1/articles", deep)).JsonAsync()).ErrorFields());
        Assert.Equal(before, await TotalAsync(editor));
    }

    [Fact]
    public async Task A_body_of_a_hundred_megabytes_is_refused_without_being_read()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        var before = await TotalAsync(editor);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/articles") { Content = new ByteArrayContent(new byte[100 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.ExpectContinue = true;
        var answer = await editor.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(before, await TotalAsync(editor));
    }

    [Fact]
    public async Task The_same_post_with_the_same_key_makes_one_article()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        editor.DefaultRequestHeaders.Add("Idempotency-Key", "kerran-" + Guid.NewGuid());
        var first = await editor.PostAsJsonAsync("/api/v1/articles", Draft("Kerran"));
        var second = await editor.PostAsJsonAsync("/api/v1/articles", Draft("Kerran"));
        Assert.Equal((HttpStatusCode.Created, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await editor.PostAsJsonAsync("/api/v1/articles", Draft("Toinen"))).StatusCode);
    }

    [Fact]
    public async Task A_former_slug_leads_to_the_present_one()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var address = await PublishedAsync(editor, "Vanha osoite");
        var draft = Draft("Vanha osoite");
        draft["slug"] = "uusi-api-osoite";
        await editor.PutAsync(address, draft, (await editor.GetAsync(address)).Headers.ETag!.ToString());
        await editor.PutAsync(address + "/publication", new { });
        var moved = await newsroom.Client.GetAsync("/api/v1/articles/by-slug/vanha-osoite");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/api/v1/articles/by-slug/uusi-api-osoite"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync("/api/v1/articles/by-slug/ei-ole-ollutkaan")).StatusCode);
    }

    [Fact]
    public async Task A_deadline_is_moved_once_for_all()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var made = await editor.PostAsJsonAsync("/api/v1/deadlines", new { title = "Lausuntokierros", closes = "2027-01-31" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var address = made.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync(address)).StatusCode);
        var draft = Draft("Lausu nyt");
        draft["deadlines"] = new[] { new { deadlineId = address.Split('/')[^1] } };
        var article = (await editor.PostAsJsonAsync("/api/v1/articles", draft)).Headers.Location!.ToString();
        await editor.PutAsync(article + "/publication", new { });
        var seen = (await newsroom.Client.GetAsync(article)).Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, await KnowingAsync(article, seen));
        var moved = await editor.PutAsync(address, new { closes = "2027-02-28", sourceUrl = "https://example.org" }, made.Headers.ETag!.ToString());
        Assert.True(moved.IsSuccessStatusCode, await moved.Content.ReadAsStringAsync());
        var deadline = (await newsroom.Client.JsonAsync(article)).GetProperty("deadlines")[0];
        Assert.Equal(("2027-02-28", "2027-01-31"), (deadline.GetProperty("closes").GetString(), deadline.GetProperty("previous")[0].GetProperty("closes").GetString()));
        // The article's own version stands still; what it tells does not
        Assert.Equal(HttpStatusCode.OK, await KnowingAsync(article, seen));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await editor.PutAsync(address, new { closes = "2027-03-31" }, made.Headers.ETag!.ToString())).StatusCode);
        Assert.Equal(["closes"], (await (await editor.PostAsJsonAsync("/api/v1/deadlines", new { title = "Päivätön" })).JsonAsync()).ErrorFields());
    }

    private async Task<HttpStatusCode> KnowingAsync(string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return (await newsroom.Client.SendAsync(request)).StatusCode;
    }

    private static async Task<string> PublishedAsync(HttpClient editor, string title)
    {
        var created = await editor.PostAsJsonAsync("/api/v1/articles", Draft(title));
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync());
        var address = created.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.OK, (await editor.PutAsync(address + "/publication", new { })).StatusCode);
        return address;
    }

    private static async Task<int> TotalAsync(HttpClient editor) => (await editor.JsonAsync("/api/v1/articles?status=any&pageSize=1")).GetProperty("total").GetInt32();

    private static string[] Texts(JsonElement json, string list, string? field = null) =>
        [.. json.GetProperty(list).EnumerateArray().Select(e => (field is null ? e : e.GetProperty(field)).GetString()!)];

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ArticleApiTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ArticleApiTests(newsroom), IClassFixture<PostgresNewsroom>;
}
