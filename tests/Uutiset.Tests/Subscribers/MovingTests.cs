using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

/// <summary>A reader changes their own address.</summary>
public abstract partial class MovingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task The_seat_moves_when_the_new_address_says_so_and_the_old_links_open_nothing()
    {
        const string Old = "vanha@muuttava.example.fi", New = "uusi@siirtynyt.example.fi";
        var path = await visitor.ConfirmedAsync(Old);
        var first = await visitor.ConfirmationPathAsync(Old);
        Assert.Contains(path + "/osoite", await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync(path + "/osoite", ("email", Old.ToUpperInvariant()))).StatusCode);
        await visitor.PostAsync(path + "/osoite", ("email", "toinen@siirtynyt.example.fi"));
        var replaced = await LinkAsync("toinen@siirtynyt.example.fi");
        await visitor.PostAsync(path + "/osoite", ("email", New));
        Assert.DoesNotContain(Old, (await visitor.MailAsync(New))[^1], StringComparison.Ordinal);
        var link = await LinkAsync(New);
        Assert.Contains("Vaihda tähän osoitteeseen", await visitor.Http.GetStringAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.Http.GetAsync(replaced)).StatusCode);
        Assert.Contains(New, await visitor.Http.GetStringAsync(path + "/tiedot"), StringComparison.Ordinal);
        var before = await visitor.ContactAsync(Old);
        var waiting = await QueuedAsync(before);

        var page = "";
        for (var press = 0; press < 2; press++) page = await (await visitor.PressAsync(link)).Content.ReadAsStringAsync();
        Assert.Contains("Osoite on vaihdettu", page, StringComparison.Ordinal);
        var moved = await visitor.ContactAsync(New);
        Assert.Equal((before.PublicId, ContactState.Confirmed, newsroom.Get<AddressKeys>().Of(New)), (moved.PublicId, moved.State, moved.AddressKey));
        Assert.Contains(await visitor.PreferencesPathAsync(New), page, StringComparison.Ordinal);
        foreach (var dead in new[] { path + "/osoite", path + "/tiedot", path + "/poista" }) Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(dead)).StatusCode);
        // Nor does the link that once confirmed it, which shows the way to the settings
        Assert.Equal(HttpStatusCode.Gone, (await visitor.Http.GetAsync(first)).StatusCode);
        Assert.Equal(DeliveryState.Suppressed, await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.Id == waiting).Select(d => d.State).SingleAsync()));
        var note = (await visitor.MailAsync(Old))[^1];
        Assert.Contains("osoite on vaihdettu", WebUtility.HtmlDecode(note), StringComparison.Ordinal);
        foreach (var secret in new[] { "siirtynyt", await visitor.PreferencesPathAsync(New) }) Assert.DoesNotContain(secret, note, StringComparison.Ordinal);
        var lines = await visitor.LedgerAsync(New);
        Assert.Equal([(before.AddressKey, ConsentKind.Changed, "moved to another address"), (moved.AddressKey, ConsentKind.Confirmed, "moved from another address")], lines.TakeLast(2).Select(l => (l.AddressKey, l.Kind, l.Detail)));
        Assert.NotNull(lines[^1].TextHash);

        for (var i = 0; i < 300 && await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.ContactId == before.Id && d.SettledUtc == null)); i++) await Task.Delay(100);
        // Whoever erases themself at the new address leaves nothing at the old one either
        Assert.Contains("pyysi tiedotteita toiseen osoitteeseen", await visitor.Http.GetStringAsync(await visitor.PreferencesPathAsync(New) + "/tiedot"), StringComparison.Ordinal);
        await visitor.PostAsync(await visitor.PreferencesPathAsync(New) + "/poista");
        Assert.Empty(await Footprints.OfAsync(newsroom, "siirtynyt"));
        Assert.False(await newsroom.InDbAsync(db => db.ConsentEvents.AnyAsync(e => e.ContactId == before.PublicId && e.Words != null)));
        Assert.Null((await newsroom.DoAsync<ConsentVerifying, ChainVerdict>(v => v.VerifyAsync(null, CancellationToken.None))).Broken);
    }

    [Fact]
    public async Task An_address_that_sits_there_already_keeps_one_seat_with_the_owners_right()
    {
        var path = await visitor.ConfirmedAsync("omistaja@kaksoset.example.fi", "Kaksoset ry");
        var owner = await visitor.ContactAsync("omistaja@kaksoset.example.fi");
        await Readers.ContactAsync(newsroom, owner.Subscription!, "toimisto@kaksoset.example.fi", c => c.Seat = Seat.Member);
        var kept = await visitor.PreferencesPathAsync("toimisto@kaksoset.example.fi");
        await visitor.PostAsync(path + "/osoite", ("email", "toimisto@kaksoset.example.fi"));
        var link = await LinkAsync("toimisto@kaksoset.example.fi");
        for (var press = 0; press < 2; press++) Assert.Contains("Osoite on vaihdettu", await (await visitor.PressAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var seats = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Where(c => c.SubscriptionId == owner.SubscriptionId).OrderBy(c => c.Id).ToListAsync());
        Assert.Equal([(ContactState.Withdrawn, Seat.Owner), (ContactState.Confirmed, Seat.Owner)], seats.Select(s => (s.State, s.Seat)));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(kept)).StatusCode);
        Assert.DoesNotContain(kept, await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        // Nobody has said no: only the trace of the address is kept
        Assert.Equal([WithdrawalKind.Moved], await newsroom.InDbAsync(db => db.Withdrawals.Where(w => w.AddressKey == owner.AddressKey).Select(w => w.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Nobody_learns_from_the_answer_whether_an_address_is_known_refuses_or_was_asked_today()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("perunut@salaisuus.example.fi") + "/peru");
        await visitor.ConfirmedAsync("estetty@salaisuus.example.fi");
        var blocked = (await visitor.ContactAsync("estetty@salaisuus.example.fi")).AddressKey;
        await newsroom.InDbAsync(async db => { db.Suppressions.Add(new Suppression { AddressKey = blocked, Reason = "objected", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime, By = "test" }); await db.SaveChangesAsync(); });
        newsroom.Clock.Move(TimeSpan.FromDays(40));
        using var asker = new Visitor(newsroom);
        var path = await asker.ConfirmedAsync("kysyja@salaisuus.example.fi");
        var mails = await newsroom.InDbAsync(db => db.Deliveries.CountAsync());
        var (answers, told) = (new List<(HttpStatusCode, string)>(), new List<int>());
        foreach (var who in new[] { "perunut", "estetty", "tuntematon", "tuntematon" })
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            using var answer = await asker.PostAsync(path + "/osoite", ("email", who + "@salaisuus.example.fi"));
            Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds, 395, 8000);
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
            told.Add((await asker.Http.GetStringAsync(path + "/tiedot")).Split(who + "@salaisuus").Length);
        }
        Assert.Single(answers.Distinct());
        Assert.Single(told.Distinct());
        Assert.Equal(mails + 1, await newsroom.InDbAsync(db => db.Deliveries.CountAsync()));

        // Whoever ended it in between has ended it; and a request goes with the others that nobody confirmed
        var link = await LinkAsync("tuntematon@salaisuus.example.fi");
        using (var foreign = new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([]) })
        {
            foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(foreign)).StatusCode);
        }
        await visitor.PostAsync(path + "/peru");
        Assert.Equal(HttpStatusCode.Gone, (await visitor.PressAsync(link)).StatusCode);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("kysyja@salaisuus.example.fi")).State);
        newsroom.Clock.Move(TimeSpan.FromDays(8));
        await newsroom.DoAsync<Forgetting, int>(f => f.ForgetAsync(CancellationToken.None));
        Assert.DoesNotContain("address_change", await Footprints.OfAsync(newsroom, "salaisuus"));
    }

    private async Task<string> LinkAsync(string email) => Link().Match((await visitor.MailAsync(email))[^1]).Value;

    private Task<long> QueuedAsync(Contact contact) => newsroom.InDbAsync(async db =>
    {
        var at = newsroom.Clock.GetUtcNow().UtcDateTime;
        var delivery = db.Add(new Delivery { Content = new MailContent { CreatedUtc = at }, ContactId = contact.Id, Lane = Lane.Single, Address = contact.Email, AddressKey = contact.AddressKey, QueuedUtc = at, NextUtc = at.AddYears(1) }).Entity;
        await db.SaveChangesAsync();
        return delivery.Id;
    });

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("/tilaus/osoite/[a-z2-7]+")]
    private static partial Regex Link();

    public sealed class OnSqlite(SqliteNewsroom newsroom) : MovingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : MovingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
