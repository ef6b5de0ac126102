using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Vocab = Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>When two organisations become one, so do their subscriptions, and nobody gets more or less mail for that.</summary>
public abstract class FoldingTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("05", "14")]
    [InlineData("05", "")]
    [InlineData("", "14")]
    [InlineData("", "")]
    public async Task Every_seat_wants_after_the_merge_what_it_wanted_before(string ours, string theirs)
    {
        var mark = "m" + Guid.NewGuid().ToString("N")[..7];
        var heir = await newsroom.ListedAsync($"Perijä {mark} ry", $"omistaja@{mark}.example.fi", Codes(ours));
        var typed = await TypedAsync($"Perija {mark}", Codes(theirs), $"kirjoittaja@{mark}.example.fi", $"toinen@{mark}.example.fi");
        var before = await WeighedAsync(mark);
        Assert.Equal(MergeOutcome.Done, await MergeAsync(typed, heir));
        Assert.Equal(before, await WeighedAsync(mark));
        var seats = await SeatsAsync(mark);
        Assert.Equal(3, seats.Count);
        Assert.Single(seats.Select(s => s.SubscriptionId).Distinct());
        Assert.Equal(Seat.Owner, Assert.Single(seats, s => s.Email.StartsWith("omistaja", StringComparison.Ordinal)).Seat);
        // Whoever typed a name does not come to own the organisation that had it
        Assert.Equal(Seat.Member, Assert.Single(seats, s => s.Email.StartsWith("kirjoittaja", StringComparison.Ordinal)).Seat);
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => s.OrganisationId == heir.Id)));
    }

    [Fact]
    public async Task An_address_in_both_keeps_both_seats_and_a_request_goes_along()
    {
        var mark = "m" + Guid.NewGuid().ToString("N")[..7];
        var (heir, other) = (await newsroom.ListedAsync($"Kaksi {mark} ry", $"sama@{mark}.example.fi"), await newsroom.ListedAsync($"Toinen {mark} ry", $"sama@{mark}.example.fi"));
        await newsroom.JoinAsync($"pyytaja@{mark}.example.fi", other);
        await newsroom.ConfirmAsync($"pyytaja@{mark}.example.fi");
        Assert.Equal(MergeOutcome.Done, await MergeAsync(other, heir));
        Assert.Equal(2, (await SeatsAsync(mark)).Count(s => s.Email.StartsWith("sama", StringComparison.Ordinal) && s.State == ContactState.Confirmed));
        Assert.Equal(heir.Id, (await newsroom.RequestOfAsync($"pyytaja@{mark}.example.fi")).OrganisationId);
    }

    [Fact]
    public async Task A_pause_and_the_question_who_goes_on_go_along_too()
    {
        var mark = "m" + Guid.NewGuid().ToString("N")[..7];
        var heir = await newsroom.ListedAsync($"Jatkava {mark} ry", $"omistaja@{mark}.example.fi");
        var typed = await TypedAsync($"Jatkavaa {mark}", [], $"kirjoittaja@{mark}.example.fi");
        var until = new DateOnly(2099, 9, 2);
        await newsroom.InDbAsync(async db =>
        {
            var paused = await db.Subscriptions.Include(s => s.Contacts).SingleAsync(s => s.OrganisationId == typed.Id);
            paused.PausedUntil = until;
            db.HandOvers.Add(new HandOver { SubscriptionId = paused.Id, ContactId = paused.Contacts[0].Id, AskedUtc = new DateTime(2021, 9, 2, 6, 5, 0, DateTimeKind.Utc) });
            return await db.SaveChangesAsync();
        });
        Assert.Equal(MergeOutcome.Done, await MergeAsync(typed, heir));
        var seats = (await SeatsAsync(mark)).ToDictionary(s => s.Email.Split('@')[0]);
        Assert.Equal((null, until), (seats["omistaja"].PausedUntil, seats["kirjoittaja"].PausedUntil));
        Assert.Equal(seats["omistaja"].SubscriptionId, await newsroom.InDbAsync(db => db.HandOvers.Where(h => h.ContactId == seats["kirjoittaja"].Id).Select(h => h.SubscriptionId).SingleAsync()));
    }

    [Fact]
    public async Task Nobody_comes_to_own_an_organisation_by_a_subscription_to_other_bulletins_and_each_seat_tells_of_the_merge()
    {
        var mark = "m" + Guid.NewGuid().ToString("N")[..7];
        var heir = await newsroom.ListedAsync($"Omistettu {mark} ry", $"omistaja@{mark}.example.fi");
        var typed = await TypedAsync($"Omistettuu {mark}", [], $"vieras@{mark}.example.fi");
        await newsroom.InDbAsync(async db =>
        {
            var series = db.Terms.Add(new Vocab.Term { Scheme = Vocab.TermScheme.Series, LabelFi = "Sarja " + mark, Slug = "sarja-" + mark }).Entity;
            await db.SaveChangesAsync();
            await db.Subscriptions.Where(s => s.OrganisationId == typed.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeriesId, series.Id));
        });
        Assert.Equal(MergeOutcome.Done, await MergeAsync(typed, heir));
        var seats = (await SeatsAsync(mark)).ToDictionary(s => s.Email.Split('@')[0]);
        Assert.NotEqual(seats["omistaja"].SubscriptionId, seats["vieras"].SubscriptionId);
        Assert.Equal((Seat.Owner, Seat.Member), (seats["omistaja"].Seat, seats["vieras"].Seat));
        var stranger = seats["vieras"].PublicId;
        Assert.Equal("its organisation was merged into another; seat: member", await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.ContactId == stranger).Select(e => e.Words!.Text).SingleAsync()));
    }

    private static string[] Codes(string code) => code.Length == 0 ? [] : [code];

    private async Task<Organisation> TypedAsync(string name, string[] regions, params string[] owners)
    {
        var subscription = await Readers.SubscriptionAsync(newsroom, name, regions: regions);
        foreach (var owner in owners) await Readers.ContactAsync(newsroom, subscription, owner, c => c.Seat = Seat.Owner);
        return subscription.Organisation!;
    }

    private Task<MergeOutcome> MergeAsync(Organisation from, Organisation into) => newsroom.DoAsync<OrganisationMerging, MergeOutcome>(async m =>
        (await m.MergeAsync(from.PublicId, into.PublicId, (from.Version, into.Version), Actor.System, CancellationToken.None)).Outcome);

    /// <summary>Who of the marked ones gets a bulletin for each of three regions.</summary>
    private async Task<List<string>> WeighedAsync(string mark)
    {
        List<string> all = [];
        foreach (var code in new[] { "05", "14", "21" })
            all.AddRange((await Readers.WeighAsync(newsroom, new Audience { Regions = [code] }, "fi")).Where(c => c.Key.Contains(mark, StringComparison.Ordinal)).Select(c => $"{code} {c.Key} {c.Value}").Order(StringComparer.Ordinal));
        return all;
    }

    private Task<List<Contact>> SeatsAsync(string mark) => newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Where(c => c.Email.Contains(mark)).OrderBy(c => c.Id).ToListAsync());

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FoldingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FoldingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
