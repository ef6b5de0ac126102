using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;

namespace Uutiset.Desk;

[Needs(Permission.DeskRead)]
internal sealed class FrontModel(IEnumerable<DeskFrontList> lists, IEnumerable<DeskAction> actions) : PageModel
{
    public IReadOnlyList<DeskAction> Actions { get; private set; } = [];

    public List<(DeskFrontList List, IReadOnlyList<DeskFrontRow> Rows)> Lists { get; } = [];

    public string FirstName => Actor.Of(User).Name.Split(' ')[0];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Actions = [.. actions.Where(a => User.Has(a.Permission)).OrderBy(a => a.Order)];
        // One after another: they share the request's database connection
        foreach (var list in lists.Where(l => User.Has(l.Permission)).OrderBy(l => l.Order))
            Lists.Add((list, await list.Load(HttpContext.RequestServices, User, ct)));
    }
}
