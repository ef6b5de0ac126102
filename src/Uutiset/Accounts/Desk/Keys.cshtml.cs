using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

[Needs(Permission.UsersManage)]
internal sealed class KeysModel(NewsDb db, ApiKeys keys, DeskText text) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    [BindProperty]
    public int Days { get; set; } = ApiKeys.UsualDays;

    /// <summary>Null: the whole site.</summary>
    [BindProperty]
    public Guid? Publisher { get; set; }

    /// <summary>None where the site has only one: there is nothing to choose then.</summary>
    public IReadOnlyList<PublisherChoice> Publishers { get; private set; } = [];

    /// <summary>Shown once, on the page that answers the request that made it.</summary>
    public string? Key { get; private set; }

    public IReadOnlyList<ApiKey> Rows { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (Name.Trim().Length is 0 or > 100) ModelState.AddModelError(nameof(Name), "accounts.name.missing");
        if (Scopes.Count == 0 || !Scopes.All(Permissions.Scopes.ContainsKey)) ModelState.AddModelError(nameof(Scopes), "accounts.keys.scopes.missing");
        if (Days is < 1 or > 3650) ModelState.AddModelError(nameof(Days), "accounts.keys.days.wrong");
        var publisher = Publisher is { } chosen ? await db.Publishers().FirstOrDefaultAsync(p => p.PublicId == chosen, ct) : null;
        if (Publisher is not null && publisher is null) ModelState.AddModelError(nameof(Publisher), "accounts.publisher.unknown");
        else if (publisher is not null && Scopes.Contains(Speaking.WholeSite)) ModelState.AddModelError(nameof(Publisher), "accounts.publisher.admin");
        if (ModelState.IsValid)
        {
            Key = await keys.AddAsync(Name, Scopes, Days, publisher?.Id, Actor.Of(User), ct);
            (Name, Scopes, Days, Publisher) = ("", [], ApiKeys.UsualDays, null);
            ModelState.Clear();
        }
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(long id, CancellationToken ct)
    {
        if (await keys.RevokeAsync(id, Actor.Of(User), ct)) this.Notice(text["accounts.keys.revoked"]);
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        Rows = await db.ApiKeys.AsNoTracking().Where(k => k.RevokedUtc == null).OrderBy(k => k.Name).ToListAsync(ct);
    }
}
