using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What the desk's front page says of articles: what I have unfinished, what comes out next, which deadlines approach.</summary>
internal static class ArticleFront
{
    private const int Rows = 6;
    private const int DaysAhead = 30;

    public static void AddArticleFront(this IServiceCollection services)
    {
        services.AddSingleton(new DeskAction("articles.new", "/desk/articles/new", Permission.ArticlesWrite, 10));
        services.AddSingleton(new DeskReviewList("reviews.articles", Permission.ArticlesWrite, 10, ReviewsAsync));
        services.AddSingleton(new DeskReviewList("reviews.promises", Permission.ArticlesWrite, 15, DuePromisesAsync));
        services.AddSingleton(new DeskFrontList("articles.front.promises", "articles.front.promises", Permission.ArticlesWrite, 15, MyPromisesAsync, HidesWhenEmpty: true));
        services.AddSingleton(new DeskFrontList("articles.front.mine", "articles.front.mine.empty", Permission.ArticlesWrite, 10, MineAsync));
        services.AddSingleton(new DeskFrontList("articles.front.recent", "articles.front.recent.empty", Permission.ArticlesWrite, 20, RecentAsync));
        services.AddSingleton(new DeskFrontList("articles.front.deadlines", "articles.front.deadlines.empty", Permission.ArticlesWrite, 40, DeadlinesAsync));
        services.AddSingleton(new DeskFrontList("articles.front.materials", "articles.front.materials.empty", Permission.ArticlesWrite, 45, MaterialsAsync));
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> ReviewsAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var today = services.GetRequiredService<TimeProvider>().Today();
        var soon = today.AddDays(DaysAhead);
        var reach = await ReachAsync(services, user, ct);
        var due = await reach.Told(Own(db, user).Where(a => a.Status == ArticleStatus.Published && a.ReviewBy <= soon)
            .OrderBy(a => a.ReviewBy).ThenBy(a => a.Id).Take(DeskReviewList.Most))
            .Select(t => new { t.Line, t.Article.ReviewBy, t.Article.Version, Regions = t.Article.Regions.Select(r => r.RegionCode).ToList() }).ToListAsync(ct);
        return [.. due.Select(a => Row(text, a.Line, text["reviews.by", Dates.Day(a.ReviewBy!.Value, text.Lang)]) with
        {
            // Readers are told the day of the check: it is for who may publish
            Check = user.Has(Permission.ArticlesPublish) && reach.MayPublish(a.Regions, a.Regions)
                ? new($"/desk/articles/{a.Line.Id}/still-right", "reviews.stillRight", Checking.NextAfter(today), a.Version) : null,
        })];
    }

    private static Task<IReadOnlyList<DeskFrontRow>> DuePromisesAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var soon = services.GetRequiredService<TimeProvider>().Today().AddDays(DaysAhead);
        return PromisesAsync(services, user, a => a.FollowUpBy <= soon, DeskReviewList.Most, ct);
    }

    private static Task<IReadOnlyList<DeskFrontRow>> MyPromisesAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var me = Actor.Of(user).UserId;
        return PromisesAsync(services, user, a => a.OwnerId == me, Rows, ct);
    }

    /// <summary>What readers were promised to hear more of and have not: the task of whoever promised it.</summary>
    private static async Task<IReadOnlyList<DeskFrontRow>> PromisesAsync(IServiceProvider services, ClaimsPrincipal user, Expression<Func<Article, bool>> which, int most, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var open = await (await ReachAsync(services, user, ct)).Told(Own(db, user).Where(which).WithOpenPromise(db)
            .OrderBy(a => a.FollowUpBy == null).ThenBy(a => a.FollowUpBy).ThenBy(a => a.Id).Take(most))
            .Select(t => new { t.Line, t.Article.FollowUp, t.Article.FollowUpBy }).ToListAsync(ct);
        return [.. open.Select(a => Row(text, a.Line with { Title = a.FollowUp! }, a.FollowUpBy is { } day ? $"{a.Line.Title} · {Dates.Day(day, text.Lang)}" : a.Line.Title))];
    }

    internal static IQueryable<Article> WithOpenPromise(this IQueryable<Article> articles, NewsDb db) => articles.Where(a =>
        a.Status == ArticleStatus.Published && a.FollowUp != null && !db.Set<ArticleLink>().Any(l => l.TargetId == a.Id && l.Kind == LinkKind.Follows && db.Articles.Any(o => o.Id == l.ArticleId && o.Status == ArticleStatus.Published)));

    private static async Task<IReadOnlyList<DeskFrontRow>> MineAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, me) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), Actor.Of(user).UserId);
        var mine = await (await ReachAsync(services, user, ct)).Told(Own(db, user)
            .Where(a => a.OwnerId == me && (a.Status == ArticleStatus.Draft || a.Status == ArticleStatus.InReview || a.Status == ArticleStatus.Scheduled
                || (a.Status == ArticleStatus.Published && a.PublicRevision != a.WorkingRevision)))
            .OrderByDescending(a => a.SavedUtc).ThenByDescending(a => a.Id).Take(Rows))
            .Select(t => new { t.Line, t.Article.PublishAtUtc, t.Article.SavedUtc }).ToListAsync(ct);
        return [.. mine.Select(a => Row(text, a.Line, a.PublishAtUtc is { } at ? text["articles.toBePublished", text.DateAndTime(at)]
            : text[a.Line.Status is ArticleStatus.Draft or ArticleStatus.InReview ? "articles.status." + a.Line.Status : "articles.changes"] + " · " + text["articles.line.saved", text.DateAndTime(a.SavedUtc)]))];
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> RecentAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var recent = await (await ReachAsync(services, user, ct)).Told(Own(db, user).Where(a => a.Status == ArticleStatus.Published)
            .OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id).Take(Rows)).Select(t => new { t.Line, t.Article.PublishedUtc }).ToListAsync(ct);
        return [.. recent.Select(a => Row(text, a.Line, text.Date(a.PublishedUtc)))];
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> MaterialsAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, clock) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), services.GetRequiredService<TimeProvider>());
        var found = await Materials.ToSeeAsync(Own(db, user), db, clock.GetUtcNow().UtcDateTime, clock.Today(), ct);
        var (shown, reach) = (found.Take(Rows).ToList(), await ReachAsync(services, user, ct));
        var ids = shown.ConvertAll(m => m.ArticleId);
        var told = await reach.Told(Own(db, user).Where(a => ids.Contains(a.Id))).Select(t => t.Line).ToDictionaryAsync(l => l.Id, ct);
        return [.. shown.Select(m => new DeskFrontRow(told[m.ArticlePublicId].Href!, m.Title,
            text[m.Kind == Materials.Ending ? "articles.front.materials.until" : "articles.front.materials.captions", Dates.Day(m.Day, text.Lang)], m.ArticleLang))];
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> DeadlinesAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var today = services.GetRequiredService<TimeProvider>().Today();
        var coming = await (await ReachAsync(services, user, ct)).SeenDeadlines(db).AsNoTracking().Where(d => (d.Closes ?? d.Opens) >= today && (d.Closes ?? d.Opens) <= today.AddDays(DaysAhead))
            .NextFirst(today).Take(Rows).ToListAsync(ct);
        return [.. coming.Select(d => new DeskFrontRow("/desk/deadlines", d.Title, DeadlineWords.Of(d, text)))];
    }

    /// <summary>Those of the publisher for whom somebody speaks.</summary>
    private static IQueryable<Article> Own(NewsDb db, ClaimsPrincipal user) => Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId);

    private static Task<ArticleReach> ReachAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct) => services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);

    /// <summary>What is listed here is theirs to edit, or public.</summary>
    private static DeskFrontRow Row(DeskText text, ToldLine article, string note) =>
        new(article.Href!, article.Title.Length > 0 ? article.Title : text["articles.untitled"], note, article.Lang);
}
