using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>Where a dispatch stands. Frozen is always the sum of the nine states.</summary>
internal sealed record DispatchCounts(
    DispatchState State, int Frozen, int Excluded, int Pending, int Leased, int Transmitting, int Accepted, int Deferred, int Rejected,
    int InDoubt, int Suppressed, int Cancelled, int Bounced, int Complained, DateTime? StartedAt, DateTime? FinishedAt, double? PerSecond, int? EtaSeconds)
{
    // Long enough to be steady, short enough to notice a slow relay
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private const int LastAttempts = 500;

    /// <summary>Settled, whatever the answer was.</summary>
    public int Done => Accepted + Rejected + InDoubt + Suppressed + Cancelled;

    public bool IsOver => State is DispatchState.Sent or DispatchState.Cancelled;

    /// <summary>Three queries, whatever the number of recipients.</summary>
    public static async Task<DispatchCounts?> ReadAsync(NewsDb db, long dispatch, DateTime nowUtc, CancellationToken ct)
    {
        if (await db.Dispatches.AsNoTracking().SingleOrDefaultAsync(p => p.Id == dispatch, ct) is not { } row) return null;
        var tally = await TallyAsync(db, dispatch, ct);
        int In(DeliveryState state) => tally.GetValueOrDefault(EnumWord<DeliveryState>.Of(state));
        var waiting = In(DeliveryState.Pending);
        var rate = row.State == DispatchState.Sending ? await RateAsync(db, row, nowUtc, ct) : null;
        return new(
            row.State, row.Frozen, row.Excluded, waiting - In(DeliveryState.Leased) - In(DeliveryState.Transmitting), In(DeliveryState.Leased), In(DeliveryState.Transmitting),
            In(DeliveryState.Accepted), In(DeliveryState.Deferred), In(DeliveryState.Rejected), In(DeliveryState.InDoubt), In(DeliveryState.Suppressed),
            In(DeliveryState.Cancelled), tally.GetValueOrDefault("bounced"), tally.GetValueOrDefault("complained"), row.StartedUtc, row.FinishedUtc, rate,
            rate > 0 && waiting > 0 ? (int)Math.Ceiling(waiting / rate.Value) : null);
    }

    // As the database itself counts them: a million rows are not gone through for a page. What nodes hold is counted there as pending, and is
    // never more than they lease at a time
    private static Task<Dictionary<string, int>> TallyAsync(NewsDb db, long dispatch, CancellationToken ct) => db.Database.SqlQuery<Tally>($"""
        select state as "State", cast(sum(count) as integer) as "Count" from dispatch_tally where dispatch_id = {dispatch} group by state
        union all
        select state, cast(count(*) as integer) from delivery where leased_by is not null and dispatch_id = {dispatch} and state in ('leased', 'transmitting') group by state
        """).ToDictionaryAsync(t => t.State, t => t.Count, ct);

    private sealed record Tally(string State, int Count);

    /// <summary>Attempts of the last half minute; found at the end of the primary key, so it costs the same in a big table.</summary>
    private static async Task<double?> RateAsync(NewsDb db, Dispatch dispatch, DateTime now, CancellationToken ct)
    {
        var last = await db.Attempts.OrderByDescending(a => a.Id).Take(LastAttempts)
            .Join(db.Deliveries.Where(d => d.DispatchId == dispatch.Id), a => a.DeliveryId, d => d.Id, (a, _) => a.AtUtc).ToListAsync(ct);
        var from = now - Window > dispatch.StartedUtc ? now - Window : dispatch.StartedUtc ?? now;
        var recent = last.Where(at => at >= from).ToList();
        if (recent.Count == 0) return null;
        if (recent.Count == LastAttempts) from = recent.Min();
        return Math.Round(recent.Count / Math.Max((now - from).TotalSeconds, 1), 1);
    }
}
