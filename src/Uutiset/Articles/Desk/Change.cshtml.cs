using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Changing;

namespace Uutiset.Articles.Desk;

/// <summary>One change of many articles: what it would do, how far it has come, what it left alone and why, and undoing it.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class ChangeModel(NewsDb db, ChangeRunner<BulkChange, BulkChangeRow> runner, BulkWords words, ArticleRights rights, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public BulkChange Change { get; private set; } = null!;

    public string What { get; private set; } = "";

    public ChangeView View { get; private set; } = null!;

    /// <summary>The one who planned it carries it out; undoing is for editors, too.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var change = await db.BulkChanges.AsNoTracking().SingleOrDefaultAsync(c => c.PublicId == Id, HttpContext.RequestAborted);
        var mine = change?.ById == Actor.Of(User).UserId;
        if (change is null) context.Result = NotFound();
        else if (!mine && (change.State == ChangeState.Planned || !User.Has(Permission.ArticlesReview) || !await IsColleaguesAsync(change, HttpContext.RequestAborted))) context.Result = Forbid();
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
        var changed = groups.Where(g => g.State is ChangeRowState.Planned or ChangeRowState.Done or ChangeRowState.Undone).ToList();
        var leftState = ChangeView.LeftState(Change);
        var left = await rows.Where(r => r.State == leftState).OrderBy(r => r.ItemId).Take(ChangeView.MostNamed).Select(r => new { r.ItemId, r.Title, r.Reason }).ToListAsync(ct);
        var (ids, reach) = (left.ConvertAll(l => l.ItemId), await rights.ReachOfAsync(User, ct));
        var told = await reach.Told(db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id))).Select(t => new { t.Article.Id, t.Line }).ToDictionaryAsync(t => t.Id, t => t.Line, ct);
        var counts = groups.GroupBy(g => g.State).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        View = new ChangeView(Change, counts, clock.GetUtcNow().UtcDateTime, "lists", BulkWords.Href + Id, "/desk/articles")
        {
            Notes = [.. Note("public", changed.Where(g => g.Public).Sum(g => g.Count)), .. Note("waits", changed.Where(g => g.Waits).Sum(g => g.Count))],
            LeftAlone = [.. left.Select(l => Named(told.GetValueOrDefault(l.ItemId), l.Title, l.Reason ?? BulkReason.Gone, reach))],
        };
    }

    // What readers see at once, and what waits for the next publication
    private string[] Note(string which, int articles) => articles == 0 ? [] : [text.Count($"lists.{(Change.State == ChangeState.Planned ? "plan" : "done")}.{which}", articles)];

    // By what this person may see today, and not when it was planned: since then the article, or they, may have come to another publisher.
    // Whose one was that is there no more, nobody knows
    private ChangeLeft Named(ToldLine? article, string planned, BulkReason reason, ArticleReach reach)
    {
        var title = article is null ? reach.PublisherId is null ? planned : ToldArticle.Untold : article.Href is null ? ToldArticle.Untold : article.Title;
        return new ChangeLeft(title.Length > 0 ? title : text["articles.untitled"], article?.Href, article?.Lang ?? "fi", reason.ToString());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Change.ById != Actor.Of(User).UserId) return Forbid();
        await runner.CarryOutAsync(Change, Actor.Of(User), ct);
        return Redirect(BulkWords.Href + Id);
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        if (!Change.MayBeUndoneAt(clock.GetUtcNow().UtcDateTime)) this.Notice(text["lists.undo.late"]);
        else await runner.UndoAsync(Change, Actor.Of(User), ct);
        return Redirect(BulkWords.Href + Id);
    }
}
