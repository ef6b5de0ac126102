using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class ProjectsModel(NewsDb db, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(Guid Id, string Name, string? Owner, DateOnly? EndsOn, DayPrecision EndsPrecision, ProjectStatus Status);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var projects = await db.Projects.AsNoTracking().OrderBy(p => p.EndsOn != null && p.EndsOn < today).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))
            .Select(p => new { p.PublicId, p.Name, Owner = (string?)p.Organisation!.Name, p.StartsOn, p.EndsOn, p.EndsPrecision }).ToListAsync(ct);
        Rows = [.. projects.Select(p => new Row(p.PublicId, p.Name, p.Owner, p.EndsOn, p.EndsPrecision, Project.StatusOf(p.StartsOn, p.EndsOn, today)))];
    }
}
