using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

/// <summary>What waits for somebody, on the desk's front page: first what waits for me, then what waits for any editor.</summary>
internal static class WorkflowDesk
{
    private const int Rows = 6;

    public static void AddWorkflowDesk(this IServiceCollection services)
    {
        services.AddSingleton(new DeskFrontList("workflow.front.returned", "workflow.front.returned", Permission.ArticlesWrite, 1, ReturnedAsync, HidesWhenEmpty: true));
        services.AddSingleton(new DeskFrontList("workflow.front.reviewing", "workflow.front.reviewing", Permission.ArticlesReview, 2, ReviewingAsync, HidesWhenEmpty: true));
        services.AddSingleton(new DeskFrontList("workflow.front.comments", "workflow.front.comments", Permission.ArticlesWrite, 12, CommentsAsync, HidesWhenEmpty: true));
        services.AddSingleton(new DeskFrontList("workflow.front.queue", "workflow.front.queue.empty", Permission.ArticlesReview, 15, QueueAsync));
        services.AddSingleton(new DeskMenuItem("workflow.queue", "/desk/review", Permission.ArticlesReview, 42, "check"));
        services.AddArticleCalendar();
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> ReturnedAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, me) = Of(services, user);
        return await RowsAsync(Own(db, user).Where(r => r.State == ReviewState.Returned && (r.ById == me || r.Article!.OwnerId == me)).OrderByDescending(r => r.ReturnedUtc), text,
            r => text["workflow.returned.line", r.ReturnedBy, text.DateAndTime(r.ReturnedUtc)], ct);
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> ReviewingAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, me) = Of(services, user);
        return await RowsAsync(Own(db, user).Where(r => r.State == ReviewState.Asked && r.EditorId == me).OrderBy(r => r.AskedUtc), text,
            r => text["workflow.asked.line", r.By, text.DateAndTime(r.AskedUtc)], ct);
    }

    // Oldest first: who sent theirs first has waited longest
    private static async Task<IReadOnlyList<DeskFrontRow>> QueueAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, me) = Of(services, user);
        return await RowsAsync(Own(db, user).Where(r => r.State == ReviewState.Asked && r.EditorId != me).OrderBy(r => r.AskedUtc), text,
            r => text["workflow.asked.line", r.By, text.DateAndTime(r.AskedUtc)] + (r.Editor is { } editor ? " · " + text["workflow.asked.editor", editor.Name] : ""), ct);
    }

    /// <summary>Open threads of my articles, or of which I am part, where somebody else spoke last.</summary>
    private static async Task<IReadOnlyList<DeskFrontRow>> CommentsAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, me) = Of(services, user);
        var open = await Actor.Of(user).Own(db.ArticleComments.AsNoTracking(), c => c.Article!.WorkingPublisherId)
            .Where(c => c.ThreadId == null && c.ResolvedUtc == null && (c.Article!.OwnerId == me || c.ById == me || db.ArticleComments.Any(a => a.ThreadId == c.Id && a.ById == me)))
            .Select(c => new
            {
                c.Article!.PublicId, c.Article.WorkingTitle, c.Article.Lang,
                Last = db.ArticleComments.Where(a => a.ThreadId == c.Id || a.Id == c.Id).Max(a => a.Id),
            })
            .Join(db.ArticleComments, c => c.Last, a => a.Id, (c, a) => new { c.PublicId, c.WorkingTitle, c.Lang, a.Id, a.ById, a.By, a.AtUtc })
            .Where(c => c.ById == null || c.ById != me).OrderByDescending(c => c.Id).Take(Rows).ToListAsync(ct);
        return [.. open.Select(c => Row(text, c.PublicId, c.WorkingTitle, c.Lang, text["workflow.comment.line", c.By, text.DateAndTime(c.AtUtc)]))];
    }

    private static IQueryable<ArticleReview> Own(NewsDb db, ClaimsPrincipal user) => Actor.Of(user).Own(db.ArticleReviews, r => r.Article!.WorkingPublisherId);

    private static async Task<IReadOnlyList<DeskFrontRow>> RowsAsync(IQueryable<ArticleReview> reviews, DeskText text, Func<ArticleReview, string> note, CancellationToken ct) =>
        [.. (await reviews.AsNoTracking().Include(r => r.Article).Include(r => r.Editor).Take(Rows).ToListAsync(ct)).Select(r => Row(text, r.Article!.PublicId, r.Article.WorkingTitle, r.Article.Lang, note(r)))];

    private static (NewsDb Db, DeskText Text, long? Me) Of(IServiceProvider services, ClaimsPrincipal user) =>
        (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), Actor.Of(user).UserId);

    private static DeskFrontRow Row(DeskText text, Guid id, string title, string lang, string note) =>
        new($"/desk/articles/{id}/review", title.Length > 0 ? title : text["articles.untitled"], note, lang);
}
