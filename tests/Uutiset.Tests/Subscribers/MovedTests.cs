using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.Exchange;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>What stays of an address that its reader has left for another one.</summary>
public abstract class MovedTests(Newsroom newsroom) : IDisposable
{
    private const string Header = "organisation;email;consentAt;consentSource\n";
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task No_list_and_no_invitation_begins_mail_to_an_address_that_was_left_and_its_own_reader_does()
    {
        const string Old = "vanha@jaljet.example.fi", New = "uusi@jaljella.example.fi";
        await visitor.MoveAsync(await visitor.ConfirmedAsync(Old), New);
        const string List = Header + $";{Old};2024-01-02;Lomake\nJäljet ry;VANHA@jaljet.example.fi;2025-01-02;Lomake\n;{Old};;\n";
        foreach (var erased in new[] { false, true })
        {
            if (erased) await visitor.PostAsync(await visitor.PreferencesPathAsync(New) + "/poista");
            foreach (var dry in new[] { true, false })
                foreach (var (lang, why, what) in new[] { ("fi", "siirtänyt", "Poista vanha osoite"), ("sv", "flyttat", "Ta bort"), ("en", "moved", "Remove the old") })
                {
                    var report = (await newsroom.ListAsync(List, dry: dry, lang: lang)).Report!;
                    Assert.Equal((0, 0, 3), (report.Confirmed, report.Asked, report.RefusedCount));
                    Assert.All(report.Refused, r => Assert.Contains(why, r.Why, StringComparison.Ordinal));
                    Assert.All(report.Refused, r => Assert.StartsWith(what, r.Do, StringComparison.Ordinal));
                }
            Assert.Equal(InvitationResult.Moved, await InviteAsync(Old));
        }
        Assert.Empty(await newsroom.InDbAsync(db => db.Contacts.Where(c => c.AddressKey == newsroom.Get<AddressKeys>().Of(Old)).ToListAsync()));
        Assert.DoesNotContain("withdrawal", await Footprints.OfAsync(newsroom, "jaljet.example.fi"));

        // Whoever has the mailbox now begins it themselves
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        await visitor.ConfirmedAsync(Old);
        Assert.False(await newsroom.InDbAsync(db => db.Withdrawals.AnyAsync(w => w.AddressKey == newsroom.Get<AddressKeys>().Of(Old))));
        Assert.Equal(1, (await newsroom.ListAsync(Header + $"Jäljet ry;{Old};2025-01-02;Lomake\n")).Report!.Confirmed);
    }

    [Fact]
    public async Task An_older_copy_of_the_contacts_brings_no_mail_to_the_address_that_was_left()
    {
        const string Old = "vanha@kopio.example.fi", New = "uusi@kopioitu.example.fi";
        var path = await visitor.ConfirmedAsync(Old);
        await newsroom.CopyAsync(Old);
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await visitor.MoveAsync(path, New);
        await newsroom.PutBackAsync();
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync(Old)).State);
        Assert.Equal(ExclusionReason.Withdrawn, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))[Old]);
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync(Old)).State);
        Assert.EndsWith("the move to another address stands", (await visitor.LedgerAsync(Old))[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_the_reader_gets_of_the_publisher_moves_in_one_go_and_becomes_one_with_what_is_there()
    {
        const string Old = "kaikki@muutto.example.fi", New = "kaikki@perilla.example.fi";
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Muuttokirje", Scheme = TermScheme.Series });
        var (mine, theirs, followed) = (await newsroom.SitAsync(Old), await newsroom.SitAsync(Old, "Muuttavat ry", seat: Seat.Member), await newsroom.SitAsync(Old, series: series.Id));
        var second = await newsroom.PublisherAsync("Toinen toimitus");
        var elsewhere = await newsroom.SitAsync(Old, publisher: second.Id);
        // The new address follows the series by itself already, and sits in the organisation
        var (there, seat) = (await newsroom.SitAsync(New, series: series.Id), await Readers.ContactAsync(newsroom, theirs.Subscription ?? await SubscriptionAsync(theirs), New, c => c.Seat = Seat.Member));
        var link = await visitor.MoveAsync(newsroom.PathOf(mine), New);
        Assert.Contains("Osoite on vaihdettu", await (await visitor.PressAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var seats = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Include(c => c.Subscription).Where(c => c.Email == Old || c.Email == New).ToDictionaryAsync(c => c.Id));
        Assert.Equal((New, ContactState.Confirmed), (seats[mine.Id].Email, seats[mine.Id].State));
        Assert.Equal([(ContactState.Withdrawn, (long?)there.Id), (ContactState.Withdrawn, seat.Id)], new[] { followed, theirs }.Select(c => (seats[c.Id].State, seats[c.Id].MovedToId)));
        Assert.NotNull(seats[followed.Id].Subscription!.EndedUtc);
        Assert.Null(seats[theirs.Id].Subscription!.EndedUtc);
        // Another publisher's consent is another's, and the mail and the page speak of this one
        Assert.Equal((Old, ContactState.Confirmed), (seats[elsewhere.Id].Email, seats[elsewhere.Id].State));
        var note = WebUtility.HtmlDecode(Assert.Single(await visitor.MailAsync(Old)));
        Assert.DoesNotContain("Toinen toimitus", note, StringComparison.Ordinal);
        foreach (var moved in new[] { mine, theirs, followed })
            Assert.Contains("moved to another address", await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.ContactId == moved.PublicId).Select(e => e.Words!.Text).ToListAsync()));
        Assert.Equal(3, await newsroom.InDbAsync(db => db.ConsentEvents.CountAsync(e => e.AddressKey == there.AddressKey && e.Kind == ConsentKind.Confirmed && e.TextHash != null)));
        Assert.Empty(await newsroom.InDbAsync(db => db.RefusedSeats().Where(c => c.Email == Old || c.Email == New).ToListAsync()));

        // And back again: the seat that was left is taken anew
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        await visitor.MoveAsync(newsroom.PathOf(seats[mine.Id]), Old);
        var live = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Where(c => (c.Email == Old || c.Email == New) && c.State == ContactState.Confirmed).OrderBy(c => c.Id).Select(c => new { c.Id, c.Email }).ToListAsync());
        Assert.All(live, c => Assert.Equal(Old, c.Email));
        Assert.Equal([mine.Id, theirs.Id, elsewhere.Id, there.Id], live.Select(c => c.Id));
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Equal(4, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == Old && c.State == ContactState.Confirmed)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_to_the_address_that_was_left_says_so_and_can_still_end_the_subscription(bool joined)
    {
        var (old, to) = ($"vanha{joined}@linkki.example.fi", $"uusi{joined}@salassa.example.fi");
        var seat = await newsroom.SitAsync(old, $"Linkki {joined} ry");
        if (joined) await Readers.ContactAsync(newsroom, await SubscriptionAsync(seat), to);
        var path = newsroom.PathOf(seat);
        await visitor.MoveAsync(path, to);
        foreach (var (address, said) in new[] { (path, "Tilauksen osoite on vaihdettu"), (path + "/peru", "uuteenkaan osoitteeseen"), ("/sv" + path, "adress har bytts"), ("/en" + path + "/peru", "Unsubscribe") })
        {
            using var answer = await visitor.Http.GetAsync(address);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.DoesNotContain("salassa", page, StringComparison.Ordinal);
            Assert.DoesNotContain(await visitor.PreferencesPathAsync(to), page, StringComparison.Ordinal);
        }
        Assert.NotEqual(HttpStatusCode.SeeOther, (await visitor.PostAsync(path, ("regions", "14"))).StatusCode);
        Assert.True(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == to && c.State == ContactState.Confirmed)));

        for (var time = 0; time < 2; time++) Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(path + "/peru", ("List-Unsubscribe", "One-Click"))).StatusCode);
        var now = await visitor.ContactAsync(to);
        Assert.Equal(ContactState.Withdrawn, now.State);
        Assert.True(await newsroom.InDbAsync(db => db.Withdrawals.AnyAsync(w => w.AddressKey == now.AddressKey && w.Kind == WithdrawalKind.Ended)));
        Assert.Contains("Tilaus on peruttu", await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        // What is known is told at the new address, of the seat that became one with it, too
        Assert.Equal(joined, (await visitor.Http.GetStringAsync(await visitor.PreferencesPathAsync(to) + "/tiedot")).Contains(old, StringComparison.Ordinal));
        await visitor.PostAsync(await visitor.PreferencesPathAsync(to) + "/poista");
        // The seat that became one with it goes with it, and so does its link
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("contact", await Footprints.OfAsync(newsroom, old));
        Assert.False(await newsroom.InDbAsync(db => db.ConsentEvents.AnyAsync(e => e.AddressKey == seat.AddressKey && e.Words != null)));
    }

    private Task<Subscription> SubscriptionAsync(Contact seat) => newsroom.InDbAsync(db => db.Subscriptions.SingleAsync(s => s.Id == seat.SubscriptionId));

    private Task<InvitationResult> InviteAsync(string email) => newsroom.DoAsync<Inviting, InvitationResult>(async inviting =>
    {
        var publisher = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync());
        return (await inviting.InviteAsync(new Invitation(publisher, null, email, null, ContactKind.Person, null, Wishes.Everything), Door.Of("desk", Actor.System), CancellationToken.None)).Result;
    });

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : MovedTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : MovedTests(newsroom), IClassFixture<PostgresNewsroom>;
}
