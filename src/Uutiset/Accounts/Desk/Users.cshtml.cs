using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

[Needs(Permission.UsersManage)]
internal sealed class UsersModel(NewsDb db, Users users, DeskText text) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public Role NewRole { get; set; }

    /// <summary>Shown once, on the page that answers the request that made it.</summary>
    public string? Link { get; private set; }

    public string? LinkFor { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(long Id, string Name, string? Email, Role Role, bool Disabled, bool HasPassword, DateTime? SeenUtc);

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        var (link, refusal) = await users.AddAsync(Email, Name, NewRole, Actor.Of(User), ct);
        if (refusal is not null)
        {
            ModelState.AddModelError(refusal.StartsWith("accounts.name", StringComparison.Ordinal) ? nameof(Name) : nameof(Email), refusal);
        }
        else
        {
            (Link, LinkFor) = (link, Name);
            // An empty form again, not the one just sent
            (Name, Email, NewRole) = ("", "", Role.Agent);
            ModelState.Clear();
        }
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostLinkAsync(long id, CancellationToken ct)
    {
        Link = await users.NewSetUpLinkAsync(id, Actor.Of(User), ct);
        await LoadAsync(ct);
        LinkFor = Rows.FirstOrDefault(r => r.Id == id)?.Name;
        if (Link is null) ModelState.AddModelError("", "accounts.user.unknown");
        return Page();
    }

    public async Task<IActionResult> OnPostRoleAsync(long id, Role role, CancellationToken ct) =>
        await AfterAsync(await users.SetRoleAsync(id, role, Actor.Of(User), ct), "accounts.saved", ct);

    public async Task<IActionResult> OnPostDisableAsync(long id, CancellationToken ct) =>
        await AfterAsync(await users.SetDisabledAsync(id, true, Actor.Of(User), ct), "accounts.users.disabled", ct);

    public async Task<IActionResult> OnPostEnableAsync(long id, CancellationToken ct) =>
        await AfterAsync(await users.SetDisabledAsync(id, false, Actor.Of(User), ct), "accounts.users.enabled", ct);

    private async Task<IActionResult> AfterAsync(string? refusal, string done, CancellationToken ct)
    {
        if (refusal is null)
        {
            this.Notice(text[done]);
            return RedirectToPage();
        }
        ModelState.AddModelError("", refusal);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct) =>
        Rows = await db.Users.AsNoTracking()
            .OrderBy(u => u.Disabled).ThenBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder))
            .Select(u => new Row(u.Id, u.Name, u.Email, u.Role, u.Disabled, u.PasswordHash != null, db.Sessions.Where(s => s.UserId == u.Id).Max(s => (DateTime?)s.SeenUtc)))
            .ToListAsync(ct);
}
