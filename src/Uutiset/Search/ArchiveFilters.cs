using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>A match with its article, on the way through the filters.</summary>
internal sealed class ArchiveRow
{
    public long Id { get; set; }
    public double Score { get; set; }
    public Article? Article { get; set; }
}

/// <summary>Filters of the archive, the same LINQ on both engines.</summary>
internal static class ArchiveFilters
{
    /// <summary>Stands in every query: an index row may outlive what the public may see (S16).</summary>
    public static IQueryable<ArchiveRow> Visible(this IQueryable<ArchiveMatch> matches, NewsDb db, DateTime nowUtc) =>
        from match in matches
        join document in db.SearchDocuments on match.Id equals document.Id
        join article in db.Articles on document.ArticleId equals article.Id
        where document.VisibleUntilUtc > nowUtc && document.PublishedUtc <= nowUtc
        select new ArchiveRow { Id = match.Id, Score = match.Score, Article = article };

    public static IQueryable<ArchiveRow> Filter(this IQueryable<ArchiveRow> rows, NewsDb db, ArchiveQuery query, DateTime nowUtc)
    {
        if (query.Tag is { Length: > 0 } tag) rows = rows.Under(db.Terms.Where(t => t.Slug == tag));
        if (query.Audience is { Length: > 0 } audience) rows = rows.Under(db.Terms.Where(t => t.Slug == audience && t.Scheme == TermScheme.Audience));
        if (query.Series is { Length: > 0 } series) rows = rows.Under(db.Terms.Where(t => t.Slug == series && t.Scheme == TermScheme.Series));
        if (query.Region is { Length: > 0 } region)
        {
            var codes = (Regions.Find(region) ?? Regions.FindBySlug(region)) is { } known ? Regions.Covering(known.Code) : [];
            rows = rows.Where(r => r.Article!.Regions.Any(a => codes.Contains(a.RegionCode)));
        }
        if (query.Author is { Length: > 0 } author)
        {
            rows = rows.Where(r => r.Article!.Bylines.Any(b =>
                b.PersonId == null ? b.Name == author : db.People.Any(p => p.Id == b.PersonId && p.Slug == author)));
        }
        if (query.Type is { } type) rows = rows.Where(r => r.Article!.Type == type);
        if (query.Lang is { Length: > 0 } lang)
        {
            var readable = db.Articles.ReadableIn(db.Articles.VisibleAt(nowUtc), lang).Select(a => a.Id);
            rows = rows.Where(r => readable.Contains(r.Article!.Id));
        }
        if (query.From is { } from && Midnight(from) is var first) rows = rows.Where(r => r.Article!.PublishedUtc >= first);
        if (query.To is { } to && to < DateOnly.MaxValue && Midnight(to.AddDays(1)) is var end) rows = rows.Where(r => r.Article!.PublishedUtc < end);
        return rows;
    }

    private static IQueryable<ArchiveRow> Under(this IQueryable<ArchiveRow> rows, IQueryable<Term> named)
    {
        // A merged term stands for its heir
        var terms = named.Select(t => t.MergedIntoId ?? t.Id);
        return rows.Where(r => r.Article!.Terms.Any(t => terms.Contains(t.TermId)));
    }

    // The year 1 begins two hours before time does
    private static DateTime Midnight(DateOnly day) =>
        day.Year < 1900 ? new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc) : Dates.ToUtc(day, TimeOnly.MinValue);
}
