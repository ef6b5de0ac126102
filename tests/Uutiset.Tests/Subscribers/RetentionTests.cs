using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Bulletins;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

public abstract class RetentionTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task After_a_year_a_dispatch_tells_how_many_and_not_to_whom()
    {
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        var (dispatch, queued, paused) = await newsroom.InDbAsync(async db =>
        {
            var sent = db.Add(new Dispatch { BulletinId = Random.Shared.NextInt64(), State = DispatchState.Sent, Frozen = 2, Excluded = 1, SendAtUtc = now, FinishedUtc = now, By = "test" }).Entity;
            var waiting = db.Add(new Dispatch { BulletinId = Random.Shared.NextInt64(), State = DispatchState.Scheduled, Frozen = 1, SendAtUtc = now.AddYears(2), By = "test" }).Entity;
            var paused = db.Add(new Dispatch { BulletinId = Random.Shared.NextInt64(), State = DispatchState.Paused, Frozen = 1, SendAtUtc = now, StartedUtc = now, By = "test" }).Entity;
            var content = db.Add(new MailContent { CreatedUtc = now }).Entity;
            await db.SaveChangesAsync();
            db.AddRange(Row(paused.Id, content.Id, "unohdettu", DeliveryState.Pending), Row(sent.Id, content.Id, "eka", DeliveryState.Accepted), Row(sent.Id, content.Id, "toka", DeliveryState.Rejected), Row(waiting.Id, content.Id, "odottaja", DeliveryState.Pending));
            db.Add(new Exclusion { DispatchId = sent.Id, ContactId = 77, AddressKey = "avain", Reason = "region" });
            await db.SaveChangesAsync();
            var refused = await db.Deliveries.SingleAsync(d => d.DispatchId == sent.Id && d.State == DeliveryState.Rejected);
            db.Add(new Attempt { DeliveryId = refused.Id, AtUtc = now, Outcome = DeliveryState.Rejected, Code = "5.1.1", Reply = "550 toka@vuosi.example.fi" });
            await db.SaveChangesAsync();
            return (sent.Id, waiting.Id, paused.Id);
        });
        newsroom.Clock.Move(TimeSpan.FromDays(360));
        Assert.Equal(0, await DoAsync(r => r.ForgetLogsAsync(CancellationToken.None)));
        newsroom.Clock.Move(TimeSpan.FromDays(10));
        Assert.Equal(2, await DoAsync(r => r.ForgetLogsAsync(CancellationToken.None)));
        Assert.Equal(0, await DoAsync(r => r.ForgetLogsAsync(CancellationToken.None)));

        var rows = await newsroom.InDbAsync(db => db.Deliveries.AsNoTracking().Where(d => d.DispatchId == dispatch).OrderBy(d => d.Id).ToListAsync());
        Assert.Equal([DeliveryState.Accepted, DeliveryState.Rejected], rows.Select(r => r.State));
        Assert.All(rows, r => Assert.Equal(("", "{}", null, null, false), (r.Address, r.Slots, r.Reply, r.ContactId, r.AddressKey.Contains("avain", StringComparison.Ordinal))));
        Assert.Equal(("", 0L, "region"), await newsroom.InDbAsync(async db => await db.Exclusions.SingleAsync(e => e.DispatchId == dispatch) is var e ? (e.AddressKey, e.ContactId, e.Reason) : default));
        Assert.Equal("odottaja@vuosi.example.fi", await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == queued).Select(d => d.Address).SingleAsync()));
        Assert.Equal((DispatchState.Cancelled, DeliveryState.Cancelled, ""), await newsroom.InDbAsync(async db => ((await db.Dispatches.SingleAsync(p => p.Id == paused)).State, (await db.Deliveries.SingleAsync(d => d.DispatchId == paused)) is var d ? d.State : default, d.Address)));
        Assert.DoesNotContain("attempt", await Footprints.OfAsync(newsroom, "toka@vuosi.example.fi"));

        Delivery Row(long of, long content, string who, DeliveryState state) => new()
        {
            DispatchId = of, ContentId = content, ContactId = 1, Lane = Lane.Bulk, Address = who + "@vuosi.example.fi", AddressKey = "avain-" + who, Slots = $$"""{"to":"{{who}}"}""", Reply = "250 " + who, State = state,
            QueuedUtc = now, NextUtc = now.AddYears(3), SettledUtc = state == DeliveryState.Pending ? null : now,
        };
    }

    [Fact]
    public async Task A_mail_to_one_person_goes_after_a_month_and_one_that_waits_stays()
    {
        await visitor.SubscribeAsync("kuukausi@example.fi");
        for (var i = 0; i < 300 && await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.Address == "kuukausi@example.fi" && d.SettledUtc == null)); i++) await Task.Delay(100);
        var (mail, content) = await newsroom.InDbAsync(async db => await db.Deliveries.SingleAsync(d => d.Address == "kuukausi@example.fi") is var d ? (d.Id, d.ContentId) : default);
        var waits = await newsroom.InDbAsync(async db =>
        {
            var at = newsroom.Clock.GetUtcNow().UtcDateTime;
            var delivery = db.Add(new Delivery { Content = new MailContent { CreatedUtc = at }, Lane = Lane.Single, Address = "odottaa@example.fi", AddressKey = "odottaa", QueuedUtc = at, NextUtc = at.AddYears(5) }).Entity;
            await db.SaveChangesAsync();
            return delivery.Id;
        });
        newsroom.Clock.Move(TimeSpan.FromDays(29));
        await DoAsync(r => r.ForgetSinglesAsync(CancellationToken.None));
        Assert.True(await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.Id == mail)));
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        Assert.InRange(await DoAsync(r => r.ForgetSinglesAsync(CancellationToken.None)), 1, int.MaxValue);
        Assert.False(await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.Id == mail)) || await newsroom.InDbAsync(db => db.MailContents.AnyAsync(c => c.Id == content)));
        Assert.DoesNotContain("file mail-drop", await Footprints.OfAsync(newsroom, "kuukausi@example.fi"));
        Assert.True(await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.Id == waits)));
    }

    [Fact]
    public async Task A_one_time_link_goes_a_day_after_it_has_ended()
    {
        await visitor.SubscribeAsync("linkki@example.fi");
        var contact = (await visitor.ContactAsync("linkki@example.fi")).Id;
        newsroom.Clock.Move(TimeSpan.FromHours(70));
        await DoAsync(r => r.ForgetTokensAsync(CancellationToken.None));
        Assert.True(await StandsAsync());
        newsroom.Clock.Move(TimeSpan.FromHours(3));
        await DoAsync(r => r.ForgetTokensAsync(CancellationToken.None));
        Assert.False(await StandsAsync());

        Task<bool> StandsAsync() => newsroom.InDbAsync(db => db.OneTimeTokens.AnyAsync(t => t.SubjectId == contact && t.Purpose == SubscriptionLinks.Confirmation));
    }

    [Fact]
    public async Task Three_years_after_the_end_the_address_and_the_words_go_and_the_chain_and_the_refusal_stand()
    {
        const string Left = "lahtenyt@todiste.example.fi", Stays = "pysyva@todiste.example.fi", Twice = "palannut@todiste.example.fi";
        await visitor.ConfirmedAsync(Stays);
        foreach (var email in new[] { Left, Twice }) await visitor.PostAsync(await visitor.ConfirmedAsync(email) + "/peru");
        var (key, kept) = ((await visitor.ContactAsync(Left)).AddressKey, (await visitor.LedgerAsync(Stays)).Count);
        newsroom.Clock.Move(TimeSpan.FromDays(1000));
        await visitor.ConfirmedAsync(Twice);
        newsroom.Clock.Move(TimeSpan.FromDays(90));
        await DoAsync(r => r.ForgetProofAsync(CancellationToken.None));
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync(Left)).State);
        newsroom.Clock.Move(TimeSpan.FromDays(10));
        Assert.Equal(1, await DoAsync(r => r.ForgetProofAsync(CancellationToken.None)));
        Assert.Equal(0, await DoAsync(r => r.ForgetProofAsync(CancellationToken.None)));

        Assert.Empty(await Footprints.OfAsync(newsroom, Left));
        var lines = await newsroom.InDbAsync(db => db.ConsentEvents.AsNoTracking().Include(e => e.Words).Where(e => e.AddressKey == key).OrderBy(e => e.Id).ToListAsync());
        Assert.Equal([ConsentKind.Requested, ConsentKind.Confirmed, ConsentKind.Withdrawn, ConsentKind.Erased], lines.Select(l => l.Kind));
        Assert.Equal([null, null, null, "the time of the proof is over"], lines.Select(l => l.Detail));
        Assert.Null((await newsroom.DoAsync<ConsentVerifying, ChainVerdict>(v => v.VerifyAsync(null, CancellationToken.None))).Broken);
        Assert.True(await newsroom.InDbAsync(db => db.Withdrawals.AnyAsync(w => w.AddressKey == key)));
        Assert.False(await newsroom.InDbAsync(db => db.Suppressions.AnyAsync(s => s.AddressKey == key)));
        Assert.Equal(kept, (await visitor.LedgerAsync(Stays)).Count(l => l.Words is not null || l.Kind != ConsentKind.Requested));
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync(Twice)).State);
    }

    private Task<int> DoAsync(Func<Retaining, Task<int>> work) => newsroom.DoAsync(work);

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : RetentionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : RetentionTests(newsroom), IClassFixture<PostgresNewsroom>;
}
