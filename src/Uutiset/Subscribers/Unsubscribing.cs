using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Seats;

namespace Uutiset.Subscribers;

/// <summary>Ends at once, also for messages still queued (DP-04): the deliveries are cancelled in the same transaction. Doing it twice does nothing more.</summary>
internal sealed class Unsubscribing(NewsDb db, Outbox outbox, ConsentLedger ledger, HandingOver handing, TimeProvider clock)
{
    /// <summary>For the ledger: the seat ended with all the others of its organisation.</summary>
    public const string Organisation = "organisation";

    /// <summary>
    /// Ends for one reader. Consent belongs to reader and publisher, so every seat of the address under this publisher ends:
    /// somebody who sits in two organisations and says stop must not get the next bulletin through the other seat.
    /// </summary>
    public Task EndAsync(Contact contact, Door door, CancellationToken ct) => EndAsync(contact, door, null, ct);

    /// <param name="words">For the ledger: where the reader said so, if it was not here.</param>
    public Task EndAsync(Contact contact, Door door, string? words, CancellationToken ct) =>
        EndAsync(db.Contacts.Where(c => c.AddressKey == contact.AddressKey && c.Subscription!.PublisherId == contact.Subscription!.PublisherId), contact, null, door, words, ct);

    /// <summary>Ends for the organisation: every seat. Only its owners may, and editors.</summary>
    public Task EndOrganisationAsync(Subscription subscription, Door door, CancellationToken ct) =>
        EndAsync(db.Contacts.Where(c => c.SubscriptionId == subscription.Id), null, subscription, door, Organisation, ct);

    /// <summary>One seat, by an owner: what the address gets elsewhere is not the organisation's to end.</summary>
    public Task EndSeatAsync(Contact seat, Door door, CancellationToken ct) => EndAsync(db.Contacts.Where(c => c.Id == seat.Id), null, null, door, "seat", ct);

    /// <param name="self">Who says so for themselves: their no stands even where the seats had ended before.</param>
    /// <param name="whole">The subscription that ends for its organisation.</param>
    private async Task EndAsync(IQueryable<Contact> seats, Contact? self, Subscription? whole, Door door, string? detail, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Or in that of whoever found out that the reader is silent
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var all = await seats.Include(c => c.Subscription).Where(c => whole != null || c.State != ContactState.Withdrawn).ToListAsync(ct);
        var ending = all.FindAll(c => c.State != ContactState.Withdrawn);
        foreach (var seat in ending)
        {
            seat.State = ContactState.Withdrawn;
            seat.WithdrawnUtc = now;
        }
        // An owner who says so of an organisation that an editor had ended says it all the same: it must not be begun again behind their back
        foreach (var seat in ending.Count > 0 ? ending : all) ledger.Write(db, seat, ConsentKind.Withdrawn, door, detail: detail);
        await db.SaveChangesAsync(ct);
        if (self is not null) await Withdrawals.StandAsync(db, self.AddressKey, self.Subscription!.PublisherId, Withdrawals.EverySeat, null, now, ct);
        else foreach (var seat in all) await StandAsync(seat.AddressKey, seat.Subscription!, now, ct);
        // By itself, too: its seats may be erased, and a list may name another address of it
        if (whole is not null) await StandAsync(Withdrawals.Organisation, whole, now, ct);
        // After the seats are written: if a bulletin is being frozen right now, that write waited for its deliveries to be there
        foreach (var seat in ending) await outbox.CancelUnsentAsync(db, seat.Id, ct);
        var subscriptions = ending.Select(c => c.SubscriptionId).Distinct().ToList();
        await db.Subscriptions.Where(s => subscriptions.Contains(s.Id) && s.EndedUtc == null && s.Contacts.All(c => c.State == ContactState.Withdrawn))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedUtc, now), ct);
        if (whole is not null) await db.Subscriptions.Where(s => s.Id == whole.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), ct);
        else await handing.AskAsync(ending, erasing: false, ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
    }

    private Task StandAsync(string addressKey, Subscription of, DateTime now, CancellationToken ct) =>
        Withdrawals.StandAsync(db, addressKey, of.PublisherId, of.OrganisationId ?? Withdrawals.EverySeat, of.SeriesId, now, ct);
}
