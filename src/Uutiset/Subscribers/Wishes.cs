using System.Globalization;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What a reader wants. Empty lists: whatever their organisation wants; a private reader's: everything.</summary>
internal sealed record Wishes(IReadOnlyList<string> Regions, IReadOnlyList<long> TermIds, string Lang, Frequency Frequency, MailFormat Format)
{
    public static readonly Wishes Everything = new([], [], "fi", Frequency.Immediate, MailFormat.Html);

    /// <summary>For the ledger: what was agreed to, so that it can be read without the database. Themes are told as they are called now: a number would say nothing once its term is merged or gone.</summary>
    public string Told(TermIndex terms) =>
        $"regions: {(Regions.Count == 0 ? "-" : string.Join(' ', Regions))}; terms: {(TermIds.Count == 0 ? "-" : string.Join(' ', TermIds.Select(id => terms.Find(id)?.Slug ?? id.ToString(CultureInfo.InvariantCulture))))}; lang: {Lang}; frequency: {Frequency}; format: {Format}";

    public bool SameScope(Wishes other) => Regions.ToHashSet().SetEquals(other.Regions) && TermIds.ToHashSet().SetEquals(other.TermIds);

    public void ApplyDelivery(Contact contact)
    {
        contact.Lang = Lang;
        contact.Frequency = Frequency;
        contact.Format = Format;
    }

    public void ApplyTo(Contact contact)
    {
        Merge(contact.Regions, r => r.RegionCode, Regions, code => new ContactRegion { RegionCode = code });
        Merge(contact.Terms, t => t.TermId, TermIds, id => new ContactTerm { TermId = id });
    }

    public void ApplyTo(Subscription subscription)
    {
        Merge(subscription.Regions, r => r.RegionCode, Regions, code => new SubscriptionRegion { RegionCode = code });
        Merge(subscription.Terms, t => t.TermId, TermIds, id => new SubscriptionTerm { TermId = id });
    }

    // Rows that stay are left alone: deleting and inserting the same key in one save is refused by EF
    private static void Merge<TRow, TKey>(List<TRow> rows, Func<TRow, TKey> key, IReadOnlyList<TKey> wanted, Func<TKey, TRow> make)
    {
        rows.RemoveAll(row => !wanted.Contains(key(row)));
        var kept = rows.Select(key).ToHashSet();
        rows.AddRange(wanted.Distinct().Where(k => !kept.Contains(k)).Select(make));
    }
}
