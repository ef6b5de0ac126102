using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Deadlines and events that the public may see: those that a published article or a place to influence tells, perhaps of one region or term only.</summary>
internal static class PublicDates
{
    /// <param name="Regions">Codes of which any will do; null: the whole country.</param>
    internal sealed record Filter(IReadOnlyList<string>? Regions, long? TermId)
    {
        public static readonly Filter None = new(null, null);

        public bool IsOpen => Regions is null && TermId is null;

        /// <summary>From the words of an address: a region by code or slug, a term by slug or label.</summary>
        public static (Filter Filter, Dictionary<string, string[]> Errors) Read(string? region, string? tag, TermIndex terms)
        {
            var errors = new Dictionary<string, string[]>();
            var place = region is { Length: > 0 } ? Vocabulary.Regions.Find(region) ?? Vocabulary.Regions.FindBySlug(region) : null;
            if (region is { Length: > 0 } && place is null) errors["region"] = ["must be a region code (01-21, 90, HUS) or the slug of a region"];
            var term = tag is { Length: > 0 } ? terms.Find(tag) : null;
            if (tag is { Length: > 0 } && term is null) errors["tag"] = ["must be the slug of a term"];
            return (new Filter(place is null ? null : Vocabulary.Regions.Covering(place.Code), term?.Id), errors);
        }

        public IQueryable<Article> Apply(IQueryable<Article> articles)
        {
            if (Regions is { } codes) articles = articles.Where(a => a.Regions.Any(r => codes.Contains(r.RegionCode)));
            return TermId is { } term ? articles.Where(a => a.Terms.Any(t => t.TermId == term)) : articles;
        }
    }

    /// <summary>Those in force: a former state is reached through the one that superseded it.</summary>
    public static IQueryable<Deadline> InForce(this NewsDb db) => db.Deadlines.Where(d => !db.Deadlines.Any(n => n.SupersedesId == d.Id));

    /// <summary>
    /// By what comes next: the closing, or the opening where the closing is not known. What opened in a former month without anybody knowing
    /// its end stands last, not before everything that closes tomorrow.
    /// </summary>
    public static IOrderedQueryable<Deadline> NextFirst(this IQueryable<Deadline> deadlines, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return deadlines.OrderBy(d => d.Closes == null && d.Opens < month).ThenBy(d => d.Closes ?? d.Opens).ThenBy(d => d.ClosesAt == null).ThenBy(d => d.ClosesAt).ThenBy(d => d.Id);
    }

    /// <summary>Events of published articles. One with a region of its own is there, the others where their article is.</summary>
    public static IQueryable<Event> EventsToldAt(this NewsDb db, DateTime nowUtc, Filter filter)
    {
        var told = (filter with { Regions = null }).Apply(db.Articles.VisibleAt(nowUtc));
        if (filter.Regions is not { } codes) return db.Events.ToldBy(db, told);
        return db.Events.Where(e => db.Set<ArticleEvent>().Any(t => t.EventId == e.Id && told.Any(a => a.Id == t.ArticleId
            && (e.RegionCode == null ? a.Regions.Any(r => codes.Contains(r.RegionCode)) : codes.Contains(e.RegionCode)))));
    }

    public static IQueryable<Deadline> DeadlinesToldAt(this NewsDb db, DateTime nowUtc, Filter filter)
    {
        var told = filter.Apply(db.Articles.VisibleAt(nowUtc));
        var openings = OpeningReading.Public(db, filter);
        return db.InForce().Where(d => told.Any(a => a.Deadlines.Any(x => x.DeadlineId == d.Id)) || openings.Any(o => o.DeadlineId == d.Id));
    }
}
