using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers.Desk;

/// <summary>Who gets no mail, and why. The list holds no addresses; whoever knows one asks whether it is there.</summary>
[Needs(Permission.SuppressionsRead), OfWholeSite]
internal sealed class SuppressionsModel(NewsDb db, AddressKeys addresses, Suppressing suppressing, DeskText text) : PageModel
{
    private const int PageSize = 50;
    private static readonly string[] AddFields = ["AddEmail", "Reason", "Note"];

    public static readonly IReadOnlyList<string> GivenReasons = ["manual", "objected", "complained", "bounced"];

    /// <summary>Why one is lifted.</summary>
    [BindProperty]
    public string Why { get; set; } = "";

    /// <summary>Asked for or to be suppressed. In the body of a form: an address in a link would stay in logs.</summary>
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Why one is added.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The list shows what was asked by its address, and nothing else.</summary>
    public bool Finds { get; private set; }

    public bool MayAdd => User.Has(Permission.SubscribersWrite);

    public IReadOnlyList<Suppression> Rows { get; private set; } = [];

    public ListFilters Filters { get; private set; } = null!;

    public int Total { get; private set; }

    public int Number { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public bool MayLift => User.Has(Permission.SubscribersManage);

    /// <summary>An address was to be suppressed, and something of the form was wrong.</summary>
    public bool HasProblem => AddFields.Any(f => Problem(f) is not null);

    public string? Problem(string field) => ModelState[field]?.Errors is [var first, ..] ? text[first.ErrorMessage] : null;

    /// <summary>The row whose button was pressed without a reason.</summary>
    public string? Wrong { get; private set; }

    public string LiftAction => Filters.Href(Number) + "&handler=Lift";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public Task OnPostFindAsync(CancellationToken ct)
    {
        Finds = !string.IsNullOrWhiteSpace(Email);
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (!MayAdd) return Forbid();
        var email = WrittenAddress.Read(Email);
        if (email is null) ModelState.AddModelError("AddEmail", "suppressions.email.wrong");
        if (!GivenReasons.Contains(Reason)) ModelState.AddModelError("Reason", "desk.error.invalid");
        if (Note?.Trim() is not { Length: > 0 and <= Suppressing.LongestReason } note) ModelState.AddModelError("Note", "suppressions.note.missing");
        else if (ModelState.IsValid)
        {
            var actor = Actor.Of(User);
            var (_, added) = await suppressing.AddAsync(addresses.Of(email!), Reason!, note, Door.Of("desk", actor), actor, ct);
            this.Notice(text[added ? "suppressions.added" : "suppressions.already"]);
            return Redirect("/desk/suppressions");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostLiftAsync(string key, CancellationToken ct)
    {
        if (!MayLift) return Forbid();
        if (Why.Trim().Length is 0 or > Suppressing.LongestReason)
        {
            ModelState.AddModelError("why-" + key, "suppressions.why.missing");
            Wrong = key;
            await LoadAsync(ct);
            return Page();
        }
        var actor = Actor.Of(User);
        if (await suppressing.LiftAsync(key, Why.Trim(), Door.Of("desk", actor), actor, ct)) this.Notice(text["suppressions.lifted"]);
        return Redirect("/desk/suppressions");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var query = Request.Query;
        var reason = FilterField.Choice("reason", text["suppressions.reason"], query, GivenReasons.Append(PersonRows.Erased).Select(r => new FilterOption(r, RightsWording.ReasonOf(r).In(text.Lang))));
        Filters = new ListFilters("/desk/suppressions", text["suppressions.filter"], [reason]);
        var found = db.Suppressions.AsNoTracking();
        if (Finds)
        {
            var key = addresses.Of(Email!);
            found = found.Where(s => s.AddressKey == key);
        }
        if (reason.Value is { Length: > 0 } only) found = found.Where(s => s.Reason == only);
        Total = await found.CountAsync(ct);
        Number = Math.Clamp(FilterField.Page(query), 1, Pages);
        Rows = await found.OrderByDescending(s => s.AtUtc).ThenBy(s => s.AddressKey).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }
}
