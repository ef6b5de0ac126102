using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

public abstract class ContactApiTests(Newsroom newsroom) : IAsyncLifetime
{
    private readonly Visitor visitor = new(newsroom);
    private readonly HttpClient api = newsroom.NewClient();

    public async ValueTask InitializeAsync() => api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync("subscribers:write"));

    [Fact]
    public async Task A_posted_contact_is_asked_and_its_consent_reads_as_a_story()
    {
        var answer = await api.PostAsJsonAsync("/api/v1/contacts", new { email = "rajapinta@example.fi", lang = "sv", regions = new[] { "16" }, tags = new[] { "sote-uudistus" } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var contact = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("requested", contact.GetProperty("state").GetString());

        await visitor.PressAsync(await visitor.ConfirmationPathAsync("rajapinta@example.fi"));
        await visitor.PostAsync(await visitor.PreferencesPathAsync("rajapinta@example.fi") + "/peru", ("List-Unsubscribe", "One-Click"));
        var ledger = await api.GetFromJsonAsync<JsonElement>($"/api/v1/contacts/{contact.GetProperty("id").GetString()}/consent");
        Assert.Equal([("requested", "api"), ("confirmed", "web"), ("withdrawn", "one-click")],
            ledger.EnumerateArray().Select(e => (e.GetProperty("kind").GetString(), e.GetProperty("method").GetString())));
        Assert.Contains("Utskick kommer först", ledger[0].GetProperty("text").GetString());
        Assert.Contains("terms: sote-uudistus", ledger[0].GetProperty("detail").GetString());
        Assert.All(ledger.EnumerateArray(), e => Assert.Matches("^[0-9a-f]{64}$", e.GetProperty("hash").GetString()));
        Assert.True(ledger[0].GetProperty("seq").GetInt64() < ledger[1].GetProperty("seq").GetInt64());

        var again = await api.PostAsJsonAsync("/api/v1/contacts", new { email = "rajapinta@example.fi" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("rajapinta@example.fi")).State);
    }

    [Fact]
    public async Task A_contact_is_changed_with_its_entity_tag_and_ended()
    {
        var preferences = await visitor.ConfirmedAsync("muutos@example.fi", "Muutosten ry", ("regions", "14"));
        var address = $"/api/v1/contacts/{(await visitor.ContactAsync("muutos@example.fi")).PublicId}";
        var read = await api.GetAsync(address);
        var tag = read.Headers.ETag!.Tag;
        Assert.Equal("muutos@example.fi", (await read.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("email").GetString());
        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(HttpMethod.Get, address, null, ("If-None-Match", tag))).StatusCode);
        var body = new { name = "Minna Malli", duty = "Sihteeri", kind = "person", lang = "sv", regions = new[] { "16" }, frequency = "immediate", format = "text", pausedUntil = "2020-01-01" };
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await SendAsync(HttpMethod.Put, address, body)).StatusCode);
        var refused = await SendAsync(HttpMethod.Put, address, body, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("pausedUntil", await refused.Content.ReadAsStringAsync());

        var until = newsroom.Clock.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var saved = await SendAsync(HttpMethod.Put, address, new { body.name, body.duty, body.kind, body.lang, body.regions, body.format, pausedUntil = until }, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.NotEqual(tag, saved.Headers.ETag!.Tag);
        var json = await saved.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Minna Malli", "Sihteeri", "sv", until), (json.GetProperty("name").GetString(), json.GetProperty("duty").GetString(), json.GetProperty("lang").GetString(), json.GetProperty("pausedUntil").GetString()));
        Assert.Equal(["14"], (await visitor.ContactAsync("muutos@example.fi")).Subscription!.Regions.Select(r => r.RegionCode));
        Assert.Equal("api", (await visitor.LedgerAsync("muutos@example.fi"))[^1].Method);

        // Read before it was changed; the last owner; another address; another organisation
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync(HttpMethod.Put, address, new { body.name }, ("If-Match", tag))).StatusCode);
        foreach (var wrong in new object[] { new { seat = "member" }, new { email = "toinen@example.fi" }, new { organisationId = Guid.NewGuid() } })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(HttpMethod.Put, address, wrong, ("If-Match", saved.Headers.ETag.Tag))).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync(HttpMethod.Delete, address, null, ("If-Match", tag))).StatusCode);

        for (var time = 0; time < 2; time++) Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address, null)).StatusCode);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("muutos@example.fi")).State);
        Assert.Contains("peruttu", await visitor.Http.GetStringAsync(preferences));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/api/v1/contacts/{Guid.NewGuid()}")).StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await api.SendAsync(request);
    }

    [Fact]
    public async Task Faults_are_named_by_field()
    {
        var answer = await api.PostAsJsonAsync("/api/v1/contacts", new { email = "x", lang = "de", regions = new[] { "91" }, tags = new[] { "olematon" }, organisationId = Guid.NewGuid() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["email", "lang", "organisationId", "regions", "tags"], errors.EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task A_contact_is_made_by_business_id_and_series_and_handed_over()
    {
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Rajapintakirje", Scheme = TermScheme.Series });
        var organisation = await newsroom.InDbAsync(async db =>
        {
            var made = db.Organisations.Add(new Organisation { Slug = "seuraajat", Name = "Seuraajat ry", BusinessId = "1572860-0" }).Entity;
            await db.SaveChangesAsync();
            return made;
        });
        foreach (var (field, body) in new (string, object)[]
        {
            ("businessId", new { email = "x@seuraajat.example.fi", businessId = "1572860-1" }), ("businessId", new { email = "x@seuraajat.example.fi", businessId = "0201256-6" }),
            ("series", new { email = "x@seuraajat.example.fi", series = "Sote-uudistus" }), ("businessId", new { email = "x@seuraajat.example.fi", organisationId = organisation.PublicId, businessId = "0201256-6" }),
        })
        {
            var refused = await api.PostAsJsonAsync("/api/v1/contacts", body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal([field], (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }
        var answer = await api.PostAsJsonAsync("/api/v1/contacts", new { email = "eka@seuraajat.example.fi", businessId = "1572860-0", series = "rajapintakirje", duty = "Sihteeri" });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((organisation.PublicId, series.Slug, "owner", "Sihteeri"), (json.GetProperty("organisationId").GetGuid(), json.GetProperty("series").GetString(), json.GetProperty("seat").GetString(), json.GetProperty("duty").GetString()));
        await visitor.PressAsync(await visitor.ConfirmationPathAsync("eka@seuraajat.example.fi"));
        Assert.Equal(1, (await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts?series=" + series.Slug)).GetProperty("total").GetInt32());

        var address = answer.Headers.Location!.OriginalString;
        foreach (var (field, body) in new (string, object)[] { ("email", new { email = "ei osoite" }), ("email", new { email = "Eka@seuraajat.example.fi" }), ("name", new { email = "y@seuraajat.example.fi", name = "rivi\nvaihtui" }) })
        {
            var refused = await api.PostAsJsonAsync(address + "/hand-over", body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal([field], (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsJsonAsync($"/api/v1/contacts/{Guid.NewGuid()}/hand-over", new { email = "z@seuraajat.example.fi" })).StatusCode);
        await visitor.ConfirmedAsync("yksin@seuraajat.example.fi");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.PostAsJsonAsync($"/api/v1/contacts/{(await visitor.ContactAsync("yksin@seuraajat.example.fi")).PublicId}/hand-over", new { email = "z@seuraajat.example.fi" })).StatusCode);

        Assert.Equal(HttpStatusCode.Created, (await api.PostAsJsonAsync(address + "/hand-over", new { email = "toka@seuraajat.example.fi", name = "Toini Toka" })).StatusCode);
        await visitor.PressAsync(await visitor.ConfirmationPathAsync("toka@seuraajat.example.fi"));
        var (leaver, successor) = (await visitor.ContactAsync("eka@seuraajat.example.fi"), await visitor.ContactAsync("toka@seuraajat.example.fi"));
        Assert.Equal((leaver.SubscriptionId, Seat.Owner, ContactState.Confirmed, ContactKind.Person), (successor.SubscriptionId, successor.Seat, successor.State, successor.Kind));
        // A member who sits there already decides at once
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Id == successor.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Seat, Seat.Member)));
        var promoted = await api.PostAsJsonAsync(address + "/hand-over", new { email = "toka@seuraajat.example.fi" });
        Assert.Equal((HttpStatusCode.OK, "owner"), (promoted.StatusCode, (await promoted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seat").GetString()));
        Assert.Contains($"hand-over from seat {leaver.PublicId}", (await visitor.LedgerAsync("toka@seuraajat.example.fi"))[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.handOver" && e.Object == $"contact:{leaver.PublicId}")));
    }

    [Fact]
    public async Task A_hand_over_that_is_refused_says_why_and_leaves_no_trace()
    {
        await visitor.ConfirmedAsync("omistaja@luovutus.example.fi", "Luovutus ry");
        var leaver = await visitor.ContactAsync("omistaja@luovutus.example.fi");
        var organisation = leaver.Subscription!;
        await Readers.ContactAsync(newsroom, organisation, "toinen@luovutus.example.fi", c => c.Seat = Seat.Owner);
        await Readers.ContactAsync(newsroom, organisation, "palaa@luovutus.example.fi", c => (c.Seat, c.State) = (Seat.Member, ContactState.Bounced));
        await Readers.ContactAsync(newsroom, organisation, "lahti@luovutus.example.fi", c => (c.Seat, c.State) = (Seat.Member, ContactState.Withdrawn));
        await Readers.ContactAsync(newsroom, organisation, "estetty@luovutus.example.fi", c => c.Seat = Seat.Member);
        var elsewhere = await newsroom.InDbAsync(async db =>
        {
            var series = db.Terms.Add(new Term { Slug = "luovutuskirje", LabelFi = "Luovutuskirje", Scheme = TermScheme.Series }).Entity;
            db.Suppressions.Add(new Suppression { AddressKey = newsroom.Get<AddressKeys>().Of("estetty@luovutus.example.fi"), Reason = "objected", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
            var other = db.Subscriptions.Add(new Subscription { OrganisationId = organisation.OrganisationId, PublisherId = organisation.PublisherId, SeriesId = series.Id, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            await db.SaveChangesAsync();
            return other;
        });
        var follower = await Readers.ContactAsync(newsroom, elsewhere, "sarja@luovutus.example.fi", c => c.Seat = Seat.Owner);
        var before = await StateAsync();
        foreach (var (seat, email, status, told) in new[]
        {
            (leaver, "omistaja@luovutus.example.fi", HttpStatusCode.UnprocessableEntity, "own"), (leaver, "toinen@luovutus.example.fi", HttpStatusCode.Conflict, "already"),
            (leaver, "palaa@luovutus.example.fi", HttpStatusCode.UnprocessableEntity, "does not reach"), (leaver, "lahti@luovutus.example.fi", HttpStatusCode.UnprocessableEntity, "ended"),
            (leaver, "estetty@luovutus.example.fi", HttpStatusCode.UnprocessableEntity, "suppressed"), (follower, "toinen@luovutus.example.fi", HttpStatusCode.UnprocessableEntity, "another subscription"),
        })
            await RefusedAsync(seat, email, status, told);
        await newsroom.DoAsync<Unsubscribing, bool>(async ending =>
        {
            await ending.EndOrganisationAsync(organisation, Uutiset.Subscribers.Door.Of("desk", Actor.System), default);
            return true;
        });
        before = await StateAsync();
        await RefusedAsync(leaver, "uusi@luovutus.example.fi", HttpStatusCode.Conflict, "has ended");
        Assert.Equal(before, await StateAsync());

        async Task RefusedAsync(Contact seat, string email, HttpStatusCode status, string told)
        {
            using var refused = await api.PostAsJsonAsync($"/api/v1/contacts/{seat.PublicId}/hand-over", new { email });
            Assert.Equal((status, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
            Assert.Contains(told, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(before, await StateAsync());
        }

        Task<(int, int, int, bool)> StateAsync() => newsroom.InDbAsync(async db => (await db.AuditEvents.CountAsync(e => e.What == "contact.handOver"), await db.ConsentEvents.CountAsync(), await db.Contacts.CountAsync(),
            await db.Subscriptions.AnyAsync(s => s.Id == organisation.Id && s.EndedUtc != null)));
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged()
    {
        for (var n = 0; n < 3; n++) await api.PostAsJsonAsync("/api/v1/contacts", new { email = $"sivu{n}@lista.example.fi" });
        var page = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts?q=lista.example&state=requested&pageSize=2");
        Assert.Equal((3, 2), (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()));
        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync("/api/v1/contacts?pageSize=101")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/api/v1/contacts/{Guid.NewGuid()}/consent")).StatusCode);
    }

    [Fact]
    public async Task A_contact_is_found_whatever_the_case_of_letters()
    {
        await api.PostAsJsonAsync("/api/v1/contacts", new { email = "Isot.Kirjaimet@Example.fi", name = "Åsa Öhman" });
        foreach (var words in new[] { "isot.kirjaimet@example", "ISOT.KIRJAIMET", "åsa", "öhman isot" })
        {
            var found = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts?q=" + Uri.EscapeDataString(words));
            Assert.Equal("Åsa Öhman", Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Suppressing_an_address_many_times_at_once_suppresses_it_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.PostAsJsonAsync("/api/v1/suppressions", new { email = "kerralla@example.fi", reason = "objected" })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(1, (await api.GetFromJsonAsync<JsonElement>("/api/v1/suppressions?email=kerralla@example.fi")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_suppressed_address_is_listed_as_such_whatever_its_seat_says()
    {
        await visitor.ConfirmedAsync("hiljaa@example.fi");
        await api.PostAsJsonAsync("/api/v1/suppressions", new { email = "Hiljaa@example.fi", reason = "objected" });
        var listed = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts?state=suppressed");
        var contact = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal(("hiljaa@example.fi", "suppressed"), (contact.GetProperty("email").GetString(), contact.GetProperty("state").GetString()));
        var confirmed = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts?state=confirmed&q=hiljaa");
        Assert.Equal(0, confirmed.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Without_the_scope_nothing_is_read_or_written()
    {
        using var stranger = newsroom.NewClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/contacts")).StatusCode);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync("articles:write"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/api/v1/contacts")).StatusCode);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync("subscribers:read"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsJsonAsync("/api/v1/contacts", new { email = "a@example.fi" })).StatusCode);
    }

    private async Task<string> KeyAsync(string scope)
    {
        await using var services = newsroom.Services.CreateAsyncScope();
        return await services.ServiceProvider.GetRequiredService<ApiKeys>().AddAsync("testi", [scope], 30, Actor.System, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        visitor.Dispose();
        api.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ContactApiTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ContactApiTests(newsroom), IClassFixture<PostgresNewsroom>;
}
