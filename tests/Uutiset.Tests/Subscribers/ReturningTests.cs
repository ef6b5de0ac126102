using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Bulletins;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;

namespace Uutiset.Tests.Subscribers;

/// <summary>Whoever left and comes back sits where they sat, so that the history stays in one place.</summary>
public abstract class ReturningTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Theory]
    [InlineData("palaaja@example.fi", null)]
    [InlineData("sihteeri@palaava.example.fi", "Palaavan pihan väki ry")]
    public async Task A_withdrawn_reader_regains_the_seat_by_their_own_opt_in_and_not_before(string email, string? organisation)
    {
        var path = await visitor.ConfirmedAsync(email, organisation, ("regions", "05"));
        var before = await visitor.ContactAsync(email);
        await visitor.PostAsync(path + "/peru");
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.OK, (await visitor.SubscribeAsync(email, organisation, "fi", ("regions", "14"), ("frequency", "weekly"))).StatusCode);
        var asked = await visitor.ContactAsync(email);
        Assert.Equal(ContactState.Withdrawn, asked.State);
        Assert.Equal(ExclusionReason.Withdrawn, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))[email]);

        Assert.Contains("Tilaus on vahvistettu", await newsroom.ConfirmAsync(email), StringComparison.Ordinal);
        var back = await visitor.ContactAsync(email);
        Assert.Equal((before.PublicId, before.SubscriptionId, ContactState.Confirmed, before.Seat), (back.PublicId, back.SubscriptionId, back.State, back.Seat));
        Assert.Null(back.WithdrawnUtc);
        Assert.Null(back.Subscription!.EndedUtc);
        Assert.Equal(("14", Frequency.Weekly), (Assert.Single(back.Subscription.Regions).RegionCode, back.Frequency));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == email)));
        Assert.Equal([ConsentKind.Requested, ConsentKind.Confirmed, ConsentKind.Withdrawn, ConsentKind.Requested, ConsentKind.Confirmed], (await visitor.LedgerAsync(email)).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_link_from_before_the_end_does_not_bring_the_seat_back()
    {
        await visitor.SubscribeAsync("ennen@example.fi");
        var link = await visitor.ConfirmationPathAsync("ennen@example.fi");
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await visitor.PostAsync(await visitor.PreferencesPathAsync("ennen@example.fi") + "/peru");
        Assert.DoesNotContain("Tilaus on vahvistettu", await (await visitor.PressAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("ennen@example.fi")).State);
    }

    [Fact]
    public async Task One_whom_others_ended_asks_to_join_and_gets_the_old_seat_after_a_yes()
    {
        const string Member = "jasen@tammi.example.fi", Owner = "omistaja@tammi.example.fi";
        var organisation = await newsroom.ListedAsync("Tammen tupa ry", Owner);
        var owner = await visitor.ContactAsync(Owner);
        var seat = await Readers.ContactAsync(newsroom, await newsroom.InDbAsync(db => db.Subscriptions.SingleAsync(s => s.Id == owner.SubscriptionId)), Member, c => c.Seat = Seat.Member);
        await newsroom.InDbAsync(async db =>
        {
            var removed = await db.Contacts.SingleAsync(c => c.Id == seat.Id);
            (removed.State, removed.WithdrawnUtc) = (ContactState.Withdrawn, newsroom.Clock.GetUtcNow().UtcDateTime);
            newsroom.Get<ConsentLedger>().Write(db, removed, ConsentKind.Withdrawn, Door.Web("x"), detail: "removed");
            await db.SaveChangesAsync();
        });
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await newsroom.JoinAsync(Member, organisation);
        Assert.Contains("Osoitteesi on vahvistettu", await newsroom.ConfirmAsync(Member), StringComparison.Ordinal);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync(Member)).State);
        await visitor.PostAsync(await visitor.JoiningPathAsync(Owner), ("request", $"{(await newsroom.RequestOfAsync(Member)).PublicId}"), ("answer", "yes"));
        var back = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().SingleAsync(c => c.Email == Member));
        Assert.Equal((seat.Id, ContactState.Confirmed, Seat.Member, owner.SubscriptionId), (back.Id, back.State, back.Seat, back.SubscriptionId));
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ReturningTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ReturningTests(newsroom), IClassFixture<PostgresNewsroom>;
}
