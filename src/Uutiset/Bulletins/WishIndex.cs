using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>
/// Regions and themes that seats and their subscriptions have chosen, read only where the audience asks. A seat's empty field means its
/// subscription's; both empty: everything.
/// </summary>
internal sealed class WishIndex
{
    private readonly Field<string>? regions;
    private readonly Field<long>? terms;

    private WishIndex(Field<string>? regions, Field<long>? terms) => (this.regions, this.terms) = (regions, terms);

    /// <param name="seats">Those whose wishes, and whose subscriptions', are needed.</param>
    public static async Task<WishIndex> ReadAsync(NewsDb db, Audience audience, long publisher, IQueryable<Contact> seats, CancellationToken ct)
    {
        Field<string>? regions = null;
        Field<long>? terms = null;
        seats = seats.Where(c => c.Subscription!.PublisherId == publisher);
        var subscriptions = db.Subscriptions.Where(s => seats.Any(c => c.SubscriptionId == s.Id));
        if (audience.Regions.Count > 0)
        {
            regions = new(
                Regions.Expand(audience.Regions),
                await seats.SelectMany(c => c.Regions).Select(r => new { r.ContactId, r.RegionCode }).ToLookupAsync(r => r.ContactId, r => r.RegionCode, ct),
                await subscriptions.SelectMany(s => s.Regions).Select(r => new { r.SubscriptionId, r.RegionCode }).ToLookupAsync(r => r.SubscriptionId, r => r.RegionCode, ct));
        }
        if (audience.Tags.Count > 0)
        {
            terms = new(
                await TermsAsync(db, audience.Tags, ct),
                await seats.SelectMany(c => c.Terms).Select(t => new { t.ContactId, t.TermId }).ToLookupAsync(t => t.ContactId, t => t.TermId, ct),
                await subscriptions.SelectMany(s => s.Terms).Select(t => new { t.SubscriptionId, t.TermId }).ToLookupAsync(t => t.SubscriptionId, t => t.TermId, ct));
        }
        return new WishIndex(regions, terms);
    }

    /// <returns>The wishes that the audience meets; empty when the reader or the audience takes everything; null when it meets none.</returns>
    public IReadOnlyList<string>? RegionsOf(long contact, long subscription) => regions is null ? [] : regions.Met(contact, subscription);

    public IReadOnlyList<long>? TermsOf(long contact, long subscription) => terms is null ? [] : terms.Met(contact, subscription);

    /// <summary>The terms of the slugs, their heirs, and what was merged into those: a reader may have chosen any of them.</summary>
    internal static async Task<IReadOnlySet<long>> TermsAsync(NewsDb db, IReadOnlyList<string> slugs, CancellationToken ct)
    {
        var all = await db.Terms.Select(t => new { t.Id, t.Slug, Heir = t.MergedIntoId ?? t.Id }).ToListAsync(ct);
        var heirs = all.Where(t => slugs.Contains(t.Slug)).Select(t => t.Heir).ToHashSet();
        return all.Where(t => heirs.Contains(t.Heir)).Select(t => t.Id).ToHashSet();
    }

    private sealed class Field<T>(IReadOnlySet<T> wanted, ILookup<long, T> own, ILookup<long, T> inherited)
    {
        public List<T>? Met(long contact, long subscription)
        {
            var wishes = own.Contains(contact) ? own[contact] : inherited[subscription];
            var any = false;
            List<T>? met = null;
            foreach (var wish in wishes)
            {
                any = true;
                if (wanted.Contains(wish)) (met ??= []).Add(wish);
            }
            return met ?? (any ? null : []);
        }
    }
}

internal static class Lookups
{
    public static async Task<ILookup<TKey, TValue>> ToLookupAsync<TRow, TKey, TValue>(
        this IQueryable<TRow> rows, Func<TRow, TKey> key, Func<TRow, TValue> value, CancellationToken ct) =>
        (await rows.ToListAsync(ct)).ToLookup(key, value);
}
