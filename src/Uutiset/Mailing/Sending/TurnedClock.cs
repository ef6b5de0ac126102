using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// A clock that is set back by an hour would let what waits for a moment wait an hour more. So after such a jump, and when a session begins, nobody
/// waits longer than anybody is ever put off. That moves a row at most once, whichever nodes see the jump.
/// </summary>
internal sealed class TurnedClock(TimeProvider clock)
{
    // A clock that is merely put right by its server moves by less
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(5);
    private DateTime? looked;
    private long steady;

    public async Task MendAsync(NewsDb db, DateTime now, CancellationToken ct)
    {
        var (before, elapsed) = (looked, looked is null ? TimeSpan.Zero : clock.GetElapsedTime(steady));
        (looked, steady) = (now, clock.GetTimestamp());
        if (before is { } then && now >= then + elapsed - Jump) return;
        var begun = await db.Dispatches.Where(p => p.State == DispatchState.Sending || p.State == DispatchState.Paused).Select(p => (long?)p.Id).ToListAsync(ct);
        // One by one: each finds its rows by an index
        foreach (var dispatch in begun.Prepend(null))
        {
            var rows = db.Deliveries.Where(d => d.DispatchId == dispatch);
            for (var tries = 1; tries <= Backoff.MostTries; tries++)
            {
                var (last, n, latest) = (tries == Backoff.MostTries, tries, now + Backoff.AtMost(tries));
                await rows.Where(d => d.State == DeliveryState.Deferred && d.NextUtc > latest && (d.Attempts == n || last && d.Attempts > n))
                    .ExecuteUpdateAsync(u => u.SetProperty(d => d.NextUtc, latest), ct);
            }
            // Given back by a line, or held back for its domain, which is measured anew; of a bulletin's that were never tried its hour decides
            if (before is not null)
                await rows.Where(d => d.State == DeliveryState.Pending && d.NextUtc > now && d.NextUtc > d.QueuedUtc).ExecuteUpdateAsync(u => u.SetProperty(d => d.NextUtc, now), ct);
        }
    }
}
