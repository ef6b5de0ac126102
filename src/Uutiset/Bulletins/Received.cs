using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Bulletins;

/// <summary>Who was told something by mail: an article that was corrected later, a deadline that has moved since. Accepted deliveries only, of the bulletins of the publisher for whom the asker speaks.</summary>
internal sealed class Received(NewsDb db)
{
    /// <param name="Revision">The text of the article that was mailed.</param>
    public sealed record Sending(Guid BulletinId, int? Number, string Subject, string Lang, int Revision, int Recipients, DateTime? LastUtc);

    public sealed record Recipient(string? Organisation, string Address, int? Number, string Lang, DateTime? AtUtc);

    /// <summary>An article as one variant mailed it.</summary>
    public readonly record struct Item(long VariantId, long ArticleId);

    public async Task<IReadOnlyList<Item>> OfArticleAsync(long article, CancellationToken ct) =>
        await db.VariantItems.AsNoTracking().Where(i => i.ArticleId == article).Select(i => new Item(i.VariantId, i.ArticleId)).ToListAsync(ct);

    /// <summary>
    /// Where the mailed revision carried the deadline, whatever its article tells now. Once it has moved, only the mails that were written
    /// while it had another day: a mail that was under way when it moved told the former day too.
    /// </summary>
    /// <param name="deadline">With its history loaded.</param>
    public async Task<IReadOnlyList<Item>> OfDeadlineAsync(Deadline deadline, CancellationToken ct)
    {
        // As drafts are stored; the published revision names every deadline that the public saw by its id
        var named = $"\"deadlineId\":\"{deadline.PublicId:D}\"";
        var rows = await (from item in db.VariantItems.AsNoTracking()
                          join revision in db.Revisions on new { item.ArticleId, Number = item.Revision } equals new { revision.ArticleId, revision.Number }
                          join variant in db.Variants on item.VariantId equals variant.Id
                          join content in db.MailContents on variant.ContentId equals content.Id
                          where revision.Draft.Contains(named)
                          select new { item.VariantId, item.ArticleId, content.CreatedUtc }).ToListAsync(ct);
        var now = DeadlineDay.Of(deadline);
        return [.. rows.Where(r => deadline.MovedUtc is null || DeadlineDay.Of(deadline.ToldAt(r.CreatedUtc)) != now).Select(r => new Item(r.VariantId, r.ArticleId))];
    }

    /// <summary>One row for each of the items, the newest bulletin first. One command.</summary>
    public async Task<IReadOnlyList<Sending>> SendingsAsync(IReadOnlyList<Item> items, Actor asker, CancellationToken ct)
    {
        var (wanted, variants, articles) = (items.ToHashSet(), items.Select(i => i.VariantId).Distinct().ToList(), items.Select(i => i.ArticleId).Distinct().ToList());
        var accepted = db.Deliveries.AsNoTracking().Where(d => d.State == DeliveryState.Accepted);
        var rows = await (from item in db.VariantItems.AsNoTracking()
                          join variant in db.Variants on item.VariantId equals variant.Id
                          join bulletin in asker.Own(db.Bulletins, b => b.PublisherId) on variant.BulletinId equals bulletin.Id
                          where variants.Contains(variant.Id) && articles.Contains(item.ArticleId)
                          select new
                          {
                              item.VariantId, item.ArticleId, bulletin.PublicId, bulletin.Number, variant.Subject, variant.Lang, item.Revision,
                              Count = accepted.Count(d => d.VariantId == variant.Id), Last = accepted.Where(d => d.VariantId == variant.Id).Max(d => d.SettledUtc),
                          }).ToListAsync(ct);
        return [.. rows.Where(r => r.Count > 0 && wanted.Contains(new(r.VariantId, r.ArticleId))).OrderByDescending(r => r.Number).ThenBy(r => r.Lang, StringComparer.Ordinal)
            .Select(r => new Sending(r.PublicId, r.Number, r.Subject, r.Lang, r.Revision, r.Count, r.Last))];
    }

    /// <summary>By organisation, private readers last.</summary>
    public IQueryable<Recipient> Recipients(IReadOnlyList<Item> items, Actor asker)
    {
        var variants = items.Select(i => i.VariantId).Distinct().ToList();
        return from delivery in db.Deliveries.AsNoTracking()
               join variant in db.Variants on delivery.VariantId equals variant.Id
               join bulletin in asker.Own(db.Bulletins, b => b.PublisherId) on variant.BulletinId equals bulletin.Id
               where variants.Contains(variant.Id) && delivery.State == DeliveryState.Accepted
               let organisation = db.Contacts.Where(c => c.Id == delivery.ContactId).Select(c => c.Subscription!.Organisation!.Name).FirstOrDefault()
               orderby organisation == null, EF.Functions.Collate(organisation!, NewsDb.FinnishOrder), delivery.Address, delivery.Id
               select new Recipient(organisation, delivery.Address, bulletin.Number, variant.Lang, delivery.SettledUtc);
    }
}
