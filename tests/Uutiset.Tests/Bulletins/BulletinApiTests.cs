using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Bulletins;

public abstract class BulletinApiTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;

    [Fact]
    public async Task A_bulletin_is_made_changed_looked_at_tested_and_sent()
    {
        var article = await Readers.ArticleAsync(room, "Rajapinnan kautta");
        var subscription = await Readers.SubscriptionAsync(room, "Rajapintayhdistys ry", regions: ["19"]);
        for (var i = 0; i < 5; i++) await Readers.ContactAsync(room, subscription, $"api{i}@example.fi");
        using var api = await room.WithKeyAsync("bulletins:write", "bulletins:send", "subscribers:read");

        using var made = await api.PostAsJsonAsync("/api/v1/bulletins", Body(article.PublicId, "Ensimmäinen versio"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await JsonOf(made)).GetProperty("id").GetString();
        Assert.Equal($"/api/v1/bulletins/{id}", made.Headers.Location!.OriginalString);

        using var blind = await api.PutAsJsonAsync($"/api/v1/bulletins/{id}", Body(article.PublicId, "Ilman lukemista"));
        Assert.Equal(428, (int)blind.StatusCode);
        using var change = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/bulletins/{id}") { Content = JsonContent.Create(Body(article.PublicId, "Toinen versio")) };
        change.Headers.TryAddWithoutValidation("If-Match", made.Headers.ETag!.Tag);
        using var changed = await api.SendAsync(change);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var late = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/bulletins/{id}") { Content = JsonContent.Create(Body(article.PublicId, "Myöhässä")) };
        late.Headers.TryAddWithoutValidation("If-Match", made.Headers.ETag!.Tag);
        using var refused = await api.SendAsync(late);
        Assert.Equal(412, (int)refused.StatusCode);

        Assert.Contains("Rajapinnan kautta", await api.GetStringAsync($"/api/v1/bulletins/{id}/preview?lang=fi&part=html"), StringComparison.Ordinal);
        Assert.DoesNotContain("<p", await api.GetStringAsync($"/api/v1/bulletins/{id}/preview?lang=fi&part=text"), StringComparison.Ordinal);
        var audience = await api.GetFromJsonAsync<JsonElement>($"/api/v1/bulletins/{id}/audience?reason=none");
        Assert.Equal(5, audience.GetProperty("items").EnumerateArray().Count(i => i.GetProperty("email").GetString()!.StartsWith("api", StringComparison.Ordinal)));
        using var test = await api.PostAsJsonAsync($"/api/v1/bulletins/{id}/test", new { to = new[] { "ei osoite" } });
        Assert.Equal(422, (int)test.StatusCode);
        using var approved = await api.PutAsJsonAsync($"/api/v1/bulletins/{id}/approval", new { });
        Assert.Equal("approved", (await JsonOf(approved)).GetProperty("state").GetString());

        using var sent = await api.PutAsJsonAsync($"/api/v1/bulletins/{id}/dispatch", new { sendAt = (string?)null });
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        using var again = await api.PutAsJsonAsync($"/api/v1/bulletins/{id}/dispatch", new { sendAt = (string?)null });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var events = await api.GetStringAsync($"/api/v1/bulletins/{id}/dispatch/events");
        Assert.Contains("event: counts", events, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"sent\"", events, StringComparison.Ordinal);
        var counts = await api.GetFromJsonAsync<JsonElement>($"/api/v1/bulletins/{id}/dispatch");
        string[] states = ["pending", "leased", "transmitting", "accepted", "deferred", "rejected", "inDoubt", "suppressed", "cancelled"];
        Assert.Equal(counts.GetProperty("frozen").GetInt32(), states.Sum(s => counts.GetProperty(s).GetInt32()));
        Assert.Equal(5, newsroom.Sink.Accepted.Count(m => m.Recipient.StartsWith("api", StringComparison.Ordinal)));

        var deliveries = await api.GetFromJsonAsync<JsonElement>($"/api/v1/bulletins/{id}/deliveries?state=accepted");
        Assert.Equal(counts.GetProperty("accepted").GetInt32(), deliveries.GetProperty("total").GetInt32());
        // As bytes: reading it as text would take the mark away that tells a spreadsheet the encoding
        var csv = await api.GetByteArrayAsync($"/api/v1/bulletins/{id}/deliveries.csv");
        Assert.StartsWith("\uFEFFaddress;state;", System.Text.Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        using var pause = await api.PostAsync($"/api/v1/bulletins/{id}/dispatch/pause", null);
        Assert.Equal(HttpStatusCode.Conflict, pause.StatusCode);
        using var tooLate = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/bulletins/{id}") { Content = JsonContent.Create(Body(article.PublicId, "Jälkikäteen")) };
        tooLate.Headers.TryAddWithoutValidation("If-Match", "\"4\"");
        using var locked = await api.SendAsync(tooLate);
        Assert.Equal(HttpStatusCode.Conflict, locked.StatusCode);
    }

    [Fact]
    public async Task Only_a_key_that_may_send_sends()
    {
        using var nobody = await room.NewClient().GetAsync($"/api/v1/bulletins/{Guid.NewGuid()}/dispatch");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var writer = await room.WithKeyAsync("bulletins:write");
        using var answer = await writer.PutAsJsonAsync($"/api/v1/bulletins/{Guid.NewGuid()}/dispatch", new { });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        using var api = await room.WithKeyAsync("bulletins:write");
        using var answer = await api.PostAsJsonAsync("/api/v1/bulletins", new
        {
            variants = new[] { new { lang = "de", subject = "Betreff\r\nBcc: alle@example.fi" } },
            items = new[] { new { articleId = Guid.NewGuid() } },
            audience = new { regions = new[] { "99" }, tags = new[] { "ei-tallaista" } },
        });

        Assert.Equal(422, (int)answer.StatusCode);
        var errors = (await JsonOf(answer)).GetProperty("errors").EnumerateObject().Select(e => e.Name).ToList();
        Assert.Equal(["audience.regions", "audience.tags", "items[0].articleId", "variants[0].lang", "variants[0].subject"], errors.Order());
    }

    [Theory]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u0085")]
    [InlineData("\u202E")]
    public async Task A_subject_that_no_mail_can_carry_is_refused_when_it_is_saved(string mark)
    {
        using var api = await room.WithKeyAsync("bulletins:write");
        using var answer = await api.PostAsJsonAsync("/api/v1/bulletins", new { variants = new[] { new { lang = "fi", subject = $"Otsikko{mark}toinen rivi" } } });
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal("variants[0].subject", Assert.Single((await JsonOf(answer)).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_suppressed_address_is_told_only_to_who_asks_for_it()
    {
        using var api = await room.WithKeyAsync("subscribers:write");
        using var added = await api.PostAsJsonAsync("/api/v1/suppressions", new { email = "Kielsi@Example.fi", reason = "objected" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);

        var found = await api.GetFromJsonAsync<JsonElement>("/api/v1/suppressions?email=kielsi@example.fi");
        Assert.Equal(1, found.GetProperty("total").GetInt32());
        Assert.DoesNotContain("kielsi", await api.GetStringAsync("/api/v1/suppressions"), StringComparison.OrdinalIgnoreCase);
    }

    private static object Body(Guid article, string subject) => new
    {
        variants = new[] { new { lang = "fi", subject, preheader = (string?)null, introHtml = "<p>Hei!<script>alert(1)</script></p>" } },
        items = new[] { new { articleId = article, heading = (string?)null, noteHtml = (string?)null } },
        audience = new { regions = new[] { "19" } },
    };

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public sealed class OnSqlite(SqliteSinkNewsroom n) : BulletinApiTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : BulletinApiTests(n), IClassFixture<PostgresSinkNewsroom>;
}
