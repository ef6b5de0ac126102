using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Subscribers;

namespace Uutiset.Bulletins.Desk;

/// <summary>The proof of a sending: everybody who was considered, with what became of each, try by try; on paper a report.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class ProofModel(NewsDb db, DispatchVerbs verbs, ProofList list, DeskText text) : PageModel
{
    public const int MostPrinted = 2_000;
    private const int PageSize = 100;
    private const string ExcludedState = "excluded";

    /// <summary>What one variant of the message is known by.</summary>
    public sealed record VariantFact(string Lang, MailFormat Format, string Subject, string Sha256);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true)]
    public long? After { get; set; }

    /// <summary>One long list for the printer.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Print { get; set; }

    public DispatchCounts Counts { get; private set; } = null!;
    public Dispatch Dispatch { get; private set; } = null!;
    public int? Number { get; private set; }
    public IReadOnlyList<VariantFact> Variants { get; private set; } = [];
    public ListFilters Filters { get; private set; } = null!;
    public bool ShowsExcluded { get; private set; }
    public IReadOnlyList<ProofRow> Rows { get; private set; } = [];
    public IReadOnlyList<ExcludedRow> Excluded { get; private set; } = [];
    public string? Next { get; private set; }

    public static string Href(Guid bulletin) => $"/desk/bulletins/{bulletin}/proof";

    /// <summary>The reply as a server gave it; what we wrote there ourselves is told in the reader's language.</summary>
    public static string? OwnWords(string? reply, DeskText text) => reply switch
    {
        Delivery.SenderEnded => text["bulletins.doubt.senderEnded"],
        Delivery.PutBack => text["bulletins.doubt.putBack"],
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await verbs.CountsAsync(Id, ct) is not { } counts || await db.FirstDispatchAsync(Id, ct) is not { } dispatch) return NotFound();
        (Counts, Dispatch) = (counts, dispatch);
        Number = await db.Bulletins.Where(b => b.PublicId == Id).Select(b => b.Number).SingleAsync(ct);
        Variants = await db.Variants.AsNoTracking().Where(v => v.DispatchId == dispatch.Id).OrderBy(v => v.Id)
            .Select(v => new VariantFact(v.Lang, v.Format, v.Subject, db.MailContents.Where(c => c.Id == v.ContentId).Select(c => c.Sha256).First())).ToListAsync(ct);
        FilterField words = FilterField.Words("q", text["bounces.words"], Request.Query), state = FilterField.Choice("state", text["bulletins.state"], Request.Query, States());
        Filters = new ListFilters(Href(Id), text["bulletins.deliveries"], [words, state]);
        ShowsExcluded = state.Value == ExcludedState;
        var take = Print ? MostPrinted : PageSize;
        // One more than is shown tells whether there is a next page
        if (ShowsExcluded)
        {
            var rows = await list.ExcludedAsync(dispatch.Id, After, take + 1, ct);
            (Excluded, Next) = ([.. rows.Take(take)], rows.Count > take ? NextOf(rows[take - 1].Id) : null);
        }
        else
        {
            var rows = await list.RowsAsync(dispatch.Id, Enum.TryParse<DeliveryState>(state.Value, true, out var only) ? only : null, words.Value, After, take + 1, ct);
            (Rows, Next) = ([.. rows.Take(take)], rows.Count > take ? NextOf(rows[take - 1].Id) : null);
        }
        return Page();
    }

    private IEnumerable<FilterOption> States() => ProgressModel.Shown.Append(DeliveryState.Pending)
        .Select(s => new FilterOption(ProgressModel.Key(s), text["bulletins.delivery." + ProgressModel.Key(s)])).Append(new FilterOption(ExcludedState, text["bulletins.send.not"]));

    private string NextOf(long last) =>
        QueryString.Create(Filters.Fields.Where(f => f.Value.Length > 0).Select(f => KeyValuePair.Create(f.Name, (string?)f.Value)).Append(new("after", last.ToString(CultureInfo.InvariantCulture)))).Value!;
}
