using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Places to influence, who takes part, and which regions nobody speaks for.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class OpeningsModel(NewsDb db, OpeningReading reading, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    [FromQuery(Name = "region")]
    public string? Region { get; set; }

    public bool ShowsPast => Show == "past";

    public IReadOnlyList<Opening> Rows { get; private set; } = [];

    public IReadOnlyList<RegionGap> Gaps { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (now, today) = (clock.GetUtcNow().UtcDateTime, clock.Today());
        var first = new DateOnly(today.Year, today.Month, 1);
        var openings = ShowsPast
            ? db.Openings.Where(o => o.Deadline!.Closes <= today).OrderByDescending(o => o.Deadline!.Closes)
            : db.Openings.Where(o => o.DeadlineId == null || o.Deadline!.Closes >= first).OrderBy(o => o.DeadlineId == null).ThenBy(o => o.Deadline!.Closes);
        var all = (await reading.LoadAsync(openings.ThenBy(o => o.Id).Take(Most), ct)).Where(o => o.IsOpenAt(now) != ShowsPast).ToList();
        if (!ShowsPast) Gaps = [.. RegionGaps.Of([.. all.Where(o => o.IsPublic)]).Where(g => g.Unanswered > 0).OrderByDescending(g => g.Unanswered)];
        var codes = Region is { Length: > 0 } && Regions.Find(Region) is { } region ? Regions.Covering(region.Code) : null;
        Rows = [.. all.Where(o => codes is null || o.Regions.Count == 0 || o.Regions.Any(r => codes.Contains(r.RegionCode)))];
    }
}
