using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Sending;

/// <summary>Marks the dispatches of which no server takes anything, so that editors are told while there is time.</summary>
internal static class Failing
{
    // A relay that is started anew takes less than this
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> MarkAsync(NewsDb db, IReadOnlyList<ServerGate> gates, DateTime now, CancellationToken ct)
    {
        DateTime? since = gates.All(g => g.FailingSince is not null) ? gates.Max(g => g.FailingSince)!.Value.UtcDateTime : null;
        // Another node may get through
        var failing = since + Patience <= now && !await db.Attempts.OrderByDescending(a => a.Id).Take(20).AnyAsync(a => a.Outcome == DeliveryState.Accepted && a.AtUtc > now - Patience, ct);
        var marked = db.Dispatches.Where(p => p.State == DispatchState.Sending || p.FailingUtc != null);
        return failing
            ? await marked.Where(p => p.State == DispatchState.Sending && p.FailingUtc == null).ExecuteUpdateAsync(u => u.SetProperty(p => p.FailingUtc, since), ct)
            : await marked.Where(p => p.FailingUtc != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.FailingUtc, (DateTime?)null), ct);
    }
}
