using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

/// <summary>One change of many articles: what it would do, how far it has come, what it left alone and why, and undoing it.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class ChangeModel(NewsDb db, BulkRunner runner, BulkWords words, ArticleRights rights, DeskText text, TimeProvider clock) : PageModel
{
    private const int MostNamed = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public BulkChange Change { get; private set; } = null!;

    public string What { get; private set; } = "";

    public int Total => Counts.Values.Sum();

    public IReadOnlyDictionary<BulkRowState, int> Counts { get; private set; } = new Dictionary<BulkRowState, int>();

    /// <summary>Of those that are or will be changed: what readers see at once, and what waits for the next publication.</summary>
    public int Public { get; private set; }

    public int Waiting { get; private set; }

    /// <summary>Articles that were left as they are, the first hundred of them.</summary>
    public IReadOnlyList<Left> LeftAlone { get; private set; } = [];

    public bool MayBeUndone => Change.MayBeUndoneAt(clock.GetUtcNow().UtcDateTime) && Count(BulkRowState.Done) > 0;

    public DateTime? UndoableUntilUtc => Change.DoneUtc + BulkChange.Undoable;

    internal sealed record Left(string Title, string? Href, string Lang, BulkReason Reason);

    public int Count(BulkRowState state) => Counts.GetValueOrDefault(state);

    /// <summary>The one who planned it carries it out; undoing is for editors, too.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var change = await db.BulkChanges.AsNoTracking().SingleOrDefaultAsync(c => c.PublicId == Id, HttpContext.RequestAborted);
        var mine = change?.ById == Actor.Of(User).UserId;
        if (change is null) context.Result = NotFound();
        else if (!mine && (change.State == BulkState.Planned || !User.Has(Permission.ArticlesReview) || !await IsColleaguesAsync(change, HttpContext.RequestAborted))) context.Result = Forbid();
        else
        {
            Change = change;
            await next();
        }
    }

    // It names articles of the publisher for whom its maker speaks
    private async Task<bool> IsColleaguesAsync(BulkChange change, CancellationToken ct) =>
        Actor.Of(User).PublisherId is null || Actor.Of(User).SpeaksFor(await db.Users.Where(u => u.Id == change.ById).Select(u => u.PublisherId).FirstOrDefaultAsync(ct));

    public async Task OnGetAsync(CancellationToken ct)
    {
        What = (await words.ForAsync([Change], ct))[Change.Id];
        var rows = db.BulkChangeRows.AsNoTracking().Where(r => r.ChangeId == Change.Id);
        var groups = await rows.GroupBy(r => new { r.State, r.Public, r.Waits }).Select(g => new { g.Key.State, g.Key.Public, g.Key.Waits, Count = g.Count() }).ToListAsync(ct);
        Counts = groups.GroupBy(g => g.State).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        var changed = groups.Where(g => g.State is BulkRowState.Planned or BulkRowState.Done or BulkRowState.Undone).ToList();
        (Public, Waiting) = (changed.Where(g => g.Public).Sum(g => g.Count), changed.Where(g => g.Waits).Sum(g => g.Count));
        // What was never changed needs no putting back
        var leftState = Change.State is BulkState.Undoing or BulkState.Undone ? BulkRowState.Kept : BulkRowState.Refused;
        var left = await rows.Where(r => r.State == leftState).OrderBy(r => r.ArticleId).Take(MostNamed).Select(r => new { r.ArticleId, r.Title, r.Reason }).ToListAsync(ct);
        var (ids, reach) = (left.ConvertAll(l => l.ArticleId), await rights.ReachOfAsync(User, ct));
        var told = await reach.Told(db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id))).Select(t => new { t.Article.Id, t.Line }).ToDictionaryAsync(t => t.Id, t => t.Line, ct);
        LeftAlone = [.. left.Select(l => Named(told.GetValueOrDefault(l.ArticleId), l.Title, l.Reason ?? BulkReason.Gone, reach))];
    }

    // By what this person may see today, and not when it was planned: since then the article, or they, may have come to another publisher.
    // Whose one was that is there no more, nobody knows
    private Left Named(ToldLine? article, string planned, BulkReason reason, ArticleReach reach)
    {
        var title = article is null ? reach.PublisherId is null ? planned : ToldArticle.Untold : article.Href is null ? ToldArticle.Untold : article.Title;
        return new Left(title.Length > 0 ? title : text["articles.untitled"], article?.Href, article?.Lang ?? "fi", reason);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Change.ById != Actor.Of(User).UserId) return Forbid();
        await runner.CarryOutAsync(Change, await CountAsync(BulkRowState.Planned, ct), Actor.Of(User), ct);
        return Redirect($"/desk/articles/changes/{Id}");
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        if (!Change.MayBeUndoneAt(clock.GetUtcNow().UtcDateTime)) this.Notice(text["lists.undo.late"]);
        else await runner.UndoAsync(Change, await CountAsync(BulkRowState.Done, ct), Actor.Of(User), ct);
        return Redirect($"/desk/articles/changes/{Id}");
    }

    // The audit log tells how many it concerned
    private Task<int> CountAsync(BulkRowState state, CancellationToken ct) => db.BulkChangeRows.CountAsync(r => r.ChangeId == Change.Id && r.State == state, ct);
}
