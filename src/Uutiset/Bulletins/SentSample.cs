using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>For whoever thinks of subscribing: the newest bulletin that these wishes would have brought, or the newest articles of them. Nothing but what the public sees anyway.</summary>
internal sealed class SentSample(NewsDb db, Terms terms, TimeProvider clock) : IBulletinSample
{
    private const int Looked = 30;
    private const int Shown = 6;

    public async Task<BulletinSample> FindAsync(long publisher, long? series, Wishes wishes, CancellationToken ct)
    {
        var (now, index) = (clock.GetUtcNow().UtcDateTime, await terms.IndexAsync(ct));
        var sent = await (from b in db.Bulletins.AsNoTracking()
                          join d in db.Dispatches on b.Id equals d.BulletinId
                          where b.PublisherId == publisher && b.Number != null && (series == null || b.SeriesId == series) && d.Kind == DispatchKind.First && d.StartedUtc != null
                          orderby b.Number descending
                          select new { b.Id, Number = b.Number!.Value, b.Audience, StartedUtc = d.StartedUtc!.Value }).Take(Looked).ToListAsync(ct);
        foreach (var bulletin in sent.Where(b => Meets(Audience.Parse(b.Audience), wishes, index)).Take(3))
        {
            var variant = (await db.Variants.AsNoTracking().Where(v => v.BulletinId == bulletin.Id).Select(v => new { v.Id, v.Lang, v.Subject }).ToListAsync(ct))
                .OrderBy(v => v.Lang == wishes.Lang ? 0 : v.Lang == "fi" ? 1 : 2).ThenBy(v => v.Id).FirstOrDefault();
            if (variant is null) continue;
            // What was withdrawn after sending is not told here either
            var items = await (from item in db.VariantItems.AsNoTracking()
                               join article in db.Articles.VisibleAt(now) on item.ArticleId equals article.Id
                               where item.VariantId == variant.Id
                               orderby item.Position
                               select new { article.Title, article.Type, article.Slug, article.Lang }).ToListAsync(ct);
            if (items.Count > 0) return new(bulletin.Number, variant.Subject, bulletin.StartedUtc, items.ConvertAll(a => new SampleItem(a.Title, Article.PathOf(a.Type, a.Slug), a.Lang)));
        }
        return new(null, null, null, await ArticlesAsync(publisher, series, wishes, now, ct));
    }

    public async Task<IReadOnlyList<SentSeries>> SeriesAsync(CancellationToken ct) =>
        await db.Bulletins.Where(b => b.SeriesId != null && b.Number != null).Select(b => new SentSeries(b.PublisherId, b.SeriesId!.Value)).Distinct().ToListAsync(ct);

    private async Task<IReadOnlyList<SampleItem>> ArticlesAsync(long publisher, long? series, Wishes wishes, DateTime now, CancellationToken ct)
    {
        var articles = db.Articles.AsNoTracking().VisibleAt(now).Where(a => a.Type != ArticleType.Page && !a.EasyLanguage && a.Lang == wishes.Lang && (a.PublisherId == null || a.PublisherId == publisher));
        if (series is { } only) articles = articles.Where(a => a.Terms.Any(t => t.TermId == only));
        // What concerns no single region concerns them all
        var codes = wishes.Regions.SelectMany(Regions.Covering).Distinct().ToList();
        if (codes.Count > 0) articles = articles.Where(a => a.Regions.Count == 0 || a.Regions.Any(r => codes.Contains(r.RegionCode)));
        var themes = wishes.TermIds.ToList();
        if (themes.Count > 0) articles = articles.Where(a => a.Terms.Any(t => themes.Contains(t.TermId)));
        var newest = await articles.OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id).Take(Shown).Select(a => new { a.Title, a.Type, a.Slug, a.Lang }).ToListAsync(ct);
        return newest.ConvertAll(a => new SampleItem(a.Title, Article.PathOf(a.Type, a.Slug), a.Lang));
    }

    /// <summary>Whether a bulletin for this audience reaches a private reader with these wishes, as <see cref="Recipients"/> weighs it.</summary>
    private static bool Meets(Audience audience, Wishes wishes, TermIndex terms)
    {
        var regions = Regions.Expand(audience.Regions);
        var themes = audience.Tags.Select(t => terms.Find(t)?.Id).OfType<long>().ToHashSet();
        return (audience.Regions.Count == 0 || wishes.Regions.Count == 0 || wishes.Regions.Any(regions.Contains))
            && (audience.Tags.Count == 0 || wishes.TermIds.Count == 0 || wishes.TermIds.Any(themes.Contains))
            && (audience.Langs.Count == 0 || audience.Langs.Contains(wishes.Lang)) && (audience.Frequency ?? Frequency.Immediate) == wishes.Frequency;
    }
}
