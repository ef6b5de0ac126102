using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Media;

namespace Uutiset.Bulletins;

/// <summary>
/// Main images that stand in sent mails. The mail asks for the image each time it is opened, so it stays open when the article takes another;
/// which text was mailed is what freezing wrote down. It closes with the article: what is withdrawn is withdrawn from the mail too, as far as we can.
/// </summary>
internal sealed class BulletinMediaUse(NewsDb db) : IMediaUse
{
    public async Task<IReadOnlyList<MediaUse>> OfAsync(Guid media, CancellationToken ct)
    {
        var rows = await (from variant in Showing(media)
                          join bulletin in db.Bulletins on variant.BulletinId equals bulletin.Id
                          orderby bulletin.Number descending, variant.Id
                          select new { bulletin.PublicId, variant.Subject, variant.Lang }).ToListAsync(ct);
        return [.. rows.DistinctBy(b => b.PublicId).Select(b => new MediaUse("media.use.bulletin", b.Subject, $"/desk/bulletins/{b.PublicId}", b.Lang))];
    }

    public async Task<MediaReach> ReachAsync(Guid media, DateTime nowUtc, CancellationToken ct) =>
        await Showing(media, db.Articles.VisibleAt(nowUtc)).AnyAsync(ct) ? MediaReach.Open : MediaReach.Hidden;

    private IQueryable<Variant> Showing(Guid media, IQueryable<Article>? among = null)
    {
        // As ArticleDraft writes it; quotes within a text are escaped, so that no text can say it
        var hero = $"\"heroMediaId\":\"{media}\"";
        var articles = (among ?? db.Articles).Where(a => a.Media.Any(m => m.MediaId == media && m.Published));
        return from variant in db.Variants.AsNoTracking()
               where db.Dispatches.Any(d => d.Id == variant.DispatchId && d.StartedUtc != null)
                   && db.VariantItems.Any(i => i.VariantId == variant.Id && articles.Any(a => a.Id == i.ArticleId)
                       && db.Revisions.Any(r => r.ArticleId == i.ArticleId && r.Number == i.Revision && r.Draft.Contains(hero)))
               select variant;
    }
}
