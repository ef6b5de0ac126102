using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

internal static class OpeningOrder
{
    /// <summary>As deadlines are (<see cref="PublicDates.NextFirst"/>); those without any day come last.</summary>
    public static IOrderedQueryable<Opening> NextFirst(this IQueryable<Opening> openings, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return openings.OrderBy(o => o.DeadlineId == null).ThenBy(o => o.Deadline!.Closes == null && o.Deadline.Opens < month).ThenBy(o => o.Deadline!.Closes ?? o.Deadline.Opens).ThenBy(o => o.Id);
    }

    /// <summary><see cref="Opening.IsOpenAt"/> for the database, which pages by it.</summary>
    public static IQueryable<Opening> ClosedAt(this IQueryable<Opening> openings, NewsDb db, DateTime nowUtc, bool closed)
    {
        var past = db.Deadlines.Where(Deadline.ClosedAt(nowUtc, closed: true)).Select(d => d.Id);
        return openings.Where(o => closed == (o.DeadlineId != null && past.Contains(o.DeadlineId.Value)));
    }
}

/// <summary>Which openings the public sees, and a page of them with all that hangs on it in a fixed number of commands.</summary>
internal sealed class OpeningReading(NewsDb db, Terms terms, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <param name="codes">Of a region and of all that include it.</param>
    public static IQueryable<Opening> Concerning(IQueryable<Opening> openings, IReadOnlyList<string> codes) =>
        // One of the whole country concerns every region
        openings.Where(o => !o.Regions.Any() || o.Regions.Any(r => codes.Contains(r.RegionCode)));

    public static IQueryable<Opening> Public(NewsDb db, PublicDates.Filter filter, OpeningKind? kind = null)
    {
        var openings = db.Openings.Where(o => o.IsPublic);
        if (filter.Regions is { } codes) openings = Concerning(openings, codes);
        if (filter.TermId is { } term) openings = openings.Where(o => o.Terms.Any(t => t.TermId == term));
        return kind is { } only ? openings.Where(o => o.Kind == only) : openings;
    }

    /// <summary>Only listed organisations and published articles are named; the history of the days is loaded.</summary>
    public async Task<IReadOnlyList<Opening>> LoadAsync(IQueryable<Opening> page, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var openings = await page.AsNoTracking().Include(o => o.Deadline).Include(o => o.Publisher).Include(o => o.Regions).Include(o => o.Terms).ThenInclude(t => t.Term)
            .Include(o => o.Answers.Where(a => a.Organisation!.Listed)).ThenInclude(a => a.Organisation!.Regions).AsSplitQuery().ToListAsync(ct);
        var ids = openings.ConvertAll(o => o.Id);
        // Named, not shown: a list of openings has no use for the articles' texts
        var articles = (await (from row in db.Set<OpeningArticle>().AsNoTracking()
                               join a in db.Articles.VisibleAt(now) on row.ArticleId equals a.Id
                               where ids.Contains(row.OpeningId)
                               orderby row.OpeningId, row.ArticleId
                               select new { row.OpeningId, a.Id, a.PublicId, a.Slug, a.Type, a.Lang, a.Title, a.PublishedUtc }).ToListAsync(ct)).ToLookup(a => a.OpeningId);
        foreach (var opening in openings)
        {
            opening.Articles = [.. articles[opening.Id].Select(a => new OpeningArticle
            {
                OpeningId = opening.Id, ArticleId = a.Id,
                Article = new Article { Id = a.Id, PublicId = a.PublicId, Slug = a.Slug, Type = a.Type, Lang = a.Lang, Title = a.Title, PublishedUtc = a.PublishedUtc },
            })];
        }
        await db.WithHistoryAsync([.. openings.Select(o => o.Deadline).OfType<Deadline>()], ct);
        return openings;
    }

    public async Task<IReadOnlyList<OpeningJson>> JsonAsync(IQueryable<Opening> page, CancellationToken ct)
    {
        var (openings, index, now) = (await LoadAsync(page, ct), await terms.IndexAsync(ct), clock.GetUtcNow().UtcDateTime);
        return [.. openings.Select(o =>
        {
            var tags = o.Terms.Select(t => index.Find(t.TermId)).OfType<TermEntry>().ToList();
            return new OpeningJson(
                o.PublicId, o.Slug, site.Value.Absolute(o.Path), o.Kind, o.Lang, o.Title, o.Description, o.DecidedBy, [.. o.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)],
                tags.ConvertAll(t => t.Label.In(o.Lang)), tags.ConvertAll(t => t.Slug), o.IsOpenAt(now) ? "open" : "closed", o.Deadline is { } d ? DeadlineJson.Of(d, now) : null,
                o.MaterialUrl, o.AnswerUrl,
                [.. o.Articles.Select(a => a.Article!).Select(a => new EventArticleJson(a.PublicId, a.Title, a.Lang, site.Value.Absolute(a.Path)))],
                [.. o.Answers.OrderBy(a => a.MarkedUtc).Select(a => new AnsweringJson(a.Organisation!.PublicId, a.Organisation.Name, [.. a.Organisation.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)]))],
                o.IsPublic, o.Version, o.Publisher?.PublicId);
        })];
    }
}
