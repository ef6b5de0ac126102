using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/organisaatiot, /tekijat and /hankkeet. There may be ten thousand organisations, so a long list has pages, letters and a search.</summary>
internal sealed class NamePages(NewsDb db, Press press)
{
    /// <summary>An organisation that a subscriber typed is not listed and has no page.</summary>
    public async Task<IResult> OrganisationsAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var asked = NamesAsked.Read(http.Request.Query, OrganisationTypes.All.Keys, hasRegions: true);
        var organisations = db.Organisations.AsNoTracking().Where(o => o.Listed).WithName(asked.Q);
        if (asked.Region is { Code: var region }) organisations = organisations.Where(o => o.Regions.Any(r => r.RegionCode == region));
        if (asked.Type.Length > 0) organisations = organisations.Where(o => o.Type == asked.Type);
        var list = await asked.ListAsync(organisations.Select(o => new NameRow { Id = o.Id, Slug = o.Slug, Name = lang == "sv" ? o.NameSv ?? o.Name : lang == "en" ? o.NameEn ?? o.Name : o.Name, Rank = 0 }), lang, "/organisaatiot", ct);
        if (list is null) return NotFoundPages.NotFound(http, lang, press);
        return Show(http, lang, "organisations", "/organisaatiot", asked, list, ["organisations"],
            [new LinkGroup(null, [.. list.Rows.Select(o => new Link(Press.At(lang, "/organisaatiot/" + o.Slug), o.Name))])],
            [.. OrganisationTypes.All.Select(t => new Choice(t.Key, t.Value.In(lang), t.Key == asked.Type))]);
    }

    /// <summary>Those who write now, and the others apart, since their articles are still read. A short list is by region.</summary>
    public async Task<IResult> AuthorsAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var (texts, today, asked) = (press.In(lang), Dates.DayOf(press.NowUtc), NamesAsked.Read(http.Request.Query, [], hasRegions: true));
        var people = db.People.AsNoTracking().WithName(asked.Q);
        if (asked.Region is { Code: var region }) people = people.Where(p => p.Regions.Any(r => r.RegionCode == region));
        var list = await asked.ListAsync(people.Select(p => new NameRow
        {
            Id = p.Id, Slug = p.Slug, Name = p.Name,
            Rank = p.ContactUntil != null && p.ContactUntil < today || p.MembersUntil != null && p.MembersUntil < today ? 1 : 0,
        }), lang, "/tekijat", ct);
        if (list is null) return NotFoundPages.NotFound(http, lang, press);
        var ids = list.Rows.Select(r => r.Id).ToList();
        // From the bylines of those who are shown, not from every article for each of them
        var counts = await db.Bylines.Where(b => ids.Contains(b.PersonId!.Value)).Join(db.Articles.VisibleAt(press.NowUtc), b => b.ArticleId, a => a.Id, (b, a) => new { b.PersonId, Item = a.TranslationOfId ?? a.Id }).Distinct()
            .GroupBy(b => b.PersonId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var regions = (await db.Set<PersonRegion>().Where(r => ids.Contains(r.PersonId)).Select(r => new { r.PersonId, r.RegionCode }).ToListAsync(ct)).ToLookup(r => r.PersonId, r => r.RegionCode);
        var links = list.Rows.Select(p => (Former: p.Rank == 1, Regions: regions[p.Id].ToList(), Link: new Link(Press.At(lang, "/tekijat/" + p.Slug), p.Name) { Count = counts.TryGetValue(p.Id, out var n) ? n : null })).ToList();
        IEnumerable<LinkGroup> now = list.IsLong ? [new(null, [.. links.Where(p => !p.Former).Select(p => p.Link)])] :
        [
            new(texts["index.nationwide"], [.. links.Where(p => !p.Former && p.Regions.Count == 0).Select(p => p.Link)]),
            .. Regions.All.Select(r => new LinkGroup(r.Name.In(lang), [.. links.Where(p => !p.Former && p.Regions.Contains(r.Code)).Select(p => p.Link)])),
        ];
        return Show(http, lang, "authors", "/tekijat", asked, list, ["people"], [.. now, new(texts["index.former"], [.. links.Where(p => p.Former).Select(p => p.Link)])], []);
    }

    public async Task<IResult> ProjectsAsync(HttpContext http, string lang, CancellationToken ct)
    {
        ProjectStatus[] statuses = [ProjectStatus.Active, ProjectStatus.Planned, ProjectStatus.Ended];
        var (texts, today) = (press.In(lang), Dates.DayOf(press.NowUtc));
        var asked = NamesAsked.Read(http.Request.Query, statuses.Select(s => s.ToString()), hasRegions: false);
        var wanted = asked.Type.Length > 0 ? Enum.Parse<ProjectStatus>(asked.Type) : (ProjectStatus?)null;
        // In the order of the statuses above
        var list = await asked.ListAsync(db.Projects.AsNoTracking().WithName(asked.Q).WithStatus(wanted, today).Select(p => new NameRow
        {
            Id = p.Id, Slug = p.Slug, Name = lang == "sv" ? p.NameSv ?? p.Name : lang == "en" ? p.NameEn ?? p.Name : p.Name,
            Rank = p.EndsOn < today ? 2 : p.StartsOn > today ? 1 : 0, IsFinnish = lang == "sv" && p.NameSv == null || lang == "en" && p.NameEn == null,
        }), lang, "/hankkeet", ct);
        if (list is null) return NotFoundPages.NotFound(http, lang, press);
        return Show(http, lang, "projects", "/hankkeet", asked, list, ["projects"],
            [.. statuses.Select((s, rank) => new LinkGroup(ProjectPages.StatusText(s, texts), [.. list.Rows.Where(p => p.Rank == rank).Select(p => new Link(Press.At(lang, "/hankkeet/" + p.Slug), p.Name, p.IsFinnish ? "fi" : null))]))],
            [.. statuses.Select(s => new Choice(s.ToString(), ProjectPages.StatusText(s, texts), s == wanted))]);
    }

    private IResult Show(HttpContext http, string lang, string kind, string path, NamesAsked asked, NameList list, IReadOnlyList<string> keys, IReadOnlyList<LinkGroup> groups, IReadOnlyList<Choice> types)
    {
        var texts = press.In(lang);
        var head = press.Head(lang, texts["nav." + kind], path);
        if (asked.Anything || asked.Page > 1)
            head = head with { NoIndex = asked.Anything, Languages = [.. press.Languages.Select(l => new LanguageLink(l, SiteFrames.NameOf(l), asked.Address(l, path, asked.Letter, asked.Page), l == lang))] };
        return press.Show(http, "index", new IndexPage(press.Frame(lang), head, keys)
        {
            Title = texts["nav." + kind],
            Standfirst = texts["index." + kind],
            Groups = [.. groups.Where(g => g.Links.Count > 0)],
            Search = !list.IsLong ? null : new NameSearch(Press.At(lang, path), asked.Q, list.Total)
            {
                Narrowed = asked.Anything,
                Regions = kind == "projects" ? [] : [.. Regions.All.Select(r => new Choice(r.Slug, r.Short.In(lang), r == asked.Region))],
                Types = types,
                TypeLabel = types.Count > 0 ? texts[kind == "projects" ? "index.status" : "archive.type"] : null,
                Letters = list.Letters,
                AllLetters = asked.Address(lang, path, "", 1),
            },
            Paging = list.Paging,
        });
    }
}
