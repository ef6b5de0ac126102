using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Notices;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

/// <summary>What one is told of, the newest first. Opening one marks it as read, by a button: looking at the list changes nothing.</summary>
[Needs(Permission.DeskRead)]
internal sealed class NoticesModel(NewsDb db, DeskText text, TimeProvider clock) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<Notice> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = Me;
        Rows = await db.Notices.AsNoTracking().Where(n => n.UserId == me).OrderBy(n => n.ReadUtc != null).ThenByDescending(n => n.AtUtc).ThenByDescending(n => n.Id).Take(Most).ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostOpenAsync(long id, CancellationToken ct)
    {
        var me = Me;
        if (await db.Notices.SingleOrDefaultAsync(n => n.Id == id && n.UserId == me, ct) is not { } notice) return NotFound();
        notice.ReadUtc ??= clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        return LocalRedirect(notice.Path);
    }

    public async Task<IActionResult> OnPostAllAsync(CancellationToken ct)
    {
        var (me, now) = (Me, clock.GetUtcNow().UtcDateTime);
        await db.Notices.Where(n => n.UserId == me && n.ReadUtc == null).ExecuteUpdateAsync(row => row.SetProperty(n => n.ReadUtc, (DateTime?)now), ct);
        this.Notice(text["notices.allRead"]);
        return RedirectToPage();
    }

    private long Me => Actor.Of(User).UserId ?? throw new InvalidOperationException("The desk is for accounts");
}
