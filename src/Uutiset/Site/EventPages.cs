using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Site.Calendars;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/tilaisuudet: what is coming and what has been, of the events that published articles tell.</summary>
internal sealed class EventPages(NewsDb db, Press press)
{
    private const int PerPage = 30;

    public async Task<IResult> ShowAsync(HttpContext http, string lang, int page, CancellationToken ct)
    {
        var texts = press.In(lang);
        var past = Public().Where(e => (e.EndsOn ?? e.StartsOn) < Today);
        var total = await past.CountAsync(ct);
        var former = await CardsAsync(past.OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.Id).Skip((page - 1) * PerPage).Take(PerPage), texts, ct);
        if (former.Count == 0 && page > 1) return NotFoundPages.NotFound(http, lang, press);
        var coming = page == 1 ? await CardsAsync(Coming(Public()).Take(200), texts, ct) : [];
        return press.Show(http, "events", new EventsPage(press.Frame(lang), press.Head(lang, texts["nav.events"], "/tilaisuudet"), ["events", "articles"])
        {
            Calendar = CalendarPages.LinkTo("/tilaisuudet.ics", texts),
            Upcoming = coming,
            Past = former,
            IsFirst = page == 1,
            Paging = Cards.Paging(page, PerPage, total, p => Press.At(lang, FormattableString.Invariant($"/tilaisuudet?page={p}"))),
        });
    }

    public Task<IReadOnlyList<EventCard>> NextAsync(int most, SiteTexts texts, CancellationToken ct) => CardsAsync(Coming(Public()).Take(most), texts, ct);

    public Task<IReadOnlyList<EventCard>> NextInAsync(IReadOnlyList<string> regions, int most, SiteTexts texts, CancellationToken ct) =>
        CardsAsync(Coming(db.EventsToldAt(press.NowUtc, new(regions, null))).Take(most), texts, ct);

    private DateOnly Today => Dates.DayOf(press.NowUtc);

    private IQueryable<Event> Public() => db.EventsToldAt(press.NowUtc, PublicDates.Filter.None);

    // A day without an hour first: the databases place the missing differently
    private IQueryable<Event> Coming(IQueryable<Event> events) => events.Where(e => (e.EndsOn ?? e.StartsOn) >= Today).OrderBy(e => e.StartsOn).ThenBy(e => e.StartsAt != null).ThenBy(e => e.StartsAt).ThenBy(e => e.Id);

    /// <summary>Four commands: the events, their materials, what stands around those, their articles.</summary>
    private async Task<IReadOnlyList<EventCard>> CardsAsync(IQueryable<Event> events, SiteTexts texts, CancellationToken ct)
    {
        var rows = await events.AsNoTracking().ToListAsync(ct);
        var (ids, now) = (rows.ConvertAll(e => e.Id), press.NowUtc);
        // Versions in other languages tell the same events and materials
        var told = db.Articles.AsNoTracking().VisibleAt(now).OneVersionEach(texts.Lang);
        var articles = (await told.SelectMany(a => a.Events, (a, e) => new { e.EventId, a.Title, a.Lang, a.Type, a.Slug, a.PublishedUtc })
            .Where(x => ids.Contains(x.EventId)).OrderByDescending(x => x.PublishedUtc).ToListAsync(ct))
            .ToLookup(x => x.EventId, x => new Link(Press.At(texts.Lang, Article.PathOf(x.Type, x.Slug)), x.Title, Cards.Foreign(x.Lang, texts.Lang)));
        var materials = (await told.SelectMany(a => a.Attachments).Where(a => a.EventId != null && ids.Contains(a.EventId.Value)).Include(a => a.Media).ToListAsync(ct))
            .ToLookup(a => a.EventId!.Value);
        var around = new Surroundings(press, texts, await Pictures.AroundAsync(db, materials.SelectMany(m => m), ct), playsInPlace: false);
        return [.. rows.Select(e => around.Event(e, materials[e.Id], [.. articles[e.Id]]))];
    }
}
