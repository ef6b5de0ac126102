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
    private static readonly string[] Reasons = ["objected", "bounced", "complained", "manual", PersonRows.Erased];

    /// <summary>Why one is lifted.</summary>
    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Suppression> Rows { get; private set; } = [];

    public ListFilters Filters { get; private set; } = null!;

    public int Total { get; private set; }

    public int Number { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public bool MayLift => User.Has(Permission.SubscribersManage);

    /// <summary>The row whose button was pressed without a reason.</summary>
    public string? Wrong { get; private set; }

    public string LiftAction => Filters.Href(Number) + "&handler=Lift";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

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
        FilterField email = FilterField.Words("email", text["suppressions.email"], query),
            reason = FilterField.Choice("reason", text["suppressions.reason"], query, Reasons.Select(r => new FilterOption(r, RightsWording.ReasonOf(r).In(text.Lang))));
        Filters = new ListFilters("/desk/suppressions", text["suppressions.filter"], [email, reason]);
        var found = db.Suppressions.AsNoTracking();
        if (email.Value is { Length: > 0 } asked)
        {
            var key = addresses.Of(asked);
            found = found.Where(s => s.AddressKey == key);
        }
        if (reason.Value is { Length: > 0 } only) found = found.Where(s => s.Reason == only);
        Total = await found.CountAsync(ct);
        Number = Math.Clamp(FilterField.Page(query), 1, Pages);
        Rows = await found.OrderByDescending(s => s.AtUtc).ThenBy(s => s.AddressKey).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }
}
