using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Site.Settings;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>The front page: the newest story leads, the next ones in two columns.</summary>
internal sealed class FrontPages(NewsDb db, Press press, OpenDeadlines deadlines, EventPages events, SentBulletins bulletins)
{
    private const int Stories = 11;

    public async Task<IResult> ShowAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var rows = await db.Articles.VisibleAt(press.NowUtc).Listed().OneVersionEach(lang).NewestFirst().Take(Stories).ToRowsAsync(ct);
        var next = await deadlines.NextAsync(3, texts, ct);
        var soon = await events.NextAsync(3, texts, ct);
        var latest = await bulletins.ListAsync(lang, 0, 1, ct);
        var themes = await db.Terms.AsNoTracking()
            .Where(t => t.Scheme == TermScheme.Theme && t.State == TermState.Active && t.MergedIntoId == null)
            .Where(t => db.Articles.VisibleAt(press.NowUtc).Any(a => a.Terms.Any(x => x.TermId == t.Id)))
            .OrderBy(t => EF.Functions.Collate(t.LabelFi, NewsDb.FinnishOrder))
            .Select(t => new TermLabel(t.Slug, t.Scheme, t.LabelFi, t.LabelSv, t.LabelEn)).ToListAsync(ct);
        var cards = rows.Select(r => Cards.Card(r, texts)).ToArray();
        return press.Show(http, "front", new FrontPage(press.Frame(lang), press.Head(lang, "", "/", (await KeepingFacts.ReadAsync(db, ct)).Description?.In(lang) ?? texts["front.description"]), ["front", .. rows.Select(r => $"article:{r.Id}")])
        {
            Lead = cards is [var lead, ..] ? lead : null,
            News = [.. cards.Skip(1)],
            Regions = [.. Regions.All.Select(r => Cards.Region(r, lang))],
            Themes = Cards.Tags(themes, lang),
            Deadlines = next,
            Events = soon,
            EventsUrl = Press.At(lang, "/tilaisuudet"),
            LatestBulletin = latest is [var newest, ..] ? newest : null,
            ArchiveUrl = Press.At(lang, "/arkisto"),
            DeadlinesUrl = Press.At(lang, "/maaraajat"),
            BulletinsUrl = Press.At(lang, "/tiedotteet"),
        });
    }
}
