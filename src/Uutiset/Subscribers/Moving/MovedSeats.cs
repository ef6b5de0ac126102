using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers.Moving;

/// <summary>The rows of a move: every seat of the reader under the publisher, in the caller's transaction, and the trace that stays of the address they left.</summary>
internal sealed class MovedSeats(NewsDb db, ConsentLedger ledger, Outbox outbox, TimeProvider clock)
{
    /// <summary>What the reader gets of the publisher, and what they have confirmed and an organisation has not answered yet.</summary>
    public Task<List<Contact>> OfAsync(Contact reader, CancellationToken ct) =>
        Whole().Where(c => c.AddressKey == reader.AddressKey && c.Subscription!.PublisherId == reader.Subscription!.PublisherId && (c.State == ContactState.Confirmed
            || c.State == ContactState.Requested && db.JoinRequests.Any(j => j.ContactId == c.Id && j.AskedUtc != null && j.DecidedUtc == null))).OrderBy(c => c.Id).ToListAsync(ct);

    /// <returns>Where each seat goes on: mostly in itself.</returns>
    public async Task<Dictionary<long, Contact>> MoveAsync(List<Contact> seats, AddressChange change, Door door, string text, CancellationToken ct)
    {
        var (now, old, publisher) = (clock.GetUtcNow().UtcDateTime, seats[0].AddressKey, seats[0].Subscription!.PublisherId);
        var (ids, places) = (seats.ConvertAll(s => s.Id), seats.Select(s => s.SubscriptionId).Distinct().ToList());
        var there = await Whole().Where(c => c.AddressKey == change.AddressKey && c.Subscription!.PublisherId == publisher).OrderBy(c => c.Id).ToListAsync(ct);
        var heirs = seats.ToDictionary(s => s.Id, s => Move(s, there.Find(t => IsSame(s, t)), change, door, text, now));
        await db.SaveChangesAsync(ct);
        // A seat that had become one with one of these goes on where that one does
        foreach (var (seat, heir) in heirs.Where(h => h.Value.Id != h.Key))
            await db.Contacts.Where(c => c.MovedToId == seat).ExecuteUpdateAsync(u => u.SetProperty(c => c.MovedToId, heir.Id), ct);
        await db.Subscriptions.Where(s => places.Contains(s.Id) && s.EndedUtc == null && s.Contacts.All(c => c.State == ContactState.Withdrawn)).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedUtc, now), ct);
        // No list begins mail to the mailbox that was left, also where its reader has everything erased at the new one
        await Withdrawals.StandAsync(db, old, publisher, Withdrawals.EverySeat, null, now, ct, WithdrawalKind.Moved);
        await db.Withdrawals.Where(w => w.AddressKey == change.AddressKey && w.PublisherId == publisher && w.Kind == WithdrawalKind.Moved).ExecuteDeleteAsync(ct);
        // After the rows are written, as everywhere: what is being frozen right now is there to be taken back. The next bulletin goes to the new address
        foreach (var id in ids) await outbox.CancelUnsentAsync(db, id, ct);
        // An answered link of the old mailbox would show the way to the new links, and another change that was asked for there would lead on from here
        await PersonRows.LinksOf(db, ids).Where(t => t.Purpose != SubscriptionLinks.AddressConfirmation || t.SubjectId != change.Id).ExecuteDeleteAsync(ct);
        await db.AddressChanges.Where(a => ids.Contains(a.ContactId) && a.Id != change.Id).ExecuteDeleteAsync(ct);
        return heirs;
    }

    /// <summary>Where the address sits already the two become one, in the seat whose links lie in its mailbox. Private readers have a subscription each, of the same bulletins.</summary>
    private static bool IsSame(Contact seat, Contact there) => there.SubscriptionId == seat.SubscriptionId
        || seat.State == ContactState.Confirmed && there.State == ContactState.Confirmed
            && seat.Subscription!.OrganisationId is null && there.Subscription!.OrganisationId is null && seat.Subscription.SeriesId == there.Subscription.SeriesId;

    private Contact Move(Contact seat, Contact? there, AddressChange change, Door door, string text, DateTime now)
    {
        // Under the address that it was so far
        ledger.Write(db, seat, there is null ? ConsentKind.Changed : ConsentKind.Withdrawn, door, detail: "moved to another address");
        if (there is null) (seat.Email, seat.AddressKey, seat.Kind) = (change.Email, change.AddressKey, AddressKinds.Of(change.Email));
        else Join(seat, there, now);
        ledger.Write(db, there ?? seat, ConsentKind.Confirmed, door, text, "moved from another address");
        (seat.LeftVersion, seat.TokenVersion, seat.Version) = (seat.TokenVersion, seat.TokenVersion + 1, seat.Version + 1);
        return there ?? seat;
    }

    private static void Join(Contact seat, Contact there, DateTime now)
    {
        if (seat.Seat == Seat.Owner) there.Seat = Seat.Owner;
        if (there.State != ContactState.Confirmed)
        {
            // It wanted nothing any longer, or nothing yet: what the reader wants now holds
            Preferring.Own(seat).ApplyTo(there);
            (there.Lang, there.Frequency, there.Format, there.PausedUntil) = (seat.Lang, seat.Frequency, seat.Format, seat.PausedUntil);
            (there.State, there.ConfirmedUtc, there.WithdrawnUtc, there.MovedToId) = (ContactState.Confirmed, now, null, null);
        }
        // No refusal stands because of it: nobody has said no
        (seat.State, seat.WithdrawnUtc, seat.MovedToId) = (ContactState.Withdrawn, now, there.Id);
    }

    private IQueryable<Contact> Whole() => db.Contacts.Include(c => c.Regions).Include(c => c.Terms).Include(c => c.Subscription).AsSplitQuery();
}
