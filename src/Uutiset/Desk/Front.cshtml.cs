using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;

namespace Uutiset.Desk;

[Needs(Permission.DeskRead)]
internal sealed class FrontModel(IEnumerable<DeskFrontList> lists) : PageModel
{
    public List<(DeskFrontList List, IReadOnlyList<DeskFrontRow> Rows)> Lists { get; } = [];

    public string FirstName => Actor.Of(User).Name.Split(' ')[0];

    public async Task OnGetAsync(CancellationToken ct)
    {
        // One after another: they share the request's database connection
        foreach (var list in lists.Where(l => User.Has(l.Permission)).OrderBy(l => l.Order))
            Lists.Add((list, await list.Load(HttpContext.RequestServices, User, ct)));
    }
}
