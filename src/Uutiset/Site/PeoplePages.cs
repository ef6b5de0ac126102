using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/tekijat/{slug} and /organisaatiot/{slug}. An organisation that a subscriber typed is not listed and has no page.</summary>
internal sealed class PeoplePages(NewsDb db, Press press)
{
    private const int MostQuotes = 10;

    public async Task<IResult> AuthorAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().AsSplitQuery().Include(p => p.Organisation).Include(p => p.Successor).Include(p => p.Photo).Include(p => p.Regions)
            .Include(p => p.Memberships).ThenInclude(m => m.Organisation).FirstOrDefaultAsync(p => p.Slug == slug, ct);
        if (person is null) return NotFoundPages.NotFound(http, lang, press);
        var (texts, today, path) = (press.In(lang), Dates.DayOf(press.NowUtc), "/tekijat/" + person.Slug);
        var articles = db.Articles.VisibleAt(press.NowUtc).Where(a => a.Bylines.Any(b => b.PersonId == person.Id)).OneVersionEach(lang);
        if (await Listing.OfAsync(articles, page, path, texts, ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var (introduction, written) = Cards.Introduction(person.Introduction, lang);
        var feed = new Feed($"{press.Frame(lang).Name}: {person.Name}", Press.At(lang, path + "/syote.atom"), "application/atom+xml");
        return press.Show(http, "author", new AuthorPage(press.Frame(lang), press.Head(lang, person.Name, path, section: "/tekijat") with { Feeds = [feed] }, ["people", "organisations", $"person:{person.Id}", .. list.Keys])
        {
            Author = Bylines.Of(person, today, lang),
            Notice = person.IsFormer(today) ? texts["author.former"] : null,
            Introduction = introduction,
            IntroductionLang = written,
            Former = [.. person.Memberships.Where(m => m.IsOver(today)).OrderByDescending(m => m.UntilOn).Select(m => Former(m, texts))],
            Quotes = await QuotesAsync(person, lang, ct),
            Feed = feed,
            Articles = list.Cards,
            Paging = list.Paging,
        });
    }

    private async Task<IReadOnlyList<QuoteLine>> QuotesAsync(Person person, string lang, CancellationToken ct)
    {
        // Among the texts that quote them: a version that leaves the quote out hides nothing
        var quoting = db.Articles.VisibleAt(press.NowUtc).Where(a => a.Quotes.Any(q => q.Speaker == person.Name));
        var said = await quoting.OneVersionEach(lang).SelectMany(a => a.Quotes).Where(q => q.Speaker == person.Name).OrderByDescending(q => q.Article!.PublishedUtc).ThenByDescending(q => q.ArticleId).ThenBy(q => q.Position)
            .Take(MostQuotes).Select(q => new { q.Text, q.Article!.Type, q.Article.Slug, q.Article.Title, q.Article.Lang, q.Article.PublishedUtc, q.Article.PublishedPrecision }).ToListAsync(ct);
        return [.. said.Select(q => new QuoteLine(q.Text.Split('\n'), new(Press.At(lang, Article.PathOf(q.Type, q.Slug)), q.Title, Cards.Foreign(q.Lang, lang)),
            Cards.Published(q.PublishedUtc, q.PublishedPrecision, lang), Cards.Foreign(q.Lang, lang)))];
    }

    private static FormerPost Former(Membership membership, SiteTexts texts)
    {
        var until = membership.UntilOn!.Value;
        var organisation = membership.Organisation!;
        return new FormerPost(Organisation(organisation, texts.Lang), membership.Title?.In(texts.Lang),
            membership.FromOn is { } from ? Dates.Range(from, until, texts.Lang) : texts.Get("author.until", ("day", Dates.Day(until, texts.Lang))));
    }

    public async Task<IResult> OrganisationAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        var organisation = await db.Organisations.AsNoTracking().Include(o => o.Regions).Include(o => o.Parent).Include(o => o.Logo).AsSplitQuery().FirstOrDefaultAsync(o => o.Slug == slug && o.Listed, ct);
        if (organisation is null)
        {
            var heir = await db.FormerOrganisations.Where(f => f.Slug == slug && f.Heir!.Listed).Select(f => f.Heir!.Slug).FirstOrDefaultAsync(ct);
            return heir is null ? NotFoundPages.NotFound(http, lang, press) : Results.Redirect(Press.At(lang, "/organisaatiot/" + heir), permanent: true);
        }
        var path = "/organisaatiot/" + organisation.Slug;
        var articles = WithOrganisation(db.Articles.VisibleAt(press.NowUtc), organisation).OneVersionEach(lang);
        if (await Listing.OfAsync(articles, page, path, press.In(lang), ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var today = Dates.DayOf(press.NowUtc);
        var people = await db.People.AsNoTracking().Where(p => p.OrganisationId == organisation.Id).Writing(today)
            .OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Select(p => new { p.Slug, p.Name }).ToListAsync(ct);
        var members = await db.Organisations.AsNoTracking().Where(o => o.ParentId == organisation.Id && o.Listed).OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).ToListAsync(ct);
        var projects = await Projects.Listed(db.Projects.Where(p => p.OrganisationId == organisation.Id || p.Partners.Any(x => x.OrganisationId == organisation.Id))
            .OrderBy(p => p.EndsOn != null && p.EndsOn < today).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))).ToListAsync(ct);
        var name = organisation.Label.In(lang);
        var (introduction, written) = Cards.Introduction(organisation.Introduction, lang);
        return press.Show(http, "organisation", new OrganisationPage(
            press.Frame(lang), press.Head(lang, name, path, section: "/organisaatiot"), ["people", "projects", $"organisation:{organisation.Id}", .. list.Keys])
        {
            Name = name,
            Logo = Pictures.Named(organisation.Logo, name, lang, Pictures.Logo),
            Kind = OrganisationTypes.All.TryGetValue(organisation.Type, out var type) ? type.In(lang) : null,
            Regions = Cards.Regions(organisation.Regions.Select(r => r.RegionCode), lang),
            Website = Uri.TryCreate(organisation.Website, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" ? new(site.AbsoluteUri, site.Host) : null,
            Parent = organisation.Parent is { } parent ? Organisation(parent, lang) : null,
            Phone = Bylines.Phone(organisation.Phone),
            Email = Bylines.Email(organisation.Email),
            Address = organisation.Address,
            BusinessId = organisation.BusinessId,
            RegistryNumber = organisation.RegistryNumber,
            Introduction = introduction,
            IntroductionLang = written,
            Members = [.. members.Select(o => Organisation(o, lang))],
            Projects = [.. projects.Select(p => ProjectPages.Link(p, lang))],
            People = [.. people.Select(p => new Link(Press.At(lang, "/tekijat/" + p.Slug), p.Name))],
            Articles = list.Cards,
            Paging = list.Paging,
        });
    }

    /// <summary>
    /// Of the organisation, about it, or by somebody who wrote for it then: the name that is printed beside theirs tells, whoever employs them
    /// now. Where none is printed, or one that no organisation has any more, the membership of that day does.
    /// </summary>
    private IQueryable<Article> WithOrganisation(IQueryable<Article> articles, Organisation organisation)
    {
        var (id, names) = (organisation.Id, organisation.Label.All.ToList());
        return articles.Where(a => a.PublisherId == id || a.Mentions.Any(m => m.OrganisationId == id)
            || a.Bylines.Any(b => b.PersonId != null && names.Contains(b.Organisation!))
            // An article that is known to the day stands at its midnight, which lies two or three hours earlier in UTC; in winter an hour lies two earlier
            || a.Bylines.Any(b => db.People.Any(p => p.Id == b.PersonId && (p.OrganisationId == id && !p.Memberships.Any() || p.Memberships.Any(m => m.OrganisationId == id
                    && (m.FromOn == null || m.FromOn <= DateOnly.FromDateTime(a.PublishedUtc!.Value.AddHours(a.PublishedPrecision == DatePrecision.Minute ? 2 : 3))) && (m.UntilOn == null || m.UntilOn >= DateOnly.FromDateTime(a.PublishedUtc!.Value.AddHours(a.PublishedPrecision == DatePrecision.Minute ? 2 : 3))))))
                && (b.Organisation == null || !db.Organisations.Any(o => o.Name == b.Organisation || o.NameSv == b.Organisation || o.NameEn == b.Organisation))));
    }

    private static Link Organisation(Organisation organisation, string lang) =>
        new(organisation.Listed ? Press.At(lang, "/organisaatiot/" + organisation.Slug) : "", organisation.Label.In(lang));
}
