using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Search;
using Uutiset.Site.Calendars;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Deadlines that some public article tells: one that stands only in drafts is not public.</summary>
internal sealed class OpenDeadlines(NewsDb db, Press press)
{
    private const int Most = 200;
    private const int MostClosed = 60;

    public Task<IReadOnlyList<DeadlineLeaf>> NextAsync(int most, SiteTexts texts, CancellationToken ct) => OpenAsync(PublicDates.Filter.None, most, texts, withArticles: false, ct);

    public Task<IReadOnlyList<DeadlineLeaf>> NextInAsync(IReadOnlyList<string> regions, int most, SiteTexts texts, CancellationToken ct) => OpenAsync(new(regions, null), most, texts, withArticles: false, ct);

    /// <summary>Those of which a search asks: its words stand in the deadline's name, or in title, lead or tags of an article that tells it.</summary>
    public async Task<IReadOnlyList<DeadlineLeaf>> AskedAsync(DeadlineQuestion asked, int most, SiteTexts texts, CancellationToken ct)
    {
        var open = await Told(PublicDates.Filter.None, closed: false).NextFirst(Dates.DayOf(press.NowUtc)).Take(Most).ToListAsync(ct);
        var ids = open.ConvertAll(d => d.Id);
        var told = (await db.Articles.AsNoTracking().VisibleAt(press.NowUtc).SelectMany(a => a.Deadlines, (a, d) => new { d.DeadlineId, a.Id }).Where(x => ids.Contains(x.DeadlineId))
            .Join(db.SearchDocuments, x => x.Id, d => d.ArticleId, (x, d) => new { x.DeadlineId, d.Title, d.Lead, d.Tags, d.Languages }).ToListAsync(ct)).ToLookup(x => x.DeadlineId);
        // One that a place to influence alone tells has nothing but its name
        var fitting = open.Where(d => told[d.Id].Any() ? told[d.Id].Any(a => asked.Fits(string.Join('\n', d.Title, a.Title, a.Lead, a.Tags), a.Languages)) : asked.Fits(d.Title, "fi"));
        return await LeavesAsync([.. fitting.Take(most)], texts, withArticles: true, ct);
    }

    public async Task<IResult> ShowAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var closed = Told(PublicDates.Filter.None, closed: true).OrderByDescending(d => d.Closes).ThenByDescending(d => d.ClosesAt).ThenByDescending(d => d.Id).Take(MostClosed);
        return press.Show(http, "deadlines", new DeadlinesPage(press.Frame(lang), press.Head(lang, texts["nav.deadlines"], "/maaraajat"), ["deadlines"])
        {
            Calendar = CalendarPages.LinkTo("/maaraajat.ics", texts),
            Open = await OpenAsync(PublicDates.Filter.None, Most, texts, withArticles: true, ct),
            Closed = await LeavesAsync(await closed.ToListAsync(ct), texts, withArticles: true, ct),
        });
    }

    private async Task<IReadOnlyList<DeadlineLeaf>> OpenAsync(PublicDates.Filter filter, int most, SiteTexts texts, bool withArticles, CancellationToken ct) =>
        await LeavesAsync(await Told(filter, closed: false).NextFirst(Dates.DayOf(press.NowUtc)).Take(most).ToListAsync(ct), texts, withArticles, ct);

    private IQueryable<Deadline> Told(PublicDates.Filter filter, bool closed) => db.DeadlinesToldAt(press.NowUtc, filter).AsNoTracking().Where(Deadline.ClosedAt(press.NowUtc, closed));

    private async Task<IReadOnlyList<DeadlineLeaf>> LeavesAsync(List<Deadline> rows, SiteTexts texts, bool withArticles, CancellationToken ct)
    {
        await db.WithHistoryAsync(rows, ct);
        var now = press.NowUtc;
        var ids = rows.Select(d => d.Id).ToArray();
        var articles = withArticles
            ? (await db.Articles.AsNoTracking().VisibleAt(now).OneVersionEach(texts.Lang)
                .SelectMany(a => a.Deadlines, (a, d) => new { d.DeadlineId, a.Type, a.Slug, a.Title, a.Lang, a.PublishedUtc })
                .Where(x => ids.Contains(x.DeadlineId)).OrderByDescending(x => x.PublishedUtc).ToListAsync(ct))
                .ToLookup(x => x.DeadlineId, x => new Link(Press.At(texts.Lang, Article.PathOf(x.Type, x.Slug)), x.Title, Cards.Foreign(x.Lang, texts.Lang)))
            : Enumerable.Empty<Link>().ToLookup(_ => 0L);
        var openings = withArticles
            ? (await db.Openings.AsNoTracking().Where(o => o.IsPublic && o.DeadlineId != null && ids.Contains(o.DeadlineId.Value)).OrderBy(o => o.Id).Select(o => new { o.DeadlineId, o.Slug, o.Title, o.Lang }).ToListAsync(ct))
                .ToLookup(o => o.DeadlineId!.Value, o => new Link(Press.At(texts.Lang, "/vaikuta/" + o.Slug), o.Title, Cards.Foreign(o.Lang, texts.Lang)))
            : Enumerable.Empty<Link>().ToLookup(_ => 0L);
        return [.. rows.Select(d => DeadlineLeaves.Leaf(d, now, texts, [.. openings[d.Id], .. articles[d.Id]]))];
    }
}
