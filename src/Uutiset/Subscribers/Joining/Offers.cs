using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <param name="Value">As the form posts it.</param>
/// <param name="SeriesId">Null: everything that the publisher sends.</param>
internal sealed record Offer(string Value, long PublisherId, Guid Publisher, string PublisherName, long? SeriesId, Localized? Series)
{
    public string Label(string lang) => Series is null ? $"{PublisherName}: {FormWording.AllBulletins.In(lang)}" : $"{PublisherName}: {Series.In(lang)}";

    /// <summary>For the ledger.</summary>
    public string Detail => Series is null ? $"publisher: {Publisher}" : $"publisher: {Publisher}; series: {SeriesId}";
}

/// <summary>Whose bulletins, and which of them, can be subscribed to. The form asks only when there is something to choose.</summary>
internal sealed class Offers(NewsDb db, Terms terms, IBulletinSample bulletins)
{
    public async Task<IReadOnlyList<Offer>> AllAsync(CancellationToken ct)
    {
        var publishers = await db.Publishers().ToListAsync(ct);
        var (sent, index) = (await bulletins.SeriesAsync(ct), await terms.IndexAsync(ct));
        return [.. publishers.SelectMany(p => sent.Where(s => s.PublisherId == p.Id).Select(s => index.Find(s.TermId)).OfType<TermEntry>().DistinctBy(t => t.Id)
            .Select(t => new Offer($"{p.Slug}:{t.Slug}", p.Id, p.PublicId, p.Name, t.Id, t.Label)).Prepend(new Offer(p.Slug, p.Id, p.PublicId, p.Name, null, null)))];
    }
}
