using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Workflow;
using Uutiset.Articles.Finding;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What waits for an editor's eyes, the longest wait first; mine before everybody's.</summary>
[Needs(Permission.ArticlesReview)]
internal sealed class QueueModel(NewsDb db, DeskText text) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string Title, string Lang, string By, DateTime AskedUtc, string? Editor, bool IsMine, int OpenComments);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public ListFilters Filters { get; private set; } = null!;

    public int Number { get; private set; }

    public int Pages { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = Actor.Of(User).UserId;
        var asked = Filtered(Actor.Of(User).Own(db.ArticleReviews.AsNoTracking(), r => r.Article!.WorkingPublisherId).Where(r => r.State == ReviewState.Asked), me);
        Pages = PageLinks.Count(await asked.CountAsync(ct), PageSize);
        Number = Math.Clamp(FilterField.Page(Request.Query), 1, Pages);
        Rows = await asked.OrderBy(r => r.EditorId == me ? 0 : 1).ThenBy(r => r.AskedUtc).ThenBy(r => r.ArticleId).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(r => new Row(r.Article!.PublicId, r.Article.WorkingTitle, r.Article.Lang, r.By, r.AskedUtc, r.Editor == null ? null : r.Editor.Name, r.EditorId == me,
                db.ArticleComments.Count(c => c.ArticleId == r.ArticleId && c.ThreadId == null && c.ResolvedUtc == null)))
            .ToListAsync(ct);
    }

    private IQueryable<ArticleReview> Filtered(IQueryable<ArticleReview> asked, long? me)
    {
        var query = Request.Query;
        FilterField type = FilterField.Choice("type", text["articles.type"], query, Enum.GetValues<ArticleType>().Select(t => new FilterOption(t.ToString(), text["articles.type." + t]))),
            region = FilterField.Choice("region", text["lists.region"], query, Regions.All.Select(r => new FilterOption(r.Code, r.Short.In(text.Lang)))),
            whose = FilterField.Choice("whose", text["workflow.editor"], query, [new("mine", text["workflow.queue.mine"]), new("anybody", text["workflow.editor.anybody"])]);
        Filters = new ListFilters("/desk/review", text["workflow.queue.filter"], [type, region, whose]);
        if (Enum.TryParse<ArticleType>(type.Value, out var known)) asked = asked.Where(r => r.Article!.Type == known);
        if (region.Value.Length > 0)
        {
            var codes = Regions.Covering(region.Value);
            asked = asked.Where(r => r.Article!.Filings.Any(f => f.Kind == FilingKind.Region && codes.Contains(f.Key)));
        }
        return whose.Value switch { "mine" => asked.Where(r => r.EditorId == me), "anybody" => asked.Where(r => r.EditorId == null), _ => asked };
    }
}
