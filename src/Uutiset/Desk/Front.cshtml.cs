using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;

namespace Uutiset.Desk;

[Needs(Permission.DeskRead)]
internal sealed class FrontModel(NewsDb db, IEnumerable<DeskFrontList> lists, IEnumerable<DeskAction> actions) : PageModel
{
    private const int NewNotices = 4;

    public int Unread { get; private set; }

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public IReadOnlyList<DeskAction> Actions { get; private set; } = [];

    public List<(DeskFrontList List, IReadOnlyList<DeskFrontRow> Rows)> Lists { get; } = [];

    public string FirstName => Actor.Of(User).Name.Split(' ')[0];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Actions = [.. actions.Where(a => User.Has(a.Permission)).OrderBy(a => a.Order)];
        if (Actor.Of(User).UserId is { } me)
        {
            Unread = await db.UnreadOf(me).CountAsync(ct);
            Notices = await db.UnreadOf(me).OrderByDescending(n => n.AtUtc).ThenByDescending(n => n.Id).Take(NewNotices).ToListAsync(ct);
        }
        // One after another: they share the request's database connection
        foreach (var list in lists.Where(l => User.Has(l.Permission)).OrderBy(l => l.Order))
            if (await list.Load(HttpContext.RequestServices, User, ct) is var rows && (rows.Count > 0 || !list.HidesWhenEmpty)) Lists.Add((list, rows));
    }
}
