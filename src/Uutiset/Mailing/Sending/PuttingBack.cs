using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// After a copy of the database was put back, nobody knows which of its waiting messages have gone out since it was taken. So nothing of
/// them goes by itself: bulletins under way stand paused, their open deliveries in doubt, and an editor is told.
/// </summary>
internal static class PuttingBack
{
    private static readonly DeliveryState[] Open = [DeliveryState.Pending, DeliveryState.Leased, DeliveryState.Transmitting, DeliveryState.Deferred];

    /// <returns>How many deliveries are in doubt now.</returns>
    public static async Task<int> HoldAsync(NewsDb db, DateTime now, CancellationToken ct)
    {
        // Those whose hour has not come were not sent by anybody
        var held = db.Dispatches.Where(p => p.State == DispatchState.Sending || p.State == DispatchState.Paused || p.State == DispatchState.Scheduled && p.SendAtUtc <= now);
        var doubtful = await db.Deliveries
            .Where(d => Open.Contains(d.State) && (d.DispatchId == null || held.Any(p => p.Id == d.DispatchId)))
            .ExecuteUpdateAsync(u => u
                .SetProperty(d => d.State, DeliveryState.InDoubt)
                .SetProperty(d => d.SettledUtc, now)
                .SetProperty(d => d.Reply, Delivery.PutBack)
                .SetProperty(d => d.LeasedBy, (string?)null), ct);
        await held.ExecuteUpdateAsync(u => u
            .SetProperty(p => p.State, DispatchState.Paused)
            .SetProperty(p => p.StartedUtc, p => p.StartedUtc ?? now)
            .SetProperty(p => p.Notice, Dispatch.PutBack)
            .SetProperty(p => p.HeldUtc, now), ct);
        return doubtful;
    }
}
