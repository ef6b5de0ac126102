using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Places to influence, who takes part, and which regions nobody speaks for.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class OpeningsModel(NewsDb db, OpeningReading reading, ArticleRights rights, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    private ArticleReach reach = ArticleReach.Everything;

    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    [FromQuery(Name = "region")]
    public string? Region { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public bool ShowsPast => Show == "past";

    public IReadOnlyList<Opening> Rows { get; private set; } = [];

    public IReadOnlyList<RegionGap> Gaps { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (now, today) = (clock.GetUtcNow().UtcDateTime, clock.Today());
        reach = await rights.ReachOfAsync(User, ct);
        var shown = reach.Seen(db.Openings.ClosedAt(db, now, ShowsPast));
        if (Region is { Length: > 0 } && Regions.Find(Region) is { } region)
            shown = OpeningReading.Concerning(shown, Regions.Covering(region.Code));
        Total = await shown.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        var ordered = ShowsPast ? shown.OrderByDescending(o => o.Deadline!.Closes).ThenByDescending(o => o.Id) : shown.NextFirst(today);
        Rows = await reading.LoadAsync(ordered.Skip((Number - 1) * PageSize).Take(PageSize), ct);
        // Counted over all that are open, not over the page
        if (!ShowsPast) Gaps = [.. RegionGaps.Of(await reading.LoadAsync(db.Openings.ClosedAt(db, now, closed: false).Where(o => o.IsPublic).OrderBy(o => o.Id), ct)).Where(g => g.Unanswered > 0).OrderByDescending(g => g.Unanswered)];
    }

    /// <summary>Another publisher's is read where the public reads it.</summary>
    public string Href(Opening row) => reach.SpeaksFor(row.PublisherId) ? $"/desk/openings/{row.PublicId}" : row.Path;

    public string Href(int page) =>
        QueryString.Create("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture)).Add("show", Show ?? "").Add("region", Region ?? "").ToString();
}
