using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>Who subscribes, as an editor looks for them.</summary>
public abstract class SubscriberListTests(Newsroom newsroom)
{
    private async Task<Contact> SeatAsync(string name, string email, Action<Subscription>? subscription = null, Action<Contact>? contact = null, string[]? regions = null, Action<Organisation>? organisation = null)
    {
        var made = await Readers.SubscriptionAsync(newsroom, name, regions: regions);
        await newsroom.InDbAsync(async db =>
        {
            var row = await db.Subscriptions.Include(s => s.Organisation).SingleAsync(s => s.Id == made.Id);
            subscription?.Invoke(row);
            organisation?.Invoke(row.Organisation!);
            await db.SaveChangesAsync();
        });
        return await Readers.ContactAsync(newsroom, made, email, contact);
    }

    private static async Task<List<string>> NamesAsync(HttpClient browser, string path) =>
        [.. (await browser.SeeAsync(path)).QuerySelectorAll("tbody th a").Select(a => a.TextContent)];

    private static async Task<List<string>> AddressesAsync(HttpClient browser, string path) =>
        [.. (await browser.SeeAsync(path)).QuerySelectorAll("tbody th").Select(a => a.TextContent.Split('@')[0])];

    [Fact]
    public async Task Organisations_are_narrowed_by_name_business_id_region_type_language_and_state()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, today) = (Offices.Mark(), newsroom.Clock.Today());
        await SeatAsync("Ääniraita " + mark, "a@" + mark + ".example.fi", contact: c => (c.Seat, c.Lang) = (Seat.Owner, "sv"), regions: ["14"], organisation: o => (o.Type, o.BusinessId) = ("patient", "1234567-1"));
        await SeatAsync("Tauko " + mark, "b@" + mark + ".example.fi", s => s.PausedUntil = today.AddDays(3));
        await SeatAsync("Lepo " + mark, "c@" + mark + ".example.fi", contact: c => c.PausedUntil = today.AddDays(3));
        await SeatAsync("Odottaa " + mark, "d@" + mark + ".example.fi", contact: c => c.State = ContactState.Requested);
        var stopped = await SeatAsync("Estetty " + mark, "e@" + mark + ".example.fi");
        await SeatAsync("Mennyt " + mark, "f@" + mark + ".example.fi", s => s.EndedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, c => c.State = ContactState.Withdrawn);
        await newsroom.InDbAsync(db =>
        {
            db.Suppressions.Add(new Suppression { AddressKey = stopped.AddressKey, Reason = "manual", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
            return db.SaveChangesAsync();
        });
        async Task<List<string>> FoundAsync(string query) => [.. (await NamesAsync(editor, $"/desk/subscribers?q={mark}{query}")).Select(n => n.Split(' ')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(6, (await FoundAsync("")).Count);
        foreach (var query in new[] { "&region=14", "&type=patient", "&lang=sv", "&state=active", "&state=Active&region=14&lang=sv&type=patient" }) Assert.Equal(["Ääniraita"], await FoundAsync(query));
        Assert.Equal(["Lepo", "Tauko"], await FoundAsync("&state=paused"));
        Assert.Equal(["Estetty", "Odottaa"], await FoundAsync("&state=unconfirmed"));
        Assert.Equal(["Mennyt"], await FoundAsync("&state=ended"));
        Assert.Equal(["Ääniraita " + mark], await NamesAsync(editor, "/desk/subscribers?q=ääniraita " + mark));
        Assert.Contains("Ääniraita " + mark, await NamesAsync(editor, "/desk/subscribers?q=12345671"));
        Assert.Empty(await FoundAsync("&region=21"));
        // What means nothing narrows nothing
        Assert.Equal(6, (await FoundAsync("&state=joskus&region=99&last=7")).Count);
        var page = await editor.SeeAsync($"/desk/subscribers?q={mark}&state=active");
        var cells = page.QuerySelectorAll("tbody td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Contains("1 / 1", cells);
        Assert.Contains($"a@{mark}.example.fi", cells);
        Assert.Contains("Pohjois-Karjala", cells);
        Assert.Contains("Näillä rajauksilla", (await editor.SeeAsync($"/desk/subscribers?q={mark}&region=21")).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_got_no_bulletin_for_some_months_is_found()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, now) = (Offices.Mark(), newsroom.Clock.GetUtcNow().UtcDateTime);
        var late = await SeatAsync("Kuukausi " + mark, "k@" + mark + ".example.fi");
        var old = await SeatAsync("Puolivuosi " + mark, "p@" + mark + ".example.fi");
        await SeatAsync("Hiljainen " + mark, "h@" + mark + ".example.fi");
        await ReceiveAsync(late, now.AddDays(-40));
        await ReceiveAsync(old, now.AddDays(-200));
        async Task<List<string>> SilentAsync(int months) => [.. (await NamesAsync(editor, $"/desk/subscribers?q={mark}&last={months}")).Select(n => n.Split(' ')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["Hiljainen", "Kuukausi", "Puolivuosi"], await SilentAsync(1));
        Assert.Equal(["Hiljainen", "Puolivuosi"], await SilentAsync(3));
        Assert.Equal(["Hiljainen"], await SilentAsync(12));
        Assert.Contains(Dates.Day(now.AddDays(-40), "fi"), (await editor.SeeAsync($"/desk/subscribers?q=kuukausi {mark}")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    internal static async Task ReceiveAsync(Newsroom newsroom, Contact contact, DateTime at, DeliveryState state = DeliveryState.Accepted, string? subject = null) => await newsroom.InDbAsync(async db =>
    {
        var publisher = await Readers.PublisherAsync(db);
        var (bulletin, content) = (new Uutiset.Bulletins.Bulletin { PublisherId = publisher.Id, CreatedUtc = at, SavedUtc = at }, new MailContent { CreatedUtc = at });
        db.AddRange(bulletin, content);
        await db.SaveChangesAsync();
        var dispatch = new Dispatch { BulletinId = bulletin.Id, State = DispatchState.Sent, SendAtUtc = at, StartedUtc = at };
        db.Add(dispatch);
        await db.SaveChangesAsync();
        db.Add(new Uutiset.Bulletins.Variant { BulletinId = bulletin.Id, DispatchId = dispatch.Id, ContentId = content.Id, Subject = subject ?? "Tiedote" });
        db.Add(new Delivery { DispatchId = dispatch.Id, ContentId = content.Id, ContactId = contact.Id, Lane = Lane.Bulk, Address = contact.Email, AddressKey = contact.AddressKey, State = state, QueuedUtc = at, NextUtc = at, SettledUtc = at });
        await db.SaveChangesAsync();
    });

    private Task ReceiveAsync(Contact contact, DateTime at) => ReceiveAsync(newsroom, contact, at);

    [Fact]
    public async Task Seats_are_narrowed_by_words_duty_region_language_and_state()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        await SeatAsync("Yhdistys " + mark, $"sihteeri@{mark}.example.fi", contact: c => (c.Duty, c.Lang) = ("Pääsihteeri", "sv"), regions: ["14"]);
        await SeatAsync("Toinen " + mark, $"odottaja@{mark}.example.fi", contact: c => c.State = ContactState.Requested);
        await SeatAsync("Kolmas " + mark, $"lahtenyt@{mark}.example.fi", contact: c => c.State = ContactState.Withdrawn);
        Task<List<string>> FoundAsync(string query) => AddressesAsync(editor, $"/desk/subscribers/contacts?{query}");
        Assert.Equal(3, (await FoundAsync("q=" + mark)).Count);
        foreach (var query in new[] { "q=SIHTEERI@" + mark, "q=yhdistys " + mark, $"q={mark}&duty=pääsihteeri", $"q={mark}&lang=sv", $"q={mark}&region=14", $"q={mark}&state=confirmed" }) Assert.Equal(["sihteeri"], await FoundAsync(query));
        Assert.Equal(["odottaja"], await FoundAsync($"q={mark}&state=requested"));
        Assert.Equal(["lahtenyt"], await FoundAsync($"q={mark}&state=withdrawn"));
        Assert.Empty(await FoundAsync($"q={mark}&state=bounced"));
    }

    [Fact]
    public async Task Seats_are_narrowed_by_their_organisations_type_and_by_the_last_bulletin_that_came_to_them()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, now) = (Offices.Mark(), newsroom.Clock.GetUtcNow().UtcDateTime);
        var late = await SeatAsync("Potilaat " + mark, $"potilas@{mark}.example.fi", organisation: o => o.Type = "patient");
        await SeatAsync("Yhdistys " + mark, $"jasen@{mark}.example.fi", organisation: o => o.Type = "association");
        var old = await SeatAsync("Vanha " + mark, $"vanha@{mark}.example.fi", organisation: o => o.Type = "association");
        await ReceiveAsync(late, now.AddDays(-40));
        await ReceiveAsync(old, now.AddDays(-200));
        async Task<List<string>> FoundAsync(string query) => [.. (await AddressesAsync(editor, $"/desk/subscribers/contacts?q={mark}&{query}")).Order(StringComparer.Ordinal)];
        Assert.Equal(["potilas"], await FoundAsync("type=patient"));
        Assert.Equal(["jasen", "vanha"], await FoundAsync("type=association"));
        Assert.Equal(["jasen", "potilas", "vanha"], await FoundAsync("last=1"));
        Assert.Equal(["jasen", "vanha"], await FoundAsync("last=3"));
        Assert.Equal(["jasen"], await FoundAsync("last=12&type=association"));
    }

    [Fact]
    public async Task Who_speaks_for_one_publisher_sees_its_subscribers_and_no_others()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var free = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var theirs = await SeatAsync("Ensimmäisen " + mark, $"eka@{mark}.example.fi", s => s.PublisherId = first.Id);
        var own = await SeatAsync("Toisen " + mark, $"toka@{mark}.example.fi", s => s.PublisherId = second.Id);
        // One organisation subscribes to both
        await newsroom.InDbAsync(async db =>
        {
            var shared = await db.Subscriptions.Where(s => s.Id == own.SubscriptionId).Select(s => s.OrganisationId).SingleAsync();
            db.Add(new Subscription { PublisherId = first.Id, OrganisationId = shared, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, Contacts = { new Contact { Email = $"salainen@{mark}.example.fi", AddressKey = mark, State = ContactState.Confirmed } } });
            await db.SaveChangesAsync();
        });
        Assert.Equal(["Toisen " + mark], await NamesAsync(bound, "/desk/subscribers?q=" + mark));
        Assert.Equal(2, (await NamesAsync(free, "/desk/subscribers?q=" + mark)).Count);
        Assert.Equal(["Toisen " + mark], await NamesAsync(free, $"/desk/subscribers?q={mark}&publisher={second.PublicId}"));
        Assert.Equal(["toka"], await AddressesAsync(bound, "/desk/subscribers/contacts?q=" + mark));
        async Task<Guid> IdAsync(Contact seat) => await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == seat.SubscriptionId).Select(s => s.Organisation!.PublicId).SingleAsync());
        var page = await bound.GetStringAsync($"/desk/subscribers/{await IdAsync(own)}");
        Assert.Contains($"toka@{mark}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"salainen@{mark}", page, StringComparison.Ordinal);
        Assert.Contains($"salainen@{mark}", await free.GetStringAsync($"/desk/subscribers/{await IdAsync(own)}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await bound.GetAsync($"/desk/subscribers/{await IdAsync(theirs)}")).StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom n) : SubscriberListTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : SubscriberListTests(n), IClassFixture<PostgresNewsroom>;
}
