using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Roll;
using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>Organisations that subscribe, or have subscribed.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class IndexModel(NewsDb db, OrganisationRoll roll, ChangePlanning planning, Terms terms, DeskText text, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;
    private const int RegionsTold = 3;

    public ListFilters Filters { get; private set; } = null!;

    public IReadOnlyList<RollRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    [BindProperty]
    public ChangeForm Bulk { get; set; } = new();

    public IReadOnlyList<TermEntry> Themes { get; private set; } = [];

    public bool MayChange => User.Has(Permission.SubscribersWrite);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var asked = await AskedAsync(ct);
        await ShowAsync(asked, await roll.FindAsync(asked, Actor.Of(User), ct), ct);
    }

    /// <summary>Writes down what would happen and shows it; nothing is changed yet.</summary>
    public async Task<IActionResult> OnPostPlanAsync(CancellationToken ct)
    {
        if (!MayChange) return Forbid();
        var (asked, actor) = (await AskedAsync(ct), Actor.Of(User));
        var found = await roll.FindAsync(asked, actor, ct);
        var (value, field, error) = Bulk.Read(await terms.IndexAsync(ct), clock.Today());
        if (value is null) ModelState.AddModelError($"Bulk.{field}", error);
        var chosen = Bulk.Marked is { } marked ? await roll.KeysAsync(marked, ct) : found;
        if (chosen.Count == 0) ModelState.AddModelError("Bulk.Scope", "subscribers.bulk.none");
        if (chosen.Count > ChangePlanning.Most) ModelState.AddModelError("Bulk.Scope", text["subscribers.bulk.many", text.Number(ChangePlanning.Most)]);
        if (ModelState.IsValid) return Redirect(ChangeWords.Href + (await planning.PlanAsync(chosen, Bulk.What, value!, asked.PublisherId, asked.SeriesId, actor, ct)).PublicId);
        await ShowAsync(asked, found, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<RollAsked> AskedAsync(CancellationToken ct)
    {
        var query = Request.Query;
        var publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        FilterField words = FilterField.Words("q", text["subscribers.words"], query), region = RollDesk.Region(text, query), type = RollDesk.Type(text, query), lang = RollDesk.Lang(text, query),
            state = RollDesk.State<RollState>(text, query, "subscribers.state."), publisher = RollDesk.Publisher(text, query, publishers),
            silent = RollDesk.Silent(text, query);
        var index = await terms.IndexAsync(ct);
        var series = RollDesk.Series(text, query, index);
        Filters = new ListFilters(RollDesk.Organisations, text["subscribers.filter"], [words, region, type, lang, state, publisher, series, silent]);
        return new RollAsked
        {
            Words = words.Value, Region = region.Value, Type = type.Value, Lang = lang.Value, State = RollDesk.StateOf<RollState>(state), PublisherId = RollDesk.IdOf(publishers, publisher), SeriesId = index.Find(series.Value)?.Id,
            SilentMonths = RollDesk.MonthsOf(silent),
        };
    }

    private async Task ShowAsync(RollAsked asked, IReadOnlyList<long> found, CancellationToken ct)
    {
        Total = found.Count;
        Number = Math.Clamp(FilterField.Page(Request.Query), 1, Pages);
        Rows = await roll.RowsAsync([.. found.Skip((Number - 1) * PageSize).Take(PageSize)], asked, Actor.Of(User), text.Lang, ct);
        Themes = [.. (await terms.IndexAsync(ct)).Active.Where(t => t.Scheme == TermScheme.Theme).OrderBy(t => t.Label.In(text.Lang), StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true))];
    }

    public string RegionsOf(RollRow row)
    {
        var names = row.Regions.Select(Regions.Find).OfType<Region>().Select(r => r.Short.In(text.Lang)).ToList();
        return names.Count == 0 ? text["subscribers.everywhere"] : string.Join(", ", names.Take(RegionsTold)) + (names.Count > RegionsTold ? " …" : "");
    }

    public string OwnersOf(RollRow row) => row.Owners switch
    {
        [] => text["subscribers.noOwner"],
        [var only] => only,
        [var first, ..] => text["subscribers.owners.more", first, row.Owners.Count - 1],
    };
}
