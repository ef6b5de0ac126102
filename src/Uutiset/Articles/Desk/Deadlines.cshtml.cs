using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Desk;

/// <summary>Deadlines that articles tell of: which articles, how they moved and who moved them, and moving one.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class DeadlinesModel(NewsDb db, MovingDeadlines moving, ArticleRights rights, DeskText text, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "region")]
    public string? Region { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    /// <summary>The row whose form was refused: its values are shown again.</summary>
    public Guid? Wrong { get; private set; }

    [BindProperty]
    public string Closes { get; set; } = "";

    [BindProperty]
    public string Opens { get; set; } = "";

    [BindProperty]
    public string SourceUrl { get; set; } = "";

    /// <summary>Nobody tells the new day where it could be read: said plainly, not by leaving the field empty.</summary>
    [BindProperty]
    public bool NoSource { get; set; }

    /// <summary>Put off, and nobody knows until when.</summary>
    [BindProperty]
    public bool ClosesUnknown { get; set; }

    [BindProperty(Name = "Name")]
    public string Named { get; set; } = "";

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
        if (await StandingAsync(id, ct) is not { } deadline) return NotFound();
        var dates = new FormDates(clock.Today());
        var (day, precision) = dates.ReadDeadline("Closes", Closes);
        // The form shows the opening: emptied, there is none
        var (opens, opening) = dates.ReadOpening("Opens", Opens);
        foreach (var error in dates.Errors) ModelState.AddModelError(error.Field, error.Message.In(text.Lang));
        var source = SafeAddress.OfWeb(SourceUrl);
        if (source is null && !string.IsNullOrWhiteSpace(SourceUrl)) ModelState.AddModelError("SourceUrl", "articles.deadlines.badSource");
        // Without a new day the opening or the source is put right, and the rest stays as it is
        var stays = string.IsNullOrWhiteSpace(Closes) && !ClosesUnknown;
        if (stays && source is null && ModelState.IsValid && opens == deadline.Opens && (opening ?? DatePrecision.Day) == deadline.OpensPrecision) ModelState.AddModelError("Closes", "articles.deadlines.missingDay");
        // What told the former day does not tell the new one
        if (!stays && string.IsNullOrWhiteSpace(SourceUrl) && !NoSource) ModelState.AddModelError("SourceUrl", "articles.deadlines.missingSource");
        if (!ModelState.IsValid) return await RefuseAsync(id, ct);
        var to = stays
            ? new DraftDeadline(null, deadline.Title, opens, deadline.Closes, deadline.ClosesAt, deadline.Precision, source ?? deadline.SourceUrl, OpensPrecision: opening)
            : new DraftDeadline(null, deadline.Title, opens, day?.Day, day?.Time, precision, source, OpensPrecision: opening);
        return await ChangeAsync(id, version, to, stays ? "articles.deadlines.corrected" : "articles.deadlines.moved", ct);
    }

    public async Task<IActionResult> OnPostRenameAsync(Guid id, int version, CancellationToken ct)
    {
        if (!User.Has(Permission.ArticlesPublish)) return Forbid();
        if (await StandingAsync(id, ct) is not { } deadline) return NotFound();
        if (string.IsNullOrWhiteSpace(Named))
        {
            ModelState.AddModelError("Name", "articles.deadlines.missingName");
            return await RefuseAsync(id, ct);
        }
        var to = new DraftDeadline(null, Named, deadline.Opens, deadline.Closes, deadline.ClosesAt, deadline.Precision, deadline.SourceUrl, OpensPrecision: deadline.OpensPrecision);
        return await ChangeAsync(id, version, to, "articles.deadlines.renamed", ct);
    }

    public string Href(int page) =>
        QueryString.Create("page", page.ToString(CultureInfo.InvariantCulture)).Add("show", Show ?? "").Add("q", Words ?? "").Add("region", Region ?? "").ToString();

    private async Task<Deadline?> StandingAsync(Guid id, CancellationToken ct) =>
        await (await rights.ReachOfAsync(User, ct)).SeenDeadlines(db).AsNoTracking().SingleOrDefaultAsync(d => d.PublicId == id, ct);

    private async Task<IActionResult> ChangeAsync(Guid id, int version, DraftDeadline to, string done, CancellationToken ct)
    {
        var (draft, errors) = DeadlineApi.Check(to);
        // The form has one field for the day and its hour; its fields are called as the draft's are, but for the title
        foreach (var error in errors) ModelState.AddModelError(error.Field switch { "title" => "Name", "opens" => "Opens", "sourceUrl" => "SourceUrl", _ => "Closes" }, error.Message.In(text.Lang));
        if (draft is null) return await RefuseAsync(id, ct);
        switch (await moving.MoveAsync(id, version, draft, User, ct))
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
                this.Notice(text[done]);
                break;
        }
        return Redirect("/desk/deadlines" + Href(Number));
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
        var reach = await rights.ReachOfAsync(User, ct);
        var standing = reach.SeenDeadlines(db).AsNoTracking().Where(Deadline.ClosedAt(clock.GetUtcNow().UtcDateTime, ShowsPast));
        foreach (var word in WrittenWord.AllOf(Typography.Cut(Words ?? "", 100)))
            standing = standing.Where(d => d.Title.Contains(word.Given) || d.Title.Contains(word.Lower) || d.Title.Contains(word.Capital));
        if (Region is { Length: > 0 } && Regions.Find(Region) is { } region)
        {
            var codes = Regions.Covering(region.Code);
            var openings = OpeningReading.Concerning(reach.Seen(db.Openings), codes);
            // From the deadline on: through the articles it took seconds
            standing = standing.Where(d => openings.Any(o => o.DeadlineId == d.Id)
                || db.Set<ArticleDeadline>().Any(x => x.DeadlineId == d.Id && db.Set<ArticleRegion>().Any(r => r.ArticleId == x.ArticleId && codes.Contains(r.RegionCode))));
        }
        Total = await standing.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        var ordered = ShowsPast ? standing.OrderByDescending(d => d.Closes).ThenByDescending(d => d.Id) : standing.NextFirst(clock.Today());
        var deadlines = await ordered.Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        // A refused form is shown again, whatever page and filters its list had
        if (Wrong is { } wrong && deadlines.TrueForAll(d => d.PublicId != wrong) && await StandingAsync(wrong, ct) is { } refused) deadlines.Insert(0, refused);
        await db.WithHistoryAsync(deadlines, ct);
        var ids = deadlines.ConvertAll(d => d.Id);
        var told = await (from row in db.Set<ArticleDeadline>().AsNoTracking()
                          join t in reach.Told(db.Articles.OwnOrPublic(Actor.Of(User))) on row.ArticleId equals t.Article.Id
                          where ids.Contains(row.DeadlineId)
                          orderby t.Article.PublishedUtc descending
                          select new { row.DeadlineId, t.Line }).ToListAsync(ct);
        var byDeadline = told.ToLookup(t => t.DeadlineId, t => t.Line);
        var movable = User.Has(Permission.ArticlesPublish) ? await rights.MovableAsync(Actor.Of(User), ids, ct) : new HashSet<long>();
        Rows = [.. deadlines.Select(d => new Row(d, [.. byDeadline[d.Id]], movable.Contains(d.Id)))];
    }
}
