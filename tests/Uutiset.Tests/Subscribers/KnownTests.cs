using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Tests.Exchange;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

public abstract class KnownTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task The_page_and_the_file_tell_all_that_is_stored_and_nothing_of_others()
    {
        var mark = Offices.Mark();
        var (email, other) = ($"oma@{mark}.example.fi", $"muu@{mark}.example.fi");
        await ImportAsync($"Tietävät {mark} ry;{other};Muu Lukija;2024-01-02;Lomake\nTietävät {mark} ry;{email};Tuula Tietävä;2024-01-02;Tuula soitti\n");
        var path = await visitor.PreferencesPathAsync(email);

        var page = WebUtility.HtmlDecode(await visitor.Http.GetStringAsync(path + "/tiedot"));
        Assert.All([email, "Tuula Tietävä", "Tuula soitti", $"Tietävät {mark} ry", "suostumus tuotu", "muu lukija"], word => Assert.Contains(word, page));
        Assert.DoesNotContain("Muu Lukija", page);
        Assert.DoesNotContain(other, page);
        Assert.Contains("vad vi vet om dig", await visitor.Http.GetStringAsync("/sv" + path + "/tiedot"), StringComparison.OrdinalIgnoreCase);

        using var answer = await visitor.Http.GetAsync(path + "/tiedot.json");
        Assert.Equal(("application/json", true), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoStore));
        var file = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(other, file);
        using var told = JsonDocument.Parse(file);
        var seat = Assert.Single(told.RootElement.GetProperty("seats").EnumerateArray());
        Assert.Equal((email, "Tuula Tietävä", "member"), (seat.GetProperty("email").GetString(), seat.GetProperty("name").GetString(), seat.GetProperty("seat").GetString()));
        Assert.Contains("Tuula soitti", Assert.Single(told.RootElement.GetProperty("consents").EnumerateArray()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Mails_are_told_and_their_links_open_nothing()
    {
        var path = await visitor.ConfirmedAsync("viestit@example.fi");
        using var told = JsonDocument.Parse(await visitor.Http.GetStringAsync(path + "/tiedot.json"));
        var mail = Assert.Single(told.RootElement.GetProperty("mails").EnumerateArray());
        Assert.Contains("Subject:", mail.GetProperty("message").GetString());
        Assert.Contains("/tilaus/vahvista/…", mail.GetProperty("message").GetString());
        Assert.Single(told.RootElement.GetProperty("links").EnumerateArray());
        Assert.DoesNotContain((await visitor.ConfirmationPathAsync("viestit@example.fi"))[^20..], told.RootElement.GetRawText());
    }

    [Fact]
    public async Task Who_has_left_may_still_see_what_is_known()
    {
        var path = await visitor.ConfirmedAsync("lahtenyt@example.fi");
        var ended = await (await visitor.PostAsync(path + "/peru")).Content.ReadAsStringAsync();
        Assert.Contains(path + "/tiedot", ended);
        Assert.Contains("tilaus peruttu", await visitor.Http.GetStringAsync(path + "/tiedot"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(path + "/poista", WebUtility.HtmlDecode(await visitor.Http.GetStringAsync(path + "/tiedot")));
    }

    [Fact]
    public async Task A_wrong_link_tells_nothing()
    {
        var path = await visitor.ConfirmedAsync("vaara@example.fi");
        var wrong = path[..^1] + (path[^1] == 'a' ? 'b' : 'a');
        foreach (var page in new[] { "/tiedot", "/tiedot.json", "/poista" }) Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(wrong + page)).StatusCode);
    }

    [Fact]
    public async Task A_network_may_look_five_times_an_hour_and_subscribe_all_the_same()
    {
        var path = await visitor.ConfirmedAsync("usein@example.fi");
        foreach (var look in new[] { "/tiedot", "/tiedot.json", "/tiedot", "/tiedot", "/tiedot" }) Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(path + look)).StatusCode);
        foreach (var look in new[] { "/tiedot", "/tiedot.json" })
        {
            using var refused = await visitor.Http.GetAsync(path + look);
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
            Assert.Contains("Pyyntöjä on tullut liian monta", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await visitor.SubscribeAsync("usein2@example.fi")).StatusCode);
        using var neighbour = new Visitor(newsroom);
        Assert.Equal(HttpStatusCode.OK, (await neighbour.Http.GetAsync(path + "/tiedot")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_tells_it_in_the_desk_and_by_the_API_and_the_log_says_so()
    {
        await visitor.ConfirmedAsync("kysyja@example.fi");
        var id = (await visitor.ContactAsync("kysyja@example.fi")).PublicId;
        using var weak = await newsroom.WithKeyAsync("subscribers:write");
        Assert.Equal(HttpStatusCode.Forbidden, (await weak.GetAsync($"/api/v1/contacts/{id}/data")).StatusCode);
        using var key = await newsroom.WithKeyAsync("admin");
        Assert.Contains("kysyja@example.fi", await key.GetStringAsync($"/api/v1/contacts/{id}/data"));
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        using var file = await admin.SubmitAsync("/desk/data", new() { ["Email"] = "kysyja@example.fi" }, "/desk/data?handler=File");
        Assert.Contains("kysyja@example.fi", await file.Content.ReadAsStringAsync());
        using var nobody = await admin.SubmitAsync("/desk/data", new() { ["Email"] = "ei-kukaan@example.fi" }, "/desk/data?handler=Show");
        Assert.Contains("Osoitteesta ei tiedetä mitään", WebUtility.HtmlDecode(await nobody.Content.ReadAsStringAsync()));
        Assert.Equal(2, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.told")));
    }

    private Task<ContactImportReport> ImportAsync(string rows) => newsroom.DoAsync<ContactImport, ContactImportReport>(import =>
        import.RunAsync(Encoding.UTF8.GetBytes("organisation;email;name;consentAt;consentSource\n" + rows), null, Actor.System, null, CancellationToken.None));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : KnownTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : KnownTests(newsroom), IClassFixture<PostgresNewsroom>;
}
