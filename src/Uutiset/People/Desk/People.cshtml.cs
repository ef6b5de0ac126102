using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class PeopleModel(NewsDb db, TimeProvider clock) : PageModel
{
    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(Guid Id, string Name, string Title, string? Organisation, string? Phone, string? Email, DateOnly? Until, IReadOnlyList<string> Regions, bool IsFormer, string? Successor, bool MayEdit);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (all, me) = (User.Has(Permission.PeopleManage), Actor.Of(User).UserId);
        var today = clock.Today();
        Rows = await db.People.AsNoTracking().WithName(Words is { Length: > 100 } ? Words[..100] : Words).OrderBy(p => p.ContactUntil != null && p.ContactUntil < today).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))
            .Select(p => new Row(p.PublicId, p.Name, p.TitleFi, p.Organisation!.Name, p.Phone, p.Email, p.ContactUntil, p.Regions.OrderBy(r => r.RegionCode).Select(r => r.RegionCode).ToList(),
                p.ContactUntil != null && p.ContactUntil < today || p.Memberships.Any() && !p.Memberships.Any(m => m.UntilOn == null || m.UntilOn >= today), p.Successor!.Name, all || p.UserId == null || p.UserId == me))
            .ToListAsync(ct);
    }
}
