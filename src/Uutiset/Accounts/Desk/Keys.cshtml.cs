using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Accounts.Desk;

[Needs(Permission.UsersManage)]
internal sealed class KeysModel(NewsDb db, ApiKeys keys, DeskText text, TimeProvider clock) : PageModel
{
    private static readonly string[] States = ["valid", "expired", "unused"];

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

    private const int PageSize = 50;

    public IReadOnlyList<ApiKey> Rows { get; private set; } = [];

    public ListFilters Filters { get; private set; } = null!;

    public int Number { get; private set; }

    public int Pages { get; private set; }

    /// <summary>Where a button in a row posts to, so that the list comes back as it was.</summary>
    public string At(string handler) => Filters.Href(Number) + "&handler=" + handler;

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
        return Redirect("/desk/keys" + Request.Query.Where(q => q.Key != "handler").Aggregate(QueryString.Empty, (all, q) => all.Add(q.Key, q.Value.ToString())));
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        var found = Filtered(db.ApiKeys.AsNoTracking().Where(k => k.RevokedUtc == null));
        Pages = PageLinks.Count(await found.CountAsync(ct), PageSize);
        Number = Math.Clamp(FilterField.Page(Request.Query), 1, Pages);
        Rows = await found.OrderBy(k => EF.Functions.Collate(k.Name, NewsDb.FinnishOrder)).ThenBy(k => k.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }

    private IQueryable<ApiKey> Filtered(IQueryable<ApiKey> found)
    {
        var (query, now) = (Request.Query, clock.GetUtcNow().UtcDateTime);
        FilterField words = FilterField.Words("q", text["accounts.keys.name"], query),
            scope = FilterField.Choice("scope", text["accounts.keys.scope"], query, Permissions.Scopes.Keys.Select(s => new FilterOption(s, text["accounts.scope." + s]))),
            state = FilterField.Choice("state", text["accounts.state"], query, States.Select(s => new FilterOption(s, text["accounts.keys.state." + s]))),
            publisher = FilterField.Choice("of", text["accounts.publisher"], query, Publishers.Select(p => new FilterOption(p.PublicId.ToString(), p.Name)));
        Filters = new ListFilters("/desk/keys", text["accounts.keys.filter"], [words, scope, state, publisher]);
        foreach (var word in WrittenWord.AllOf(words.Value))
            found = found.Where(k => k.Name.Contains(word.Given) || k.Name.Contains(word.Lower) || k.Name.Contains(word.Capital));
        // Scopes stand in one column with blanks between them
        if (scope.Value is { Length: > 0 } wanted) found = found.Where(k => (" " + k.Scopes + " ").Contains(" " + wanted + " "));
        if (Publishers.FirstOrDefault(p => p.PublicId.ToString() == publisher.Value) is { Id: var of }) found = found.Where(k => k.PublisherId == of);
        return state.Value switch
        {
            "valid" => found.Where(k => k.ExpiresUtc == null || k.ExpiresUtc > now),
            "expired" => found.Where(k => k.ExpiresUtc <= now),
            "unused" => found.Where(k => k.LastUsedUtc == null),
            _ => found,
        };
    }
}
