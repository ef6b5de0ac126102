using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// What a dead node held: leased rows go back to the queue; a row that was being transmitted may have arrived, so it is put in doubt and
/// never sent again by itself.
/// </summary>
internal sealed class Recovery(string node, ISendingEngine engine, TimeProvider clock, ILogger logger)
{
    public async Task<int> RunAsync(NewsDb db, CancellationToken ct)
    {
        var holders = await db.Deliveries
            .Where(d => d.LeasedBy != null && d.LeasedBy != node)
            .Select(d => d.LeasedBy!).Distinct().ToListAsync(ct);
        var doubtful = 0;
        foreach (var holder in holders)
        {
            if (await engine.IsGoneAsync(db, holder, ct)) doubtful += await FreeAsync(db, holder, ct);
        }
        return doubtful;
    }

    /// <summary>Hands back what a node has leased and not begun.</summary>
    public static Task<int> ReturnLeasedAsync(NewsDb db, string holder, CancellationToken ct) =>
        db.Deliveries.Where(d => d.State == DeliveryState.Leased && d.LeasedBy == holder)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.LeasedBy, (string?)null), ct);

    private async Task<int> FreeAsync(NewsDb db, string holder, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var returned = await ReturnLeasedAsync(db, holder, ct);
        var open = await db.Deliveries.Where(d => d.State == DeliveryState.Transmitting && d.LeasedBy == holder).Select(d => d.Id).ToListAsync(ct);
        await db.Deliveries.Where(d => open.Contains(d.Id)).ExecuteUpdateAsync(u => u
            .SetProperty(d => d.State, DeliveryState.InDoubt)
            .SetProperty(d => d.Attempts, d => d.Attempts + 1)
            .SetProperty(d => d.SettledUtc, now)
            .SetProperty(d => d.Reply, Delivery.SenderEnded)
            .SetProperty(d => d.LeasedBy, (string?)null), ct);
        db.Attempts.AddRange(open.Select(id => new Attempt { DeliveryId = id, AtUtc = now, Outcome = DeliveryState.InDoubt, Reply = Delivery.SenderEnded }));
        await db.SaveChangesAsync(ct);
        if (returned + open.Count > 0)
            logger.LogWarning("A sender node ended in mid-sending: {Returned} messages went back to the queue, in doubt are the deliveries {Deliveries}", returned, open);
        return open.Count;
    }
}
