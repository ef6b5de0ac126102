using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>Who gets a bulletin and why, who does not and why not: by address, so only for those who may see subscribers.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class AudienceModel(Composing composing, Recipients recipients, Terms terms, DeskText text) : PageModel
{
    private const int PageSize = 100;
    private TermIndex? index;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public ExclusionReason? Reason { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public AudienceCount Count { get; private set; } = null!;

    public IReadOnlyList<Candidate> Rows { get; private set; } = [];

    public int Total => Reason is { } reason ? Count.Reasons.GetValueOrDefault(reason) : Count.Frozen;

    public int Pages => PageLinks.Count(Total, PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        index = await terms.IndexAsync(ct);
        var (frozen, excluded, rows, seen) = (0, new Dictionary<ExclusionReason, int>(), new List<Candidate>(PageSize), 0);
        await foreach (var candidate in recipients.WeighAsync(Audience.Parse(bulletin.Audience), bulletin.PublisherId, bulletin.SeriesId, BulletinApi.Languages(bulletin), ct))
        {
            if (candidate.Reason is { } reason) excluded[reason] = excluded.GetValueOrDefault(reason) + 1;
            else frozen++;
            if (candidate.Reason == Reason && seen++ >= (PageNumber - 1) * PageSize && rows.Count < PageSize) rows.Add(candidate);
        }
        (Count, Rows) = (new AudienceCount(frozen, excluded), rows);
        return Page();
    }

    public string WhyOf(Candidate candidate)
    {
        if (candidate.Reason is { } reason) return text["bulletins.reason." + reason];
        var regions = candidate.Regions.Select(Regions.Find).OfType<Region>().Select(r => r.Short.In(text.Lang));
        var themes = candidate.Terms.Select(t => index!.Find(t)?.Label.In(text.Lang)).OfType<string>();
        var found = string.Join(", ", regions.Concat(themes).Distinct());
        return found.Length > 0 ? found : text["bulletins.who.everything"];
    }
}
