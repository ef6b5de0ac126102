using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Site.Calendars;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Deadlines that some public article tells: one that stands only in drafts is not public.</summary>
internal sealed class OpenDeadlines(NewsDb db, Press press)
{
    public async Task<IReadOnlyList<DeadlineLeaf>> NextAsync(int most, SiteTexts texts, CancellationToken ct) =>
        [.. (await LeavesAsync(Public().Where(d => d.Closes == null || d.Closes >= Earliest).NextFirst(Earliest).Take(most + 5), texts, withArticles: false, ct)).Where(l => !l.Closed).Take(most)];

    public async Task<IReadOnlyList<DeadlineLeaf>> NextInAsync(IReadOnlyList<string> regions, int most, SiteTexts texts, CancellationToken ct)
    {
        var here = Public(new(regions, null)).Where(d => d.Closes == null || d.Closes >= Earliest);
        return [.. (await LeavesAsync(here.NextFirst(Earliest).Take(most + 5), texts, withArticles: false, ct)).Where(l => !l.Closed).Take(most)];
    }

    public async Task<IResult> ShowAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var open = await LeavesAsync(Public().Where(d => d.Closes == null || d.Closes >= Earliest).NextFirst(Earliest).Take(200), texts, withArticles: true, ct);
        var past = await LeavesAsync(Public().Where(d => d.Closes < Earliest).OrderByDescending(d => d.Closes).Take(30), texts, withArticles: true, ct);
        return press.Show(http, "deadlines", new DeadlinesPage(press.Frame(lang), press.Head(lang, texts["nav.deadlines"], "/maaraajat"), ["deadlines"])
        {
            Calendar = CalendarPages.LinkTo("/maaraajat.ics", texts),
            Open = [.. open.Where(l => !l.Closed)],
            Closed = [.. open.Where(l => l.Closed).Reverse().Concat(past)],
        });
    }

    // A month-long one is stored by a day of its month: the query takes the whole month, IsClosedAt decides
    private DateOnly Earliest => Dates.DayOf(press.NowUtc) is var today ? new DateOnly(today.Year, today.Month, 1) : default;

    private IQueryable<Deadline> Public(PublicDates.Filter? filter = null) => db.DeadlinesToldAt(press.NowUtc, filter ?? PublicDates.Filter.None).AsNoTracking();

    private async Task<IReadOnlyList<DeadlineLeaf>> LeavesAsync(IQueryable<Deadline> deadlines, SiteTexts texts, bool withArticles, CancellationToken ct)
    {
        var rows = await deadlines.ToListAsync(ct);
        await db.WithHistoryAsync(rows, ct);
        var now = press.NowUtc;
        var ids = rows.Select(d => d.Id).ToArray();
        var articles = withArticles
            ? (await db.Articles.AsNoTracking().VisibleAt(now).OneVersionEach(db.Articles.VisibleAt(now), texts.Lang)
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
