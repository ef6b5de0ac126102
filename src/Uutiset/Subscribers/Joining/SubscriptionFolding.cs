using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers.Joining;

/// <summary>
/// Makes one subscription of an organisation's several to the same bulletins. Nobody's mail changes: where the two want different things, a
/// seat takes what it had with it as a wish of its own. An address that sits in both keeps both seats, since each has links in mails that
/// must go on working; a bulletin comes to it once all the same.
/// </summary>
internal sealed class SubscriptionFolding(NewsDb db, ConsentLedger ledger)
{
    /// <summary>For the ledger.</summary>
    public const string Merged = "its organisation was merged into another";

    /// <param name="own">Subscriptions that the organisation had before the merge: one of them stays, and its owners remain the only ones.</param>
    public async Task FoldAsync(long organisation, IReadOnlyCollection<long> own, CancellationToken ct)
    {
        var all = await db.Subscriptions
            .Include(s => s.Regions).Include(s => s.Terms)
            .Include(s => s.Contacts).ThenInclude(c => c.Regions)
            .Include(s => s.Contacts).ThenInclude(c => c.Terms)
            .Where(s => s.OrganisationId == organisation).OrderBy(s => s.Id).AsSplitQuery().ToListAsync(ct);
        // Whoever typed the name of an organisation does not become its owner when an editor finds out which one was meant. Where it has no owner
        // under the publisher, those who decided for the other go on
        var owned = all.Where(s => own.Contains(s.Id) && s.Contacts.Exists(c => c.Seat == Seat.Owner && c.State == ContactState.Confirmed)).Select(s => s.PublisherId).ToHashSet();
        foreach (var subscription in all.Where(s => !own.Contains(s.Id)))
        {
            foreach (var seat in subscription.Contacts)
            {
                var demoted = seat.Seat == Seat.Owner && owned.Contains(subscription.PublisherId);
                if (demoted) (seat.Seat, seat.Version) = (Seat.Member, seat.Version + 1);
                ledger.Write(db, seat, ConsentKind.Changed, Door.Merge, detail: Merged + (demoted ? "; seat: member" : ""));
            }
        }
        foreach (var same in all.GroupBy(s => (s.PublisherId, s.SeriesId)).Where(g => g.Count() > 1))
        {
            var stays = same.OrderBy(s => s.EndedUtc is not null).ThenBy(s => !own.Contains(s.Id)).ThenBy(s => s.Id).First();
            foreach (var goes in same.Where(s => s != stays))
            {
                Fold(goes, stays);
                // Who was asked to go on is asked still, and who went on stays told
                await db.HandOvers.Where(h => h.SubscriptionId == goes.Id).ExecuteUpdateAsync(u => u.SetProperty(h => h.SubscriptionId, stays.Id), ct);
            }
        }
        await db.SaveChangesAsync(ct);
        // Nobody sits there any more
        var empty = all.Where(s => s.Contacts.Count == 0).ToList();
        db.Subscriptions.RemoveRange(empty);
        await db.SaveChangesAsync(ct);
    }

    private static void Fold(Subscription goes, Subscription stays)
    {
        KeepWishes<string>(goes, stays, s => [.. s.Regions.Select(r => r.RegionCode)], c => c.Regions.Count > 0,
            (seat, codes) => seat.Regions.AddRange(codes.Select(code => new ContactRegion { RegionCode = code })), s => s.Regions.Clear());
        KeepWishes<long>(goes, stays, s => [.. s.Terms.Select(t => t.TermId)], c => c.Terms.Count > 0,
            (seat, ids) => seat.Terms.AddRange(ids.Select(id => new ContactTerm { TermId = id })), s => s.Terms.Clear());
        foreach (var seat in goes.Contacts.Where(c => !stays.Contacts.Exists(o => o.AddressKey == c.AddressKey)).ToList())
        {
            // A pause of all of them is now a pause of their own
            if (goes.PausedUntil is { } until && !(seat.PausedUntil > until)) seat.PausedUntil = until;
            seat.Version++;
            goes.Contacts.Remove(seat);
            stays.Contacts.Add(seat);
            seat.Subscription = stays;
        }
        if (goes.EndedUtc is null) stays.EndedUtc = null;
    }

    /// <summary>Everything cannot be a seat's own wish, since an empty field means its subscription's: then the others take theirs instead.</summary>
    private static void KeepWishes<T>(
        Subscription goes, Subscription stays, Func<Subscription, List<T>> of, Func<Contact, bool> hasOwn, Action<Contact, List<T>> give, Action<Subscription> clear)
    {
        var (theirs, ours) = (of(goes), of(stays));
        if (theirs.ToHashSet().SetEquals(ours)) return;
        if (theirs.Count > 0)
        {
            foreach (var seat in goes.Contacts.Where(c => !hasOwn(c))) give(seat, theirs);
            return;
        }
        if (goes.Contacts.All(hasOwn)) return;
        foreach (var seat in stays.Contacts.Where(c => !hasOwn(c))) give(seat, ours);
        clear(stays);
    }
}
