using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Site.Calendars;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/alueet and /alueet/{slug}. What concerns HUS concerns its areas as well.</summary>
internal sealed class RegionPages(NewsDb db, Press press, OpenDeadlines deadlines, EventPages events)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        if (Regions.FindBySlug(slug) is not { } region) return NotFoundPages.NotFound(http, lang, press);
        var texts = press.In(lang);
        var path = "/alueet/" + region.Slug;
        var covering = Regions.Covering(region.Code);
        var articles = db.Articles.VisibleAt(press.NowUtc).Where(a => a.Regions.Any(r => covering.Contains(r.RegionCode))).OneVersionEach(lang);
        if (await Listing.OfAsync(articles, page, path, texts, ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var next = await deadlines.NextInAsync(covering, 5, texts, ct);
        var soon = await events.NextInAsync(covering, 5, texts, ct);
        var today = Dates.DayOf(press.NowUtc);
        var agents = await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Photo).Include(p => p.Regions).AsSplitQuery()
            .Where(p => p.Regions.Any(r => r.RegionCode == region.Code)).Writing(today).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id).Take(30).ToListAsync(ct);
        var (introduction, written) = Cards.Introduction((await db.Regions.AsNoTracking().SingleAsync(r => r.Code == region.Code, ct)).Introduction, lang);
        var title = region.Name.In(lang);
        var feed = new Feed($"{press.Frame(lang).Name}: {title}", Press.At(lang, path + "/syote.atom"), "application/atom+xml");
        var sentence = texts.Get("region.sentence", ("place", region.Place.In(lang)));
        return press.Show(http, "region", new RegionPage(
            press.Frame(lang), press.Head(lang, title, path, sentence, "/alueet") with { Feeds = [feed] }, [$"region:{region.Code}", "deadlines", .. agents.Select(a => $"person:{a.Id}"), .. list.Keys])
        {
            Title = title,
            Sentence = sentence,
            Introduction = introduction,
            IntroductionLang = written,
            Feed = feed,
            Calendar = CalendarPages.LinkTo(path + "/maaraajat.ics", texts),
            Agents = [.. agents.Select(a => Bylines.Of(a, Dates.DayOf(press.NowUtc), lang))],
            Deadlines = next,
            Events = soon,
            Articles = list.Cards,
            Paging = list.Paging,
        });
    }

    public async Task<IResult> IndexAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var counts = await db.Articles.VisibleAt(press.NowUtc).SelectMany(a => a.Regions, (a, r) => new { r.RegionCode, Item = a.TranslationOfId ?? a.Id }).Distinct().GroupBy(r => r.RegionCode)
            .Select(g => new { Code = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Code, g => g.Count, ct);
        return press.Show(http, "index", new IndexPage(press.Frame(lang), press.Head(lang, texts["nav.regions"], "/alueet"), ["regions"])
        {
            Title = texts["nav.regions"],
            Standfirst = texts["index.regions"],
            Groups = [new(null, [.. Regions.All.Select(r => new Link(Press.At(lang, "/alueet/" + r.Slug), r.Name.In(lang))
            {
                Count = Regions.Covering(r.Code).Sum(c => counts.GetValueOrDefault(c)) is > 0 and var count ? count : null,
            })])],
        });
    }
}
