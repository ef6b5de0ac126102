using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Accounts.Desk;

[Needs(Permission.UsersManage)]
internal sealed class UsersModel(NewsDb db, Users users, DeskText text, TimeProvider clock) : PageModel
{
    private static readonly string[] States = ["active", "invited", "disabled"];

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

    private const int PageSize = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public ListFilters Filters { get; private set; } = null!;

    public int Number { get; private set; }

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    /// <summary>Where a button in a row posts to, so that the list comes back as it was.</summary>
    public string At(string handler) => Filters.Href(Number) + "&handler=" + handler;

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
        LinkFor = await db.Users.Where(u => u.Id == id).Select(u => u.Name).SingleOrDefaultAsync(ct);
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
            return Redirect("/desk/users" + Request.Query.Where(q => q.Key != "handler").Aggregate(QueryString.Empty, (all, q) => all.Add(q.Key, q.Value.ToString())));
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

    // Role and publisher are fields of the rows' own forms, so the filters go by other names
    private IQueryable<User> Filtered(IQueryable<User> accounts)
    {
        var query = Request.Query;
        FilterField words = FilterField.Words("q", text["accounts.users.filter.words"], query),
            role = FilterField.Choice("as", text["accounts.role"], query, Enum.GetValues<Role>().Select(r => new FilterOption(r.ToString(), text["accounts.role." + r]))),
            state = FilterField.Choice("state", text["accounts.state"], query, States.Select(s => new FilterOption(s, text["accounts.state." + s]))),
            publisher = FilterField.Choice("of", text["accounts.publisher"], query, Publishers.Select(p => new FilterOption(p.PublicId.ToString(), p.Name)));
        Filters = new ListFilters("/desk/users", text["accounts.users.filter"], [words, role, state, publisher]);
        foreach (var word in WrittenWord.AllOf(words.Value))
            accounts = accounts.Where(u => u.Name.Contains(word.Given) || u.Name.Contains(word.Lower) || u.Name.Contains(word.Capital) || u.Email!.Contains(word.Lower));
        if (Enum.TryParse<Role>(role.Value, out var known)) accounts = accounts.Where(u => u.Role == known);
        if (Publishers.FirstOrDefault(p => p.PublicId.ToString() == publisher.Value) is { Id: var of }) accounts = accounts.Where(u => u.PublisherId == of);
        return state.Value switch
        {
            "active" => accounts.Where(u => !u.Disabled && u.PasswordHash != null),
            "invited" => accounts.Where(u => !u.Disabled && u.PasswordHash == null),
            "disabled" => accounts.Where(u => u.Disabled),
            _ => accounts,
        };
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        var alive = Sessions.Alive(db, clock.GetUtcNow().UtcDateTime);
        var found = Filtered(db.Users.AsNoTracking());
        Total = await found.CountAsync(ct);
        Number = Math.Clamp(FilterField.Page(Request.Query), 1, Pages);
        Rows = await found.OrderBy(u => u.Disabled).ThenBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder)).ThenBy(u => u.Id).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(u => new Row(u.Id, u.Name, u.Email, u.Role, u.Disabled, u.PasswordHash != null, db.Sessions.Where(s => s.UserId == u.Id).Max(s => (DateTime?)s.SeenUtc),
                alive.Count(s => s.UserId == u.Id), u.PublisherId))
            .ToListAsync(ct);
    }
}
