using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/tekijat and /organisaatiot. An organisation that a subscriber typed is not listed and has no page.</summary>
internal sealed class PeoplePages(NewsDb db, Press press)
{
    public async Task<IResult> AuthorAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Regions).FirstOrDefaultAsync(p => p.Slug == slug, ct);
        if (person is null) return NotFoundPages.NotFound(http, lang, press);
        var path = "/tekijat/" + person.Slug;
        var articles = db.Articles.VisibleAt(press.NowUtc).Where(a => a.Bylines.Any(b => b.PersonId == person.Id));
        if (await Listing.OfAsync(articles, page, path, press.In(lang), ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var feed = new Feed($"{press.Frame(lang).Name}: {person.Name}", Press.At(lang, path + "/syote.atom"), "application/atom+xml");
        return press.Show(http, "author", new AuthorPage(press.Frame(lang), press.Head(lang, person.Name, path, section: "/tekijat") with { Feeds = [feed] }, [$"person:{person.Id}", .. list.Keys])
        {
            Author = Bylines.Of(person, Dates.DayOf(press.NowUtc), lang), Feed = feed, Articles = list.Cards, Paging = list.Paging,
        });
    }

    public async Task<IResult> AuthorsAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var visible = db.Articles.VisibleAt(press.NowUtc);
        var people = await db.People.AsNoTracking().OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))
            .Select(p => new { p.Slug, p.Name, Count = visible.Count(a => a.Bylines.Any(b => b.PersonId == p.Id)) }).ToListAsync(ct);
        return press.Show(http, "index", new IndexPage(press.Frame(lang), press.Head(lang, texts["nav.authors"], "/tekijat"), ["people"])
        {
            Title = texts["nav.authors"],
            Standfirst = texts["index.authors"],
            Groups = people.Count == 0 ? [] : [new(null, [.. people.Select(p => new Link(Press.At(lang, "/tekijat/" + p.Slug), p.Name) { Count = p.Count > 0 ? p.Count : null })])],
        });
    }

    public async Task<IResult> OrganisationAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        var organisation = await db.Organisations.AsNoTracking().Include(o => o.Regions).FirstOrDefaultAsync(o => o.Slug == slug && o.Listed, ct);
        if (organisation is null) return NotFoundPages.NotFound(http, lang, press);
        var path = "/organisaatiot/" + organisation.Slug;
        var articles = db.Articles.VisibleAt(press.NowUtc)
            .Where(a => a.PublisherId == organisation.Id || a.Bylines.Any(b => db.People.Any(p => p.Id == b.PersonId && p.OrganisationId == organisation.Id)));
        if (await Listing.OfAsync(articles, page, path, press.In(lang), ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var people = await db.People.AsNoTracking().Where(p => p.OrganisationId == organisation.Id).OrderBy(p => p.Name).Select(p => new { p.Slug, p.Name }).ToListAsync(ct);
        var name = Name(organisation.Name, organisation.NameSv, lang);
        return press.Show(http, "organisation", new OrganisationPage(
            press.Frame(lang), press.Head(lang, name, path, section: "/organisaatiot"), [$"organisation:{organisation.Id}", .. list.Keys])
        {
            Name = name,
            Kind = OrganisationTypes.All.TryGetValue(organisation.Type, out var type) ? type.In(lang) : null,
            Regions = Cards.Regions(organisation.Regions.Select(r => r.RegionCode), lang),
            Website = Uri.TryCreate(organisation.Website, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" ? new(site.AbsoluteUri, site.Host) : null,
            People = [.. people.Select(p => new Link(Press.At(lang, "/tekijat/" + p.Slug), p.Name))],
            Articles = list.Cards,
            Paging = list.Paging,
        });
    }

    public async Task<IResult> OrganisationsAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var rows = await db.Organisations.AsNoTracking().Where(o => o.Listed).OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder))
            .Select(o => new { o.Slug, o.Name, o.NameSv }).ToListAsync(ct);
        return press.Show(http, "index", new IndexPage(press.Frame(lang), press.Head(lang, texts["nav.organisations"], "/organisaatiot"), ["organisations"])
        {
            Title = texts["nav.organisations"],
            Standfirst = texts["index.organisations"],
            Groups = rows.Count == 0 ? [] : [new(null, [.. rows.Select(o => new Link(Press.At(lang, "/organisaatiot/" + o.Slug), Name(o.Name, o.NameSv, lang)))])],
        });
    }

    private static string Name(string name, string? swedish, string lang) => lang == "sv" ? swedish ?? name : name;
}
