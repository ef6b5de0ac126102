using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Exchange.Contacts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Exchange;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

public abstract class ErasingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task After_an_erasure_the_person_stands_nowhere_and_nothing_brings_them_back()
    {
        const string Email = "kaisa@unohtumaton.example.fi", Word = "unohtumaton";
        const string List = "Unohtumaton ry;Kaisa@Unohtumaton.example.fi;Kaisa Unohtumaton;2024-01-02;Kaisa Unohtumaton soitti\n";
        await ImportAsync(List);
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Name == "Kaisa Unohtumaton").ExecuteUpdateAsync(c => c.SetProperty(x => x.Email, Email)));
        await newsroom.CopyAsync(Email);
        using (var api = await newsroom.WithKeyAsync("subscribers:write"))
        {
            api.DefaultRequestHeaders.Add("Idempotency-Key", "kaisa-1");
            Assert.Equal(HttpStatusCode.Created, (await api.PostAsJsonAsync("/api/v1/contacts", new { email = Email, name = "Kaisa Unohtumaton" })).StatusCode);
        }
        var delivery = await MailedAsync(Email, "550 5.1.1 <kaisa@unohtumaton.example.fi>: not here");
        await SettledAsync(Email);
        var path = await visitor.PreferencesPathAsync(Email);
        var before = await Footprints.OfAsync(newsroom, Word);
        Assert.All(["attempt", "consent_detail", "contact", "delivery", "file mail-drop", "idempotent_answer", "organisation"], place => Assert.Contains(place, before));

        // Looking erases nothing
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            Assert.Equal(HttpStatusCode.OK, (await visitor.Http.SendAsync(new HttpRequestMessage(method, path + "/poista"))).StatusCode);
        Assert.True(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == Email)));

        Assert.Contains("Tietosi on poistettu", await (await visitor.PostAsync(path + "/poista")).Content.ReadAsStringAsync());
        // All that is left is the copy that the operator has
        Assert.Equal(["old_contact", "old_organisation"], await Footprints.OfAsync(newsroom, Word));
        // The bulletin's row and its count stay
        var row = await newsroom.InDbAsync(db => db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == delivery));
        Assert.Equal(("", "{}", null, DeliveryState.Rejected), (row.Address, row.Slots, row.Reply, row.State));
        Assert.Equal("5.1.1", await newsroom.InDbAsync(db => db.Attempts.Where(a => a.DeliveryId == delivery).Select(a => a.Code).SingleAsync()));
        Assert.Equal("erased", await ReasonAsync(Email));

        // The same list again, and the older copy of the tables
        Assert.StartsWith("The address is suppressed", Assert.Single((await ImportAsync(List)).Refused).Why);
        Assert.Equal(["old_contact", "old_organisation"], await Footprints.OfAsync(newsroom, Word));
        await newsroom.PutBackAsync();
        Assert.Contains("contact", await Footprints.OfAsync(newsroom, Word));
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Empty(await Footprints.OfAsync(newsroom, Word));
        Assert.Equal("erased", await ReasonAsync(Email));
        var last = await newsroom.InDbAsync(db => db.ConsentEvents.AsNoTracking().Include(e => e.Words).OrderByDescending(e => e.Id).FirstAsync(e => e.AddressKey == newsroom.Get<AddressKeys>().Of(Email)));
        Assert.Equal((ConsentKind.Erased, "start"), (last.Kind, last.Method));
        Assert.Contains("older copy", last.Detail);
    }

    [Fact]
    public async Task An_erasure_wins_over_a_list_that_is_being_taken_at_that_moment()
    {
        const string Email = "kilpa@ajo.example.fi";
        await visitor.ConfirmedAsync(Email);
        var key = newsroom.Get<AddressKeys>().Of(Email);
        // The batch has looked whether anything stands in the way, and reads the end of the chain to write
        var erasing = newsroom.Meanwhile.Before("from consent_link as", () => newsroom.DoAsync<Erasing, Erasure?>(e => e.EraseAsync(key, Uutiset.Subscribers.Door.Of("cli", Actor.System), null, CancellationToken.None)));
        await ImportAsync($"Kilpa ry;{Email};;2024-01-02;Kokous\n");
        await erasing;
        Assert.Equal("erased", await ReasonAsync(Email));
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.AddressKey == key)));
        Assert.Equal(1, (await ImportAsync($"Kilpa ry;{Email};;2024-01-02;Kokous\n")).RefusedCount);
    }

    [Fact]
    public async Task An_erased_readers_link_is_as_wrong_as_any_other_and_nobody_else_is_touched()
    {
        var path = await visitor.ConfirmedAsync("eka@naapuri.example.fi", "Naapurit ry");
        await ImportAsync("Naapurit ry;toka@naapuri.example.fi;;2024-01-02;Lomake\n");
        await visitor.PostAsync(path + "/poista");
        foreach (var page in new[] { "", "/peru", "/tiedot", "/tiedot.json", "/poista" })
        {
            using var answer = await visitor.Http.GetAsync(path + page);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("Linkki ei toimi", await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(path + "/poista")).StatusCode);
        var neighbour = await visitor.ContactAsync("toka@naapuri.example.fi");
        Assert.Equal((ContactState.Confirmed, "Naapurit ry"), (neighbour.State, neighbour.Subscription!.Organisation!.Name));
        Assert.Contains("Lomake", Assert.Single(await visitor.LedgerAsync("toka@naapuri.example.fi")).Detail);
    }

    [Fact]
    public async Task Another_site_erases_nobody()
    {
        var path = await visitor.ConfirmedAsync("suojattu@example.fi");
        using var request = new HttpRequestMessage(HttpMethod.Post, path + "/poista") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(request)).StatusCode);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("suojattu@example.fi")).State);
    }

    [Fact]
    public async Task What_is_still_queued_for_the_erased_is_not_sent()
    {
        var path = await visitor.ConfirmedAsync("jonossa@unohda.example.fi");
        var contact = await visitor.ContactAsync("jonossa@unohda.example.fi");
        var delivery = await MailedAsync(contact.Email, null, DeliveryState.Pending);
        await visitor.PostAsync(path + "/poista");
        Assert.Equal((DeliveryState.Suppressed, ""), await newsroom.InDbAsync(async db =>
        {
            var row = await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == delivery);
            return (row.State, row.Address);
        }));
    }

    [Fact]
    public async Task Who_was_erased_may_subscribe_anew_by_themselves()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("katuja@example.fi") + "/poista");
        newsroom.Clock.Move(TimeSpan.FromDays(1));
        await visitor.SubscribeAsync("katuja@example.fi");
        await visitor.PressAsync(await visitor.ConfirmationPathAsync("katuja@example.fi"));
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("katuja@example.fi")).State);
        Assert.Null(await ReasonAsync("katuja@example.fi"));
    }

    [Fact]
    public async Task An_administrator_erases_in_the_desk_and_by_the_API_and_an_editor_does_not()
    {
        await visitor.ConfirmedAsync("tiski@example.fi");
        await visitor.ConfirmedAsync("rajapinta@example.fi");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/desk/data")).StatusCode);
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        using (var shown = await admin.SubmitAsync("/desk/data", new() { ["Email"] = "Tiski@example.fi" }, "/desk/data?handler=Show"))
            Assert.Contains("tiski@example.fi", await shown.Content.ReadAsStringAsync());
        using (var erased = await admin.SubmitAsync("/desk/data", new() { ["Email"] = "Tiski@example.fi" }, "/desk/data?handler=Erase"))
            Assert.Equal(HttpStatusCode.Redirect, erased.StatusCode);
        Assert.Equal("erased", await ReasonAsync("tiski@example.fi"));

        var id = (await visitor.ContactAsync("rajapinta@example.fi")).PublicId;
        using var weak = await newsroom.WithKeyAsync("subscribers:write");
        Assert.Equal(HttpStatusCode.Forbidden, (await weak.DeleteAsync($"/api/v1/contacts/{id}/data")).StatusCode);
        using var strong = await newsroom.WithKeyAsync("admin");
        Assert.Equal(HttpStatusCode.NoContent, (await strong.DeleteAsync($"/api/v1/contacts/{id}/data")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await strong.DeleteAsync($"/api/v1/contacts/{id}/data")).StatusCode);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.erased")));
    }

    private Task<long> MailedAsync(string email, string? reply, DeliveryState state = DeliveryState.Rejected) => newsroom.InDbAsync(async db =>
    {
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        var contact = await db.Contacts.OrderBy(c => c.Id).FirstAsync(c => c.Email == email);
        var dispatch = db.Add(new Dispatch { BulletinId = Random.Shared.NextInt64(), State = DispatchState.Paused, Frozen = 1, SendAtUtc = now, By = "test" }).Entity;
        var content = db.Add(new MailContent { CreatedUtc = now }).Entity;
        await db.SaveChangesAsync();
        var delivery = db.Add(new Delivery
        {
            DispatchId = dispatch.Id, ContentId = content.Id, ContactId = contact.Id, Lane = Lane.Bulk, Address = contact.Email, AddressKey = contact.AddressKey, State = state, Reply = reply,
            Slots = JsonSerializer.Serialize(new { to = contact.Email }), QueuedUtc = now, NextUtc = now, SettledUtc = state == DeliveryState.Rejected ? now : null,
        }).Entity;
        await db.SaveChangesAsync();
        if (reply is not null) db.Add(new Attempt { DeliveryId = delivery.Id, AtUtc = now, Outcome = state, Code = "5.1.1", Reply = reply });
        await db.SaveChangesAsync();
        return delivery.Id;
    });

    private async Task SettledAsync(string email)
    {
        for (var i = 0; i < 300; i++)
        {
            if (!await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.Address == email && d.DispatchId == null && d.SettledUtc == null))) return;
            await Task.Delay(100);
        }
        Assert.Fail("the mail was not sent");
    }

    private Task<string?> ReasonAsync(string email) => newsroom.InDbAsync(db => db.Suppressions.Where(s => s.AddressKey == newsroom.Get<AddressKeys>().Of(email)).Select(s => s.Reason).FirstOrDefaultAsync());

    private Task<ContactImportReport> ImportAsync(string rows) => newsroom.DoAsync<ContactImport, ContactImportReport>(import =>
        import.RunAsync(Encoding.UTF8.GetBytes("organisation;email;name;consentAt;consentSource\n" + rows), null, Actor.System, null, CancellationToken.None));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ErasingTests(newsroom), IClassFixture<SqliteNewsroom>
    {
        private readonly SqliteNewsroom newsroom = newsroom;

        [Fact]
        public async Task Not_even_the_bytes_of_the_database_file_remember_the_erased()
        {
            const string Word = "tavutkin";
            using var visitor = new Visitor(newsroom);
            var path = await visitor.ConfirmedAsync($"{Word}@unohda.example.fi");
            await SettledAsync($"{Word}@unohda.example.fi");
            for (var i = 0; i < 40; i++) await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email.StartsWith(Word)).ExecuteUpdateAsync(u => u.SetProperty(c => c.Name, $"{Word} {i} {new string('x', i * 50)}")));
            await CheckpointAsync();
            Assert.Contains(Word, await BytesAsync(), StringComparison.OrdinalIgnoreCase);
            await visitor.PostAsync(path + "/poista");
            await CheckpointAsync();
            Assert.DoesNotContain(Word, await BytesAsync(), StringComparison.OrdinalIgnoreCase);
        }

        private async Task CheckpointAsync()
        {
            for (var i = 0; i < 100; i++)
            {
                // Busy while somebody reads: then the next time
                if (await newsroom.InDbAsync(TruncateAsync) == 0) return;
                await Task.Delay(100);
            }
            Assert.Fail("the log was never free");
        }

        private static async Task<long> TruncateAsync(NewsDb db)
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            return (long)(await command.ExecuteScalarAsync())!;
        }

        private async Task<string> BytesAsync()
        {
            var all = new StringBuilder();
            foreach (var file in Directory.EnumerateFiles(newsroom.Folder, "uutiset.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                all.Append(await reader.ReadToEndAsync());
            }
            return all.ToString();
        }
    }

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ErasingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
