using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// Applied again at every start: somebody may have put back an older copy of contacts and subscriptions, in which those who have left since are
/// still readers. What they said since then stands, and the ledger tells why.
/// </summary>
internal sealed class StandingRefusals(ConsentLedger ledger, Outbox outbox, PersonRows persons, TimeProvider clock) : IStartingRows
{
    private static readonly Door Start = new("start", "uutiset");
    private const string Why = "an older copy of the contacts was put back";

    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        // A request of their own that is younger than the erasure is a new beginning
        var returned = await db.Contacts.Where(c => db.Suppressions.Any(s => s.AddressKey == c.AddressKey && s.Reason == PersonRows.Erased && s.AtUtc >= c.CreatedUtc))
            .Select(c => c.AddressKey).Distinct().ToListAsync(ct);
        foreach (var key in returned) await persons.EraseAsync(db, key, new(Start, $"{Why}; the erasure stands"), ct);

        var seats = await db.RefusedSeats().Include(c => c.Subscription).ToListAsync(ct);
        if (seats.Count == 0) return;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var seat in seats)
        {
            seat.State = ContactState.Withdrawn;
            seat.WithdrawnUtc = now;
            ledger.Write(db, seat, ConsentKind.Withdrawn, Start, detail: $"{Why}; the withdrawal stands");
        }
        await db.SaveChangesAsync(ct);
        foreach (var seat in seats) await outbox.CancelUnsentAsync(db, seat.Id, ct);
        var subscriptions = seats.Select(c => c.SubscriptionId).Distinct().ToList();
        await db.Subscriptions.Where(s => subscriptions.Contains(s.Id) && s.EndedUtc == null && s.Contacts.All(c => c.State == ContactState.Withdrawn))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedUtc, now), ct);
    }
}
