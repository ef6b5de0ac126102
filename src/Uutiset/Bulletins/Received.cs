using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Bulletins;

/// <summary>Who was told something by mail: an article that was corrected later, a deadline that has moved since. Accepted deliveries only, of the bulletins of the publisher for whom the asker speaks.</summary>
internal sealed class Received(NewsDb db)
{
    /// <param name="Revision">The text of the article that was mailed.</param>
    public sealed record Sending(Guid BulletinId, int? Number, string Subject, string Lang, int Revision, int Recipients, DateTime? LastUtc);

    public sealed record Recipient(string? Organisation, string Address, int? Number, string Lang, DateTime? AtUtc);

    /// <summary>One row for each variant that told of one of the articles, the newest bulletin first. One command.</summary>
    /// <param name="beforeUtc">Only what was accepted before this moment; null: everything.</param>
    public async Task<IReadOnlyList<Sending>> SendingsAsync(IReadOnlyList<long> articles, DateTime? beforeUtc, Actor asker, CancellationToken ct)
    {
        var accepted = db.Deliveries.AsNoTracking().Where(d => d.State == DeliveryState.Accepted && (beforeUtc == null || d.SettledUtc < beforeUtc));
        var rows = await (from item in db.VariantItems.AsNoTracking()
                          join variant in db.Variants on item.VariantId equals variant.Id
                          join bulletin in asker.Own(db.Bulletins, b => b.PublisherId) on variant.BulletinId equals bulletin.Id
                          where articles.Contains(item.ArticleId)
                          select new
                          {
                              bulletin.PublicId, bulletin.Number, variant.Subject, variant.Lang, item.Revision,
                              Count = accepted.Count(d => d.VariantId == variant.Id), Last = accepted.Where(d => d.VariantId == variant.Id).Max(d => d.SettledUtc),
                          }).ToListAsync(ct);
        return [.. rows.Where(r => r.Count > 0).OrderByDescending(r => r.Number).ThenBy(r => r.Lang, StringComparer.Ordinal)
            .Select(r => new Sending(r.PublicId, r.Number, r.Subject, r.Lang, r.Revision, r.Count, r.Last))];
    }

    /// <summary>By organisation, private readers last.</summary>
    public IQueryable<Recipient> Recipients(IReadOnlyList<long> articles, DateTime? beforeUtc, Actor asker)
    {
        var variants = db.VariantItems.Where(i => articles.Contains(i.ArticleId)).Select(i => i.VariantId);
        return from delivery in db.Deliveries.AsNoTracking()
               join variant in db.Variants on delivery.VariantId equals variant.Id
               join bulletin in asker.Own(db.Bulletins, b => b.PublisherId) on variant.BulletinId equals bulletin.Id
               where variants.Contains(variant.Id) && delivery.State == DeliveryState.Accepted && (beforeUtc == null || delivery.SettledUtc < beforeUtc)
               let organisation = db.Contacts.Where(c => c.Id == delivery.ContactId).Select(c => c.Subscription!.Organisation!.Name).FirstOrDefault()
               orderby organisation == null, EF.Functions.Collate(organisation!, NewsDb.FinnishOrder), delivery.Address, delivery.Id
               select new Recipient(organisation, delivery.Address, bulletin.Number, variant.Lang, delivery.SettledUtc);
    }
}
