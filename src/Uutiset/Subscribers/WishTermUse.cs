using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>
/// What readers and organisations have chosen, and the series that they follow. A merge changes the word, not the choice: whoever wanted the
/// one gets the other, so there is nothing to write in the ledger of consents.
/// </summary>
internal sealed class WishTermUse(NewsDb db, Asker asker) : ITermUse
{
    public Moved Of(int count) => new(count, new("1 tilaus", "1 prenumeration", "1 subscription"), new("{0} tilausta", "{0} prenumerationer", "{0} subscriptions"));

    public async Task<IReadOnlyDictionary<long, int>> CountsAsync(CancellationToken ct)
    {
        // Each subscription once for a term, whether it chose it itself, one of its seats did, or it is of that series
        var subscriptions = asker.Actor.Own(db.Subscriptions, s => s.PublisherId);
        var own = db.Set<SubscriptionTerm>().Where(t => subscriptions.Any(s => s.Id == t.SubscriptionId)).Select(t => new { t.TermId, t.SubscriptionId });
        var seats = asker.Actor.Own(db.Contacts, c => c.Subscription!.PublisherId).SelectMany(c => c.Terms, (c, t) => new { t.TermId, c.SubscriptionId });
        var series = subscriptions.Where(s => s.SeriesId != null).Select(s => new { TermId = s.SeriesId!.Value, SubscriptionId = s.Id });
        return await own.Union(seats).Union(series).GroupBy(x => x.TermId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    public Task<IReadOnlyList<TermUsed>> WhereAsync(Term term, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<TermUsed>>([]);

    public async Task MoveAsync(Term from, Term into, CancellationToken ct)
    {
        foreach (var subscription in await db.Subscriptions.Include(s => s.Terms).Where(s => s.SeriesId == from.Id || s.Terms.Any(t => t.TermId == from.Id)).ToListAsync(ct))
        {
            if (subscription.SeriesId == from.Id) subscription.SeriesId = into.Id;
            if (subscription.Terms.RemoveAll(t => t.TermId == from.Id) > 0 && !subscription.Terms.Exists(t => t.TermId == into.Id)) subscription.Terms.Add(new SubscriptionTerm { TermId = into.Id });
            // Undoing a change of many would not know any more which of the two was there before it, nor would an open form
            subscription.Version++;
        }
        foreach (var contact in await db.Contacts.Include(c => c.Terms).Where(c => c.Terms.Any(t => t.TermId == from.Id)).ToListAsync(ct))
        {
            contact.Terms.RemoveAll(t => t.TermId == from.Id);
            if (!contact.Terms.Exists(t => t.TermId == into.Id)) contact.Terms.Add(new ContactTerm { TermId = into.Id });
            contact.Version++;
        }
        await db.SaveChangesAsync(ct);
        await Withdrawals.MoveSeriesAsync(db, from.Id, into.Id, ct);
    }
}
