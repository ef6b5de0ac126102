using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <param name="Value">As the form posts it.</param>
/// <param name="SeriesId">Null: everything that the publisher sends.</param>
internal sealed record Offer(string Value, long PublisherId, Guid Publisher, string PublisherName, long? SeriesId, Localized? Series)
{
    /// <param name="among">All that there are to choose from: the publisher is named where there are several.</param>
    public string Label(string lang, IReadOnlyList<Offer> among)
    {
        var what = (Series ?? FormWording.AllBulletins).In(lang);
        return among.Any(o => o.PublisherId != PublisherId) ? $"{PublisherName}: {what}" : char.ToUpperInvariant(what[0]) + what[1..];
    }

    /// <summary>For the ledger.</summary>
    public string Told => Series is null ? $"publisher: {PublisherName}" : $"publisher: {PublisherName}; series: {Series.In("fi")}";
}

/// <summary>Whose bulletins, and which of them, can be subscribed to. The form asks only when there is something to choose.</summary>
internal sealed class Offers(NewsDb db, Terms terms, IBulletinSample bulletins)
{
    public async Task<IReadOnlyList<Offer>> AllAsync(CancellationToken ct) => await OfAsync(await db.Publishers().ToListAsync(ct), null, ct);

    /// <summary>For a reader's own page: of the publisher of their subscription, and what they follow now, whether or not it is offered still.</summary>
    public async Task<IReadOnlyList<Offer>> OfAsync(Subscription subscription, CancellationToken ct) =>
        await OfAsync(await db.Publishers().Where(p => p.Id == subscription.PublisherId).ToListAsync(ct), subscription.SeriesId, ct);

    private async Task<IReadOnlyList<Offer>> OfAsync(IReadOnlyList<PublisherChoice> publishers, long? followed, CancellationToken ct)
    {
        var (sent, index) = (await bulletins.SeriesAsync(ct), await terms.IndexAsync(ct));
        return [.. publishers.SelectMany(p => sent.Where(s => s.PublisherId == p.Id).Select(s => (long?)s.TermId).Append(followed)
            .Select(id => id is { } term ? index.Find(term) : null).OfType<TermEntry>().DistinctBy(t => t.Id)
            .Select(t => new Offer($"{p.Slug}:{t.Slug}", p.Id, p.PublicId, p.Name, t.Id, t.Label)).Prepend(new Offer(p.Slug, p.Id, p.PublicId, p.Name, null, null)))];
    }
}
