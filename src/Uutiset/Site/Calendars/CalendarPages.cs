using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Calendars;

/// <summary>Deadlines and events for calendar programs: of the whole site, of a region, of a theme. What the pages show, no more.</summary>
internal sealed class CalendarPages(NewsDb db, Press press, Terms terms)
{
    /// <summary>A program that looks in once a season still sees what has just passed.</summary>
    private const int MonthsBack = 12;
    private const int Most = 1000;

    public static Link LinkTo(string path, SiteTexts texts) => new(Press.At(texts.Lang, path), texts["calendar.follow"]);

    public async Task<IResult> DeadlinesAsync(HttpContext http, string lang, string? region, string? tag, CancellationToken ct)
    {
        var (filter, errors) = PublicDates.Filter.Read(region, tag, await terms.IndexAsync(ct));
        if (errors.Count > 0) return NotFoundPages.NotFound(http, lang, press);
        var texts = press.In(lang);
        var first = Dates.DayOf(press.NowUtc).AddMonths(-MonthsBack);
        var deadlines = await db.DeadlinesToldAt(press.NowUtc, filter).AsNoTracking().Where(d => (d.Closes ?? d.Opens) >= first)
            .OrderBy(d => d.Closes ?? d.Opens).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        await db.WithHistoryAsync(deadlines, ct);
        var ids = deadlines.ConvertAll(d => d.Id);
        var articles = (await filter.Apply(db.Articles.VisibleAt(press.NowUtc)).OneVersionEach(lang).OrderByDescending(a => a.PublishedUtc)
            .SelectMany(a => a.Deadlines, (a, d) => new { d.DeadlineId, a.Type, a.Slug, a.PublishedUtc }).Where(x => ids.Contains(x.DeadlineId))
            .OrderByDescending(x => x.PublishedUtc).ToListAsync(ct)).ToLookup(x => x.DeadlineId, x => Article.PathOf(x.Type, x.Slug));
        return Answer(http, lang, texts["nav.deadlines"], deadlines.Select(d => Entry(d, articles[d.Id].FirstOrDefault() ?? "/maaraajat", texts)));
    }

    /// <summary>The closing days of places to influence, under the same ids as in the calendar of deadlines.</summary>
    public async Task<IResult> OpeningsAsync(HttpContext http, string lang, string? region, string? tag, CancellationToken ct)
    {
        var (filter, errors) = PublicDates.Filter.Read(region, tag, await terms.IndexAsync(ct));
        if (errors.Count > 0) return NotFoundPages.NotFound(http, lang, press);
        var texts = press.In(lang);
        var first = Dates.DayOf(press.NowUtc).AddMonths(-MonthsBack);
        var openings = await OpeningReading.Public(db, filter).AsNoTracking().Include(o => o.Deadline).Where(o => o.DeadlineId != null && (o.Deadline!.Closes ?? o.Deadline.Opens) >= first)
            .OrderBy(o => o.Deadline!.Closes ?? o.Deadline.Opens).ThenBy(o => o.Id).Take(Most).ToListAsync(ct);
        await db.WithHistoryAsync([.. openings.Select(o => o.Deadline!)], ct);
        return Answer(http, lang, texts["nav.openings"], openings.DistinctBy(o => o.DeadlineId).Select(o => Entry(o.Deadline!, o.Path, texts)));
    }

    public async Task<IResult> EventsAsync(HttpContext http, string lang, string? region, string? tag, CancellationToken ct)
    {
        var (filter, errors) = PublicDates.Filter.Read(region, tag, await terms.IndexAsync(ct));
        if (errors.Count > 0) return NotFoundPages.NotFound(http, lang, press);
        var first = Dates.DayOf(press.NowUtc).AddMonths(-MonthsBack);
        var entries = await EntriesAsync(db.EventsToldAt(press.NowUtc, filter).Where(e => e.StartsOn >= first).OrderBy(e => e.StartsOn).ThenBy(e => e.Id).Take(Most), lang, ct);
        return Answer(http, lang, press.In(lang)["nav.events"], entries);
    }

    public async Task<IResult> EventAsync(HttpContext http, string lang, Guid id, CancellationToken ct)
    {
        var entries = await EntriesAsync(db.EventsToldAt(press.NowUtc, PublicDates.Filter.None).Where(e => e.PublicId == id), lang, ct);
        return entries is [var entry] ? Answer(http, lang, entry.Summary, entries) : NotFoundPages.NotFound(http, lang, press);
    }

    private async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(IQueryable<Event> page, string lang, CancellationToken ct)
    {
        var events = await page.AsNoTracking().ToListAsync(ct);
        var ids = events.ConvertAll(e => e.Id);
        var articles = (await db.Articles.VisibleAt(press.NowUtc).OneVersionEach(lang).SelectMany(a => a.Events, (a, e) => new { e.EventId, a.Type, a.Slug, a.PublishedUtc }).Where(x => ids.Contains(x.EventId))
            .OrderByDescending(x => x.PublishedUtc).ToListAsync(ct)).ToLookup(x => x.EventId, x => Article.PathOf(x.Type, x.Slug));
        return events.ConvertAll(e => Entry(e, press.Absolute(lang, articles[e.Id].FirstOrDefault() ?? "/tilaisuudet"), press.In(lang)));
    }

    private static CalendarEntry Entry(Event e, string url, SiteTexts texts) => new(
        e.PublicId, e.Version - 1, e.SavedUtc, e.Title, e.StartsOn, e.StartsAt, e.LastDay, e.EndsAt, url)
    {
        Place = e.Place ?? e.OnlineUrl,
        Description = string.Join('\n', new[]
        {
            e.RegistrationUntil is { } until ? texts.Get("event.registerBy", ("day", Dates.Day(until, texts.Lang))) : null, e.RegistrationUrl, e.OnlineUrl, e.Url, url,
        }.OfType<string>()),
    };

    private IResult Answer(HttpContext http, string lang, string title, IEnumerable<CalendarEntry> entries) =>
        Press.Answer(http, CalendarWriting.Write($"{press.Frame(lang).Name}: {title}", lang, entries), "text/calendar; charset=utf-8");

    // While nobody knows the closing, the entry is that of the opening; once it is known the same entry moves there
    private CalendarEntry Entry(Deadline deadline, string path, SiteTexts texts)
    {
        var isOpening = deadline.Closes is null;
        var (day, byMonth) = isOpening ? (deadline.Opens!.Value, deadline.OpensPrecision == DatePrecision.Month) : (deadline.Closes!.Value, deadline.Precision == DatePrecision.Month);
        var first = byMonth ? new DateOnly(day.Year, day.Month, 1) : day;
        return new(deadline.PublicId, deadline.Version - 1, deadline.SavedUtc, texts.Get(isOpening ? "calendar.opening" : "calendar.deadline", ("title", deadline.Title)),
            first, byMonth ? null : deadline.ClosesAt, byMonth ? first.AddMonths(1).AddDays(-1) : first, null, press.Absolute(texts.Lang, path))
        {
            Description = string.Join('\n', new[]
            {
                byMonth ? texts.Get("calendar.month", ("month", Dates.Month(first, texts.Lang))) : null,
                isOpening ? texts["left.unknown"] + "." : null,
                DeadlineLeaves.MoveSentence(deadline, texts),
                deadline.SourceUrl is { } url ? $"{texts["deadline.source"]} {url}" : null,
                press.Absolute(texts.Lang, path),
            }.OfType<string>()),
            Free = true,
        };
    }
}
