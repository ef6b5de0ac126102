using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>Takes small batches out of the queue: single mails first, then the bulletins that are being sent, the oldest first.</summary>
internal sealed class Leasing(string node, ISendingEngine engine, DomainLimits domains, TimeProvider clock)
{
    private static readonly DeliveryState[] Waiting = [DeliveryState.Pending, DeliveryState.Leased, DeliveryState.Transmitting, DeliveryState.Deferred];

    private readonly TurnedClock turned = new(clock);

    public async Task<List<LeasedMail>> LeaseAsync(NewsDb db, int atMost, bool onlySingles, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        now = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        await turned.MendAsync(db, now, ct);
        await StartDueAsync(db, now, ct);
        var leased = new List<LeasedMail>();
        await TakeAsync(db, null, now, now, atMost, leased, ct);
        if (onlySingles) return leased;
        var sending = await db.Dispatches.Where(p => p.State == DispatchState.Sending).OrderBy(p => p.Id).Select(p => new { p.Id, p.SendAtUtc }).ToListAsync(ct);
        foreach (var dispatch in sending)
        {
            if (leased.Count >= atMost) break;
            var before = leased.Count;
            // Once begun its hour has come, also for a clock that was set back since
            await TakeAsync(db, dispatch.Id, dispatch.SendAtUtc > now ? dispatch.SendAtUtc : now, now, atMost, leased, ct);
            if (leased.Count == before) await FinishAsync(db, dispatch.Id, now, ct);
        }
        return await domains.HoldBackAsync(db, leased, now, ct);
    }

    private async Task TakeAsync(NewsDb db, long? dispatch, DateTime due, DateTime now, int atMost, List<LeasedMail> into, CancellationToken ct)
    {
        // New ones first: an address that was refused for now does not hold up those not yet tried
        foreach (var state in new[] { "pending", "deferred" })
        {
            if (into.Count >= atMost) return;
            var until = state == "pending" ? due : now;
            object[] values = dispatch is { } id ? [state, until, atMost - into.Count, node, now, id] : [state, until, atMost - into.Count, node, now];
            var rows = await db.Deliveries.FromSqlRaw(Sql(dispatch), values).AsNoTracking().ToListAsync(ct);
            into.AddRange(rows.Where(r => r.State == DeliveryState.Leased).OrderBy(r => r.NextUtc).ThenBy(r => r.Id).Select(LeasedMail.Of));
        }
    }

    // One that was never put off is due, also for a clock that was set back since it was queued
    private const string OfSingles = "dispatch_id is null and lane = 'single' and (next_utc <= {1} or next_utc = queued_utc)";

    // Suppression is read again at this moment, whatever the freeze saw
    private string Sql(long? dispatch) => $$"""
        with picked as materialized (
            select id, exists (select 1 from suppression s where s.address_key = delivery.address_key and not (delivery.opt_in and s.at_utc <= delivery.queued_utc)) as hushed
            from delivery
            where {{(dispatch is null ? OfSingles : "dispatch_id = {5} and next_utc <= {1}")}} and state = {0}
            order by next_utc, id limit {2} {{engine.SkipLocked}})
        update delivery set
            state = case when id in (select id from picked where hushed) then 'suppressed' else 'leased' end,
            leased_by = case when id in (select id from picked where hushed) then null else {3} end,
            settled_utc = case when id in (select id from picked where hushed) then {4} else settled_utc end
        where id in (select id from picked)
        returning *
        """;

    private static async Task StartDueAsync(NewsDb db, DateTime now, CancellationToken ct)
    {
        var due = await db.Dispatches.Where(p => p.State == DispatchState.Scheduled && p.SendAtUtc <= now).ToListAsync(ct);
        foreach (var dispatch in due)
        {
            dispatch.State = DispatchState.Sending;
            dispatch.StartedUtc = now;
            // Its web version is public from now on
            db.Changed($"bulletin:{dispatch.BulletinId}", "bulletins");
        }
        await db.SaveChangesAsync(ct);
    }

    private static Task<int> FinishAsync(NewsDb db, long dispatch, DateTime now, CancellationToken ct) =>
        db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Sending)
            .Where(p => !db.Deliveries.Any(d => d.DispatchId == p.Id && Waiting.Contains(d.State)))
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Sent).SetProperty(p => p.FinishedUtc, now), ct);
}
