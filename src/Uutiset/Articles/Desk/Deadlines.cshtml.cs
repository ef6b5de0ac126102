using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Desk;

/// <summary>Deadlines that articles tell of: which articles, how they moved and who moved them, and moving one.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class DeadlinesModel(NewsDb db, MovingDeadlines moving, ArticleRights rights, DeskText text, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "region")]
    public string? Region { get; set; }

    /// <summary>The row whose form was refused: its values are shown again.</summary>
    public Guid? Wrong { get; private set; }

    [BindProperty]
    public string Closes { get; set; } = "";

    [BindProperty]
    public string Opens { get; set; } = "";

    [BindProperty]
    public string SourceUrl { get; set; } = "";

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool ShowsPast => Show == "past";

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words) || Region is { Length: > 0 };

    /// <param name="MayMove">An agent moves only what their own articles tell (S14).</param>
    internal sealed record Row(Deadline Deadline, IReadOnlyList<ToldLine> Articles, bool MayMove)
    {
        public IEnumerable<(Deadline From, Deadline To)> Moves => Deadline.Former.Zip(Deadline.Former.Prepend(Deadline));
    }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostMoveAsync(Guid id, int version, CancellationToken ct)
    {
        if (!User.Has(Permission.ArticlesPublish)) return Forbid();
        var deadline = await db.InForce().AsNoTracking().SingleOrDefaultAsync(d => d.PublicId == id, ct);
        if (deadline is null) return NotFound();
        var dates = new FormDates(clock.Today());
        var (day, precision) = dates.ReadDeadline("Closes", Closes);
        var opens = dates.Read("Opens", Opens)?.Day ?? deadline.Opens;
        foreach (var error in dates.Errors) ModelState.AddModelError(error.Field, error.Message.In(text.Lang));
        if (day is null && dates.Errors.All(e => e.Field != "Closes")) ModelState.AddModelError("Closes", "articles.deadlines.missingDay");
        if (opens > day?.Day) ModelState.AddModelError("Opens", "articles.deadlines.opensLate");
        var source = string.IsNullOrWhiteSpace(SourceUrl) ? deadline.SourceUrl : SafeAddress.OfWeb(SourceUrl);
        if (source is null && !string.IsNullOrWhiteSpace(SourceUrl)) ModelState.AddModelError("SourceUrl", "articles.deadlines.badSource");
        if (!ModelState.IsValid) return await RefuseAsync(id, ct);
        var to = new DraftDeadline(null, deadline.Title, opens, day!.Day, day.Time, precision, source);
        switch (await moving.MoveAsync(id, version, to, User, ct))
        {
            case MoveOutcome.Missing: return NotFound();
            case MoveOutcome.Forbidden: return Forbid();
            case MoveOutcome.Outdated:
                ModelState.AddModelError("", "articles.deadlines.conflict");
                return await RefuseAsync(id, ct);
            case MoveOutcome.Same:
                this.Notice(text["articles.deadlines.same"]);
                break;
            default:
                this.Notice(text["articles.deadlines.moved"]);
                break;
        }
        return RedirectToPage(new { show = Show, q = Words, region = Region });
    }

    private async Task<IActionResult> RefuseAsync(Guid id, CancellationToken ct)
    {
        Wrong = id;
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (today, now) = (clock.Today(), clock.GetUtcNow().UtcDateTime);
        // One of a whole month is stored by a day of it, and stays open to the month's end
        var first = new DateOnly(today.Year, today.Month, 1);
        var standing = db.InForce().AsNoTracking();
        foreach (var word in WrittenWord.AllOf(Typography.Cut(Words ?? "", 100)))
            standing = standing.Where(d => d.Title.Contains(word.Given) || d.Title.Contains(word.Lower) || d.Title.Contains(word.Capital));
        if (Region is { Length: > 0 } && Regions.Find(Region) is { } region)
        {
            var codes = Regions.Covering(region.Code);
            // From the deadline on: through the articles it took seconds
            standing = standing.Where(d => db.Set<ArticleDeadline>().Any(x => x.DeadlineId == d.Id && db.Set<ArticleRegion>().Any(r => r.ArticleId == x.ArticleId && codes.Contains(r.RegionCode))));
        }
        var deadlines = ShowsPast
            ? await standing.Where(d => d.Closes <= today).OrderByDescending(d => d.Closes).ThenByDescending(d => d.Id).Take(Most).ToListAsync(ct)
            : await standing.Where(d => d.Closes >= first).OrderBy(d => d.Closes).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        deadlines = deadlines.FindAll(d => d.IsClosedAt(now) == ShowsPast);
        await db.WithHistoryAsync(deadlines, ct);
        var ids = deadlines.ConvertAll(d => d.Id);
        var told = await (from row in db.Set<ArticleDeadline>().AsNoTracking()
                          join t in (await rights.ReachOfAsync(User, ct)).Told(db.Articles.OwnOrPublic(Actor.Of(User))) on row.ArticleId equals t.Article.Id
                          where ids.Contains(row.DeadlineId)
                          orderby t.Article.PublishedUtc descending
                          select new { row.DeadlineId, t.Line }).ToListAsync(ct);
        var byDeadline = told.ToLookup(t => t.DeadlineId, t => t.Line);
        var movable = User.Has(Permission.ArticlesPublish) ? await rights.MovableAsync(User, ids, ct) : new HashSet<long>();
        Rows = [.. deadlines.Select(d => new Row(d, [.. byDeadline[d.Id]], movable.Contains(d.Id)))];
    }
}
