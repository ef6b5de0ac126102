using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

/// <summary>What waits for an editor's eyes, the longest wait first; mine before everybody's.</summary>
[Needs(Permission.ArticlesReview)]
internal sealed class QueueModel(NewsDb db) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string Title, string Lang, string By, DateTime AskedUtc, string? Editor, bool IsMine, int OpenComments);

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = Actor.Of(User).UserId;
        var waiting = Actor.Of(User).Own(db.ArticleReviews.AsNoTracking(), r => r.Article!.WorkingPublisherId).Where(r => r.State == ReviewState.Asked);
        Total = await waiting.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Rows = await waiting.OrderBy(r => r.EditorId == me ? 0 : 1).ThenBy(r => r.AskedUtc).ThenBy(r => r.ArticleId).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(r => new Row(r.Article!.PublicId, r.Article.WorkingTitle, r.Article.Lang, r.By, r.AskedUtc, r.Editor == null ? null : r.Editor.Name, r.EditorId == me,
                db.ArticleComments.Count(c => c.ArticleId == r.ArticleId && c.ThreadId == null && c.ResolvedUtc == null)))
            .ToListAsync(ct);
    }
}
