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
        var projects = await db.Projects.AsNoTracking().Include(p => p.Organisation).OrderBy(p => p.EndsOn != null && p.EndsOn < today).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ToListAsync(ct);
        Rows = [.. projects.Select(p => new Row(p.PublicId, p.Name, p.Organisation?.Name, p.EndsOn, p.EndsPrecision, p.StatusOn(today)))];
    }
}
