using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.BulletinsWrite)]
internal sealed class IndexModel(NewsDb db, Composing composing, DeskText text) : PageModel
{
    private const int PageSize = 30;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    internal sealed record Row(string Href, int? Number, string? Lang, string? Subject, string State, int Items, int? Frozen, DateTime SavedUtc, DateTime? SentUtc);

    public async Task OnGetAsync(CancellationToken ct)
    {
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        var own = Actor.Of(User).Own(db.Bulletins.AsNoTracking(), b => b.PublisherId);
        Total = await own.CountAsync(ct);
        var rows = await own.OrderByDescending(b => b.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize)
            .Select(b => new
            {
                Bulletin = b,
                Text = b.Texts.Where(t => t.Subject != "").OrderBy(t => t.Lang == "fi" ? 0 : 1).FirstOrDefault(),
                Items = b.Items.Count,
                Dispatch = db.Dispatches.Where(d => d.BulletinId == b.Id && d.Kind == DispatchKind.First).FirstOrDefault(),
            }).ToListAsync(ct);
        Rows = [.. rows.Select(r => new Row(
            User.HrefOf(r.Bulletin.PublicId, r.Bulletin.CreatedById, isSent: r.Dispatch is not null), r.Bulletin.Number, r.Text?.Lang, r.Text?.Subject, BulletinJson.StateOf(r.Bulletin.Stage, r.Dispatch?.State), r.Items,
            r.Dispatch?.Frozen, r.Bulletin.SavedUtc, r.Dispatch?.StartedUtc))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var made = await composing.CreateAsync(new BulletinDraft(), Actor.Of(User), ct);
        if (made.Outcome == ComposeOutcome.Done) return Redirect($"/desk/bulletins/{made.Bulletin!.PublicId}");
        foreach (var error in made.Errors!) ModelState.AddModelError("", error.Message.In(text.Lang));
        await OnGetAsync(ct);
        return Page();
    }
}
