using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers.Seats;

public abstract partial class StillWantedTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_silent_reader_is_asked_once_reminded_once_and_stays_by_one_button()
    {
        const string Silent = "vastaaja@hiljaa.example.fi", Heard = "muuttaja@hiljaa.example.fi";
        await visitor.ConfirmedAsync(Silent);
        var settings = await visitor.ConfirmedAsync(Heard);
        newsroom.Clock.Move(TimeSpan.FromDays(700));
        await visitor.PostAsync(settings, [.. await visitor.FormAsync(settings), ("regions", "14")]);
        await LookAsync();
        Assert.Single(await visitor.MailAsync(Silent));
        newsroom.Clock.Move(TimeSpan.FromDays(40));
        // A stranger who types the address on the form says nothing for its reader
        await visitor.SubscribeAsync(Silent, "Jokin muu ry");
        var before = (await visitor.MailAsync(Silent)).Count;
        for (var look = 0; look < 2; look++) await LookAsync();
        Assert.Equal(before + 1, (await visitor.MailAsync(Silent)).Count);
        Assert.Single(await visitor.MailAsync(Heard));
        newsroom.Clock.Move(TimeSpan.FromDays(15));
        for (var look = 0; look < 2; look++) await LookAsync();
        Assert.Equal(before + 2, (await visitor.MailAsync(Silent)).Count);

        var path = Link().Match((await visitor.MailAsync(Silent))[^1]).Value;
        Assert.Contains("Haluan yhä tiedotteet", await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.NotNull((await visitor.ContactAsync(Silent)).StayAskedUtc);
        for (var press = 0; press < 2; press++) Assert.Contains("Kiitos vastauksesta", await (await visitor.PostAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        newsroom.Clock.Move(TimeSpan.FromDays(30));
        await LookAsync();
        Assert.Equal((ContactState.Confirmed, null), ((await visitor.ContactAsync(Silent)).State, (await visitor.ContactAsync(Silent)).StayAskedUtc));
        Assert.Equal(["whether to go on", "whether to go on; reminder", "asked again: stays"], (await visitor.LedgerAsync(Silent)).TakeLast(3).Select(e => e.Detail));
        var id = (await visitor.ContactAsync(Silent)).PublicId;
        var story = await newsroom.DoAsync<ConsentStory, Story?>(s => s.OfContactAsync(id, "sv", CancellationToken.None));
        var told = story!.Lines.SelectMany(l => l.Facts.Select(f => f.Value).Prepend(l.What)).ToList();
        Assert.All(["frågat prenumeranten", "tidsfrist", "om utskicken fortfarande önskas; påminnelse", "svarade på frågan: vill fortfarande ha utskicken"], word => Assert.Contains(word, told));
    }

    [Fact]
    public async Task Who_never_answers_is_let_go_and_the_others_are_asked_who_goes_on()
    {
        const string Owner = "omistaja@mykka.example.fi";
        await visitor.ConfirmedAsync(Owner, "Mykkä ry");
        var contact = await visitor.ContactAsync(Owner);
        newsroom.Clock.Move(TimeSpan.FromDays(740));
        await Readers.ContactAsync(newsroom, contact.Subscription!, "jasen@mykka.example.fi", c => c.Seat = Seat.Member);
        await LookAsync();
        newsroom.Clock.Move(TimeSpan.FromDays(31));
        // The site stood still: the reminder gets its own time first
        await LookAsync();
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync(Owner)).State);
        newsroom.Clock.Move(TimeSpan.FromDays(17));
        var waiting = await newsroom.InDbAsync(async db =>
        {
            var at = newsroom.Clock.GetUtcNow().UtcDateTime;
            var delivery = db.Add(new Delivery { Content = new MailContent { CreatedUtc = at }, ContactId = contact.Id, Lane = Lane.Single, Address = Owner, AddressKey = contact.AddressKey, QueuedUtc = at, NextUtc = at.AddYears(1) }).Entity;
            await db.SaveChangesAsync();
            return delivery.Id;
        });
        await LookAsync();
        var left = await visitor.ContactAsync(Owner);
        Assert.Equal((ContactState.Withdrawn, null), (left.State, left.StayAskedUtc));
        var last = (await visitor.LedgerAsync(Owner))[^1];
        Assert.Equal((ConsentKind.Withdrawn, "time", "asked again: no answer"), (last.Kind, last.Method, last.Detail));
        Assert.Equal(DeliveryState.Suppressed, await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.Id == waiting).Select(d => d.State).SingleAsync()));
        Assert.Contains("Kuka jatkaa", WebUtility.HtmlDecode((await visitor.MailAsync("jasen@mykka.example.fi"))[^1]), StringComparison.Ordinal);
        Assert.Contains("peruttu", await visitor.Http.GetStringAsync(await visitor.PreferencesPathAsync(Owner) + "/jatko"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_yearly_check_of_an_organisation_answers_for_all_who_sit_there_and_who_is_away_is_not_asked()
    {
        var path = await visitor.ConfirmedAsync("omistaja@tarkka.example.fi", "Tarkka ry");
        var subscription = (await visitor.ContactAsync("omistaja@tarkka.example.fi")).Subscription!;
        await Readers.ContactAsync(newsroom, subscription, "jasen@tarkka.example.fi", c => c.Seat = Seat.Member);
        await visitor.ConfirmedAsync("poissa@tarkka.example.fi");
        newsroom.Clock.Move(TimeSpan.FromDays(740));
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "poissa@tarkka.example.fi").ExecuteUpdateAsync(u => u.SetProperty(c => c.PausedUntil, newsroom.Clock.Today().AddDays(20))));
        await LookAsync();
        Assert.Single(await visitor.MailAsync("jasen@tarkka.example.fi"));
        Assert.Single(await visitor.MailAsync("poissa@tarkka.example.fi"));
        await visitor.PostAsync(path + "/tarkistus");
        for (var days = 0; days < 60; days += 20)
        {
            newsroom.Clock.Move(TimeSpan.FromDays(20));
            await LookAsync();
        }
        Assert.Equal((ContactState.Confirmed, null), ((await visitor.ContactAsync("jasen@tarkka.example.fi")).State, (await visitor.ContactAsync("jasen@tarkka.example.fi")).StayAskedUtc));
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("omistaja@tarkka.example.fi")).State);
        Assert.NotEqual(1, (await visitor.MailAsync("poissa@tarkka.example.fi")).Count);
    }

    private Task<int> LookAsync() => newsroom.DoAsync<StillWanted, int>(s => s.LookAsync(CancellationToken.None));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("/tilaus/[a-z2-7]+/jatko")]
    private static partial Regex Link();

    public sealed class OnSqlite(SqliteNewsroom newsroom) : StillWantedTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : StillWantedTests(newsroom), IClassFixture<PostgresNewsroom>;
}
