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

        var seats = await db.RefusedSeats().Union(LeftSeats(db)).Include(c => c.Subscription).ToListAsync(ct);
        if (seats.Count == 0) return;
        var keys = seats.ConvertAll(c => c.AddressKey);
        var standing = (await db.Withdrawals.AsNoTracking().Where(w => keys.Contains(w.AddressKey)).ToListAsync(ct)).ToLookup(w => w.AddressKey);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var seat in seats)
        {
            seat.State = ContactState.Withdrawn;
            seat.WithdrawnUtc = now;
            ledger.Write(db, seat, ConsentKind.Withdrawn, Start, detail: $"{Why}; {Standing(seat, standing[seat.AddressKey])}");
        }
        await db.SaveChangesAsync(ct);
        foreach (var seat in seats) await outbox.CancelUnsentAsync(db, seat.Id, ct);
        var subscriptions = seats.Select(c => c.SubscriptionId).Distinct().ToList();
        await db.Subscriptions.Where(s => subscriptions.Contains(s.Id) && s.EndedUtc == null && s.Contacts.All(c => c.State == ContactState.Withdrawn))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedUtc, now), ct);
    }

    /// <summary>
    /// Of which the ledger says that they ended, and nothing after it: the older copy may have the subscription in another series than the one
    /// of which the no was.
    /// </summary>
    private static IQueryable<Contact> LeftSeats(NewsDb db) => db.Contacts.Where(c => (c.State == ContactState.Requested || c.State == ContactState.Confirmed)
        && db.ConsentEvents.Any(e => e.ContactId == c.PublicId && e.Kind == ConsentKind.Withdrawn && !db.ConsentEvents.Any(l => l.ContactId == e.ContactId && l.Id > e.Id
            && (l.Kind == ConsentKind.Requested || l.Kind == ConsentKind.Confirmed || l.Kind == ConsentKind.Imported || l.Kind == ConsentKind.Changed))));

    private static string Standing(Contact seat, IEnumerable<Withdrawal> standing)
    {
        var ends = standing.Where(w => w.PublisherId == seat.Subscription!.PublisherId && w.Ends(seat.Subscription.OrganisationId, seat.Subscription.SeriesId)).ToList();
        if (ends.Exists(w => w is { OrganisationId: Withdrawals.EverySeat, Kind: WithdrawalKind.Moved })) return "the move to another address stands";
        return ends.Count > 0 && ends.TrueForAll(w => w.OrganisationId != Withdrawals.EverySeat) ? "the end at the organisation stands" : "the withdrawal stands";
    }
}
