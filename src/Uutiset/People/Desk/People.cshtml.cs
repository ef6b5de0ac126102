using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class PeopleModel(NewsDb db) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(Guid Id, string Name, string Title, string? Organisation, string? Phone, string? Email, DateOnly? Until, IReadOnlyList<string> Regions, bool MayEdit);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (all, me) = (User.Has(Permission.PeopleManage), Actor.Of(User).UserId);
        Rows = await db.People.AsNoTracking().OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))
            .Select(p => new Row(p.PublicId, p.Name, p.TitleFi, p.Organisation!.Name, p.Phone, p.Email, p.ContactUntil, p.Regions.OrderBy(r => r.RegionCode).Select(r => r.RegionCode).ToList(),
                all || p.UserId == null || p.UserId == me))
            .ToListAsync(ct);
    }
}
