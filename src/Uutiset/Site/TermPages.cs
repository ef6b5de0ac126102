using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Site.Calendars;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/aiheet and /aiheet/{slug}: themes, audiences, series and programmes.</summary>
internal sealed class TermPages(NewsDb db, Press press)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        var term = await db.Terms.AsNoTracking().FirstOrDefaultAsync(t => t.Slug == slug && t.State == TermState.Active, ct);
        if (term is null) return NotFoundPages.NotFound(http, lang, press);
        if (term.MergedIntoId is { } heirId)
        {
            var heir = await db.Terms.AsNoTracking().Where(t => t.Id == heirId).Select(t => t.Slug).SingleAsync(ct);
            return Results.Redirect(Press.At(lang, "/aiheet/" + heir), permanent: true);
        }
        var texts = press.In(lang);
        var path = "/aiheet/" + term.Slug;
        var articles = db.Articles.VisibleAt(press.NowUtc).Where(a => a.Terms.Any(t => t.TermId == term.Id)).OneVersionEach(lang);
        if (await Listing.OfAsync(articles, page, path, texts, ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var title = term.Label.In(lang);
        var (introduction, written) = Cards.Introduction(term.Introduction, lang);
        var feed = new Feed($"{press.Frame(lang).Name}: {title}", Press.At(lang, path + "/syote.atom"), "application/atom+xml");
        var around = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && t.MergedIntoId == null && (t.Id == term.BroaderId || t.BroaderId == term.Id))
            .OrderBy(t => EF.Functions.Collate(t.LabelFi, NewsDb.FinnishOrder)).Select(t => new { t.Id, Label = new TermLabel(t.Slug, t.Scheme, t.LabelFi, t.LabelSv, t.LabelEn) }).ToListAsync(ct);
        return press.Show(http, "term", new TermPage(press.Frame(lang), press.Head(lang, title, path, section: "/aiheet") with { Feeds = [feed] }, [$"term:{term.Id}", "terms", .. list.Keys])
        {
            Broader = Cards.Tags(around.Where(t => t.Id == term.BroaderId).Select(t => t.Label), lang) is [var broader] ? broader : null,
            Narrower = Cards.Tags(around.Where(t => t.Id != term.BroaderId).Select(t => t.Label), lang),
            Introduction = introduction, IntroductionLang = written,
            Title = title, Kind = texts.Scheme(term.Scheme), Feed = feed, Calendar = CalendarPages.LinkTo(path + "/maaraajat.ics", texts), Articles = list.Cards, Paging = list.Paging,
        });
    }

    public async Task<IResult> IndexAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var visible = db.Articles.VisibleAt(press.NowUtc);
        var terms = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && t.MergedIntoId == null)
            .OrderBy(t => EF.Functions.Collate(lang == "sv" ? t.LabelSv ?? t.LabelFi : lang == "en" ? t.LabelEn ?? t.LabelFi : t.LabelFi, NewsDb.FinnishOrder))
            .Select(t => new { Label = new TermLabel(t.Slug, t.Scheme, t.LabelFi, t.LabelSv, t.LabelEn), Count = visible.Where(a => a.Terms.Any(x => x.TermId == t.Id)).Select(a => a.TranslationOfId ?? a.Id).Distinct().Count() })
            .ToListAsync(ct);
        return press.Show(http, "index", new IndexPage(press.Frame(lang), press.Head(lang, texts["nav.themes"], "/aiheet"), ["terms"])
        {
            Title = texts["nav.themes"],
            Standfirst = texts["index.themes"],
            Groups = [.. terms.GroupBy(t => t.Label.Scheme).OrderBy(g => g.Key).Select(g =>
                new LinkGroup(texts.Scheme(g.Key), [.. Cards.Tags(g.Select(t => t.Label), lang).Zip(g, (link, t) => link with { Count = t.Count > 0 ? t.Count : null })]))],
        });
    }
}
