using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class ProjectsModel(NewsDb db, DeskText text, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public ListFilters Filters { get; private set; } = null!;

    public int Number { get; private set; }

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    internal sealed record Row(Guid Id, string Name, string? Owner, DateOnly? EndsOn, DayPrecision EndsPrecision, ProjectStatus Status, bool MayEdit);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (today, query) = (clock.Today(), Request.Query);
        FilterField words = FilterField.Words("q", text["projects.filter.words"], query), funder = FilterField.Words("funder", text["projects.filter.funder"], query),
            state = FilterField.Choice("state", text["organisations.status"], query, Enum.GetValues<ProjectStatus>().Select(s => new FilterOption(s.ToString(), text["projects.status." + s]))),
            region = FilterField.Choice("region", text["organisations.region"], query, Regions.All.Select(r => new FilterOption(r.Code, r.Short.In(text.Lang))));
        Filters = new ListFilters("/desk/projects", text["projects.filter"], [words, funder, state, region]);
        var projects = db.Projects.AsNoTracking().WithName(words.Value).WithStatus(Enum.TryParse<ProjectStatus>(state.Value, out var status) ? status : null, today);
        if (funder.Value.Length > 0)
        {
            var organisations = db.Organisations.WithName(funder.Value).Select(o => (long?)o.Id);
            var named = db.Set<ProjectFunder>().AsQueryable();
            foreach (var word in WrittenWord.AllOf(funder.Value))
                named = named.Where(f => f.Name!.Contains(word.Given) || f.Name.Contains(word.Lower) || f.Name.Contains(word.Capital));
            projects = projects.Where(p => p.Funders.Any(f => organisations.Contains(f.OrganisationId)) || named.Any(f => f.ProjectId == p.Id));
        }
        // A project has no region of its own: it is where its owner and its partners are
        if (region.Value is { Length: > 0 } code)
            projects = projects.Where(p => p.Organisation!.Regions.Any(r => r.RegionCode == code) || p.Partners.Any(x => x.Organisation!.Regions.Any(r => r.RegionCode == code)));
        Total = await projects.CountAsync(ct);
        Number = Math.Clamp(FilterField.Page(query), 1, Pages);
        var editable = db.Projects.Editable(db, User).Select(p => p.Id);
        var rows = await projects.OrderBy(p => p.EndsOn != null && p.EndsOn < today).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(p => new { p.PublicId, p.Name, Owner = (string?)p.Organisation!.Name, p.StartsOn, p.EndsOn, p.EndsPrecision, MayEdit = editable.Contains(p.Id) }).ToListAsync(ct);
        Rows = [.. rows.Select(p => new Row(p.PublicId, p.Name, p.Owner, p.EndsOn, p.EndsPrecision, Project.StatusOf(p.StartsOn, p.EndsOn, today), p.MayEdit))];
    }
}
