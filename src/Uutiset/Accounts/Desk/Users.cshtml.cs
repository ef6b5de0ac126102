using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

[Needs(Permission.UsersManage)]
internal sealed class UsersModel(NewsDb db, Users users, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public Role NewRole { get; set; }

    /// <summary>Of the new account; null: the whole site.</summary>
    [BindProperty]
    public Guid? NewPublisher { get; set; }

    /// <summary>None where the site has only one: there is nothing to choose then.</summary>
    public IReadOnlyList<PublisherChoice> Publishers { get; private set; } = [];

    /// <summary>Shown once, on the page that answers the request that made it.</summary>
    public string? Link { get; private set; }

    public string? LinkFor { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(long Id, string Name, string? Email, Role Role, bool Disabled, bool HasPassword, DateTime? SeenUtc, int Sessions, long? PublisherId);

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public long? Me => User.UserId();

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (ModelState[nameof(NewRole)]?.Errors.Count > 0) return await RefuseAsync(nameof(NewRole), "accounts.role.unknown", ct);
        var publisher = NewPublisher is { } chosen ? await db.Publishers().FirstOrDefaultAsync(p => p.PublicId == chosen, ct) : null;
        if (NewPublisher is not null && publisher is null) return await RefuseAsync(nameof(NewPublisher), "accounts.publisher.unknown", ct);
        var (link, refusal) = await users.AddAsync(Email, Name, NewRole, publisher?.Id, Actor.Of(User), ct);
        if (refusal is not null)
        {
            ModelState.AddModelError(refusal.StartsWith("accounts.name", StringComparison.Ordinal) ? nameof(Name) : refusal.StartsWith("accounts.publisher", StringComparison.Ordinal) ? nameof(NewPublisher) : nameof(Email), refusal);
        }
        else
        {
            (Link, LinkFor) = (link, Name);
            // An empty form again, not the one just sent
            (Name, Email, NewRole, NewPublisher) = ("", "", Role.Agent, null);
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

    // A word that is no role must not become the first one of them, which would take rights away
    public async Task<IActionResult> OnPostRoleAsync(long id, Role? role, CancellationToken ct) =>
        role is { } known ? await AfterAsync(await users.SetRoleAsync(id, known, Actor.Of(User), ct), "accounts.saved", ct) : await RefuseAsync("", "accounts.role.unknown", ct);

    public async Task<IActionResult> OnPostPublisherAsync(long id, Guid? publisher, CancellationToken ct) =>
        ModelState.IsValid ? await AfterAsync(await users.SetPublisherAsync(id, publisher, Actor.Of(User), ct), "accounts.saved", ct) : await RefuseAsync("", "accounts.publisher.unknown", ct);

    public async Task<IActionResult> OnPostEndSessionsAsync(long id, CancellationToken ct) =>
        await AfterAsync(await users.EndSessionsAsync(id, Actor.Of(User), ct), "accounts.users.sessionsEnded", ct);

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
        return await RefuseAsync("", refusal, ct);
    }

    private async Task<IActionResult> RefuseAsync(string field, string refusal, CancellationToken ct)
    {
        ModelState.Clear();
        ModelState.AddModelError(field, refusal);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        var alive = Sessions.Alive(db, clock.GetUtcNow().UtcDateTime);
        Rows = await db.Users.AsNoTracking()
            .OrderBy(u => u.Disabled).ThenBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder))
            .Select(u => new Row(u.Id, u.Name, u.Email, u.Role, u.Disabled, u.PasswordHash != null, db.Sessions.Where(s => s.UserId == u.Id).Max(s => (DateTime?)s.SeenUtc),
                alive.Count(s => s.UserId == u.Id), u.PublisherId))
            .ToListAsync(ct);
    }
}
