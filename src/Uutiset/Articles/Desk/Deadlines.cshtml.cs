using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Body;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Deadlines that articles tell of: which articles, how they moved, and moving one.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class DeadlinesModel(NewsDb db, Audit audit, DeskText text, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>The row whose form was refused: its values are shown again.</summary>
    public Guid? Wrong { get; private set; }

    [BindProperty]
    public string Closes { get; set; } = "";

    [BindProperty]
    public string SourceUrl { get; set; } = "";

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool ShowsPast => Show == "past";

    internal sealed record Told(Guid Id, string Title, string Lang);

    internal sealed record Row(Deadline Deadline, IReadOnlyList<Told> Articles)
    {
        public string Day(string lang) => DayOf(Deadline, lang);

        public string? Was(string lang) => Deadline.Supersedes is { } former ? DayOf(former, lang) : null;

        private static string DayOf(Deadline d, string lang) => new DeadlineChoice(d.PublicId, d.Title, d.Closes, d.ClosesAt, d.Precision).Day(lang);
    }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostMoveAsync(Guid id, int version, CancellationToken ct)
    {
        if (!User.Has(Permission.ArticlesPublish)) return Forbid();
        var deadline = await db.InForce().Include(d => d.Supersedes).SingleOrDefaultAsync(d => d.PublicId == id, ct);
        if (deadline is null) return NotFound();
        var dates = new FormDates(clock.Today());
        var (day, precision) = dates.ReadDeadline("Closes", Closes);
        if (day is null) ModelState.AddModelError("Closes", dates.Errors.FirstOrDefault()?.Message.In(text.Lang) ?? "articles.deadlines.missingDay");
        var source = string.IsNullOrWhiteSpace(SourceUrl) ? deadline.SourceUrl : SafeAddress.OfWeb(SourceUrl);
        if (source is null && !string.IsNullOrWhiteSpace(SourceUrl)) ModelState.AddModelError("SourceUrl", "articles.deadlines.badSource");
        if (deadline.Version != version) ModelState.AddModelError("", "articles.deadlines.conflict");
        if (!ModelState.IsValid) return await RefuseAsync(id, ct);
        var before = deadline.Closes;
        var to = new DraftDeadline(null, deadline.Title, deadline.Opens, day!.Day, day.Time, precision, source);
        if (!DeadlineMoves.Move(db, deadline, to, clock.GetUtcNow().UtcDateTime))
        {
            this.Notice(text["articles.deadlines.same"]);
            return RedirectToPage();
        }
        audit.Write(db, Actor.Of(User), "deadline.moved", $"deadline:{deadline.PublicId}", $"{deadline.Title}: {Dates.Iso(before)} -> {Dates.Iso(deadline.Closes)}");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", "articles.deadlines.conflict");
            return await RefuseAsync(id, ct);
        }
        this.Notice(text["articles.deadlines.moved"]);
        return RedirectToPage();
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
        var today = clock.Today();
        var standing = db.InForce().AsNoTracking().Include(d => d.Supersedes);
        var deadlines = ShowsPast
            ? await standing.Where(d => d.Closes < today).OrderByDescending(d => d.Closes).Take(Most).ToListAsync(ct)
            : await standing.Where(d => d.Closes >= today).OrderBy(d => d.Closes).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        var ids = deadlines.Select(d => d.Id).ToList();
        var told = await (from row in db.Set<ArticleDeadline>().AsNoTracking()
                          join article in db.Articles on row.ArticleId equals article.Id
                          where ids.Contains(row.DeadlineId)
                          orderby article.PublishedUtc descending
                          select new { row.DeadlineId, Told = new Told(article.PublicId, article.WorkingTitle, article.Lang) }).ToListAsync(ct);
        var byDeadline = told.ToLookup(t => t.DeadlineId, t => t.Told);
        Rows = [.. deadlines.Select(d => new Row(d, [.. byDeadline[d.Id]]))];
    }
}
