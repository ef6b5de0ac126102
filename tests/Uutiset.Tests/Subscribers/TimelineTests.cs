using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Subscribers;

/// <summary>One organisation as a subscriber: how it stands, and all that has happened, whoever sat in its seats.</summary>
public abstract class TimelineTests(Newsroom newsroom)
{
    private DateTime Now => newsroom.Clock.GetUtcNow().UtcDateTime;

    private async Task<(Guid Id, Subscription Subscription, Contact Owner)> OrganisationAsync(string name)
    {
        var subscription = await Readers.SubscriptionAsync(newsroom, name, regions: ["14"], terms: ["digipalvelut"]);
        var owner = await Readers.ContactAsync(newsroom, subscription, $"omistaja@{Offices.Mark()}.example.fi", c => (c.Seat, c.Duty) = (Seat.Owner, "Toiminnanjohtaja"));
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription.Id).ExecuteUpdateAsync(u => u.SetProperty(s => s.CreatedUtc, Now.AddDays(-200))));
        return (await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription.Id).Select(s => s.Organisation!.PublicId).SingleAsync()), subscription, owner);
    }

    private Task<int> LedgerAsync(Contact contact, ConsentKind kind, DateTime at, string actor = Door.Self) => newsroom.InDbAsync(db =>
    {
        db.Add(new ConsentEvent { ContactId = contact.PublicId, AddressKey = contact.AddressKey, Kind = kind, AtUtc = at, Method = "web", Actor = actor });
        return db.SaveChangesAsync();
    });

    [Fact]
    public async Task The_history_tells_everything_newest_first_by_month_and_outlives_who_left()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (id, subscription, owner) = await OrganisationAsync("Historia " + Offices.Mark());
        var (other, _, stranger) = await OrganisationAsync("Muu " + Offices.Mark());
        await LedgerAsync(stranger, ConsentKind.Bounced, Now);
        var left = await Readers.ContactAsync(newsroom, subscription, $"lahtenyt@{Offices.Mark()}.example.fi", c => c.State = ContactState.Withdrawn);
        await LedgerAsync(left, ConsentKind.Requested, Now.AddDays(-199));
        await LedgerAsync(left, ConsentKind.Confirmed, Now.AddDays(-198));
        await LedgerAsync(left, ConsentKind.Changed, Now.AddDays(-150), "Elina Editori");
        await SubscriberListTests.ReceiveAsync(newsroom, left, Now.AddDays(-100), subject: "Talven uutiset");
        await SubscriberListTests.ReceiveAsync(newsroom, left, Now.AddDays(-90), DeliveryState.Rejected, "Kevään uutiset");
        await LedgerAsync(left, ConsentKind.Withdrawn, Now.AddDays(-60), $"owner:{owner.PublicId}");
        await newsroom.InDbAsync(async db =>
        {
            var organisation = await db.Subscriptions.Where(s => s.Id == subscription.Id).Select(s => s.OrganisationId!.Value).SingleAsync();
            db.Add(new HandOver { SubscriptionId = subscription.Id, ContactId = left.Id, Reason = HandOverReason.Left, AskedUtc = Now.AddDays(-59), ClosedUtc = Now.AddDays(-50), TakenById = owner.Id });
            db.Add(new HandOver { SubscriptionId = subscription.Id, ContactId = owner.Id, Reason = HandOverReason.Away, AskedUtc = Now.AddDays(-2) });
            var waiting = new Subscription { PublisherId = subscription.PublisherId, CreatedUtc = Now, Contacts = { new Contact { Email = "pyrkija@example.fi", AddressKey = Offices.Mark(), State = ContactState.Requested } } };
            db.Add(waiting);
            await db.SaveChangesAsync();
            db.Add(new JoinRequest { ContactId = waiting.Contacts[0].Id, OrganisationId = organisation, CreatedUtc = Now.AddDays(-1), AskedUtc = Now.AddDays(-1) });
            await db.SaveChangesAsync();
        });
        var page = await editor.SeeAsync($"/desk/subscribers/{id}");
        var lines = page.QuerySelectorAll("section .rows > li").Select(l => string.Join(' ', l.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        string[] told =
        [
            "Pyysi pääsyä mukaan: pyrkija@", "Kysyttiin, kuka jatkaa. Omistaja on pitkään poissa", "Jatkaja löytyi: omistaja@", "Kysyttiin, kuka jatkaa. Omistaja on lopettanut", "Lopetti: lahtenyt@", "Kevään uutiset",
            "Talven uutiset Meni perille yhteen osoitteeseen.", "Tilausta muutettiin: lahtenyt@", "Vahvisti osoitteensa: lahtenyt@", "Vahvistus pyydettiin: lahtenyt@", "Järjestö tilasi.",
        ];
        Assert.Equal(told.Length, lines.Count);
        foreach (var (line, expected) in lines.Zip(told)) Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains("Perillä: 0. Palautunut tai torjuttu: 1.", lines[5], StringComparison.Ordinal);
        Assert.Contains("teki Elina Editori", lines[7], StringComparison.Ordinal);
        Assert.Contains("teki omistaja@", lines[4], StringComparison.Ordinal);
        var months = page.QuerySelectorAll("section h3").Select(h => h.TextContent).ToList();
        Assert.Equal(months.Distinct(), months);
        Assert.True(months.Count >= 5);
        var text = page.Body!.TextContent;
        foreach (var standing in new[] { "Toiminnanjohtaja", "pyrkija@example.fi", "Järjestöllä ei ole jatkajaa", "igipalvelut", "Pohjois-Karjala" }) Assert.Contains(standing, text, StringComparison.Ordinal);
        Assert.DoesNotContain(stranger.Email, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Posti palautui", text, StringComparison.Ordinal);
        Assert.Contains("Posti palautui", (await editor.SeeAsync($"/desk/subscribers/{other}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_history_has_pages_and_costs_the_same_number_of_commands()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (shortly, _, one) = await OrganisationAsync("Lyhyt " + Offices.Mark());
        var (id, subscription, owner) = await OrganisationAsync("Pitkä " + Offices.Mark());
        await LedgerAsync(one, ConsentKind.Changed, Now);
        await SubscriberListTests.ReceiveAsync(newsroom, one, Now);
        for (var i = 0; i < 4; i++) await SubscriberListTests.ReceiveAsync(newsroom, await Readers.ContactAsync(newsroom, subscription, $"jasen{i}@{Offices.Mark()}.example.fi"), Now.AddDays(-i));
        await newsroom.InDbAsync(db =>
        {
            for (var i = 0; i < 120; i++) db.Add(new ConsentEvent { ContactId = owner.PublicId, AddressKey = owner.AddressKey, Kind = ConsentKind.Changed, AtUtc = Now.AddDays(-i), Method = "web", Actor = Door.Self });
            return db.SaveChangesAsync();
        });
        var seen = 0;
        foreach (var number in new[] { 1, 2, 3 }) seen += (await editor.SeeAsync($"/desk/subscribers/{id}?page={number}")).QuerySelectorAll("section .rows > li").Length;
        Assert.Equal(120 + 4 + 1, seen);
        using var beyond = await editor.GetAsync($"/desk/subscribers/{id}?page=9");
        Assert.Equal($"/desk/subscribers/{id}?page=3#history", beyond.Headers.Location?.OriginalString);
        Assert.Equal(await CommandCounter.CountAsync(editor, $"/desk/subscribers/{shortly}"), await CommandCounter.CountAsync(editor, $"/desk/subscribers/{id}"));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : TimelineTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : TimelineTests(n), IClassFixture<PostgresNewsroom>;
}
