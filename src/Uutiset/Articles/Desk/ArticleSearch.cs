using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What else of this room the desk's search finds: deadlines, events, places to influence. Articles themselves need the archive's index too.</summary>
internal static class ArticleSearch
{
    public static void AddArticleSearch(this IServiceCollection services)
    {
        services.AddSingleton(new DeskSearchKind("articles.deadlines", Permission.ArticlesWrite, 55, DeadlinesAsync, DeskSearchKind.ListAt("/desk/deadlines")));
        services.AddSingleton(new DeskSearchKind("search.events", Permission.ArticlesWrite, 57, EventsAsync));
        services.AddSingleton(new DeskSearchKind("openings.list", Permission.ArticlesWrite, 60, OpeningsAsync));
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> DeadlinesAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = Of(services);
        var reach = await services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);
        var (deadlines, now) = (reach.SeenDeadlines(db).AsNoTracking(), services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        foreach (var word in WrittenWord.AllOf(typed))
            deadlines = deadlines.Where(d => d.Title.Contains(word.Given) || d.Title.Contains(word.Lower) || d.Title.Contains(word.Capital));
        var found = await deadlines.OrderByDescending(d => d.Closes ?? d.Opens).ThenBy(d => d.Id).Take(DeskSearchKind.Taken).ToListAsync(ct);
        return found.ConvertAll(d => new DeskFrontRow(
            "/desk/deadlines" + QueryString.Create("q", d.Title.Length > 100 ? d.Title[..100] : d.Title) + (d.IsClosedAt(now) ? "&show=past" : ""), d.Title, DeadlineWords.Of(d, text)));
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> EventsAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = Of(services);
        var reach = await services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);
        var (seen, theirs, events) = (reach.Seen(db.Articles.AsNoTracking()), reach.Editable(db.Articles), db.Events.AsNoTracking().WithWords(typed));
        var found = await events.ToldBy(db, seen).OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.Id).Take(DeskSearchKind.Taken).ToListAsync(ct);
        var ids = found.ConvertAll(e => e.Id);
        var articles = (await (from row in db.Set<ArticleEvent>()
                               join a in seen on row.ArticleId equals a.Id
                               where ids.Contains(row.EventId)
                               select new { row.EventId, a.Id, a.PublicId, a.Type, a.Slug, a.Lang, MayEdit = theirs.Any(t => t.Id == a.Id) }).ToListAsync(ct)).ToLookup(a => a.EventId);
        // One that was withdrawn in this moment leads nowhere, and is not told
        return [.. found.Select(e => (Event: e, Article: articles[e.Id].MaxBy(a => a.Id))).Where(e => e.Article is not null).Select(e => new DeskFrontRow(
            e.Article!.MayEdit ? $"/desk/articles/{e.Article.PublicId}" : Article.PathOf(e.Article.Type, e.Article.Slug), e.Event.Title,
            Dates.Day(e.Event.StartsOn, text.Lang) + (e.Event.Place is { Length: > 0 } place ? ", " + place : ""), e.Article.Lang))];
    }

    /// <summary>One that is not public yet is for those who may edit it.</summary>
    private static async Task<IReadOnlyList<DeskFrontRow>> OpeningsAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = Of(services);
        var reach = await services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);
        var (openings, theirs) = (reach.Seen(db.Openings.AsNoTracking()), reach.Editable(db.Openings));
        foreach (var word in WrittenWord.AllOf(typed))
            openings = openings.Where(o => o.Title.Contains(word.Given) || o.Title.Contains(word.Lower) || o.Title.Contains(word.Capital));
        var found = await openings.OrderByDescending(o => o.SavedUtc).ThenByDescending(o => o.Id).Take(DeskSearchKind.Taken)
            .Select(o => new { o.PublicId, o.Slug, o.Title, o.Lang, o.Kind, MayEdit = theirs.Any(t => t.Id == o.Id) }).ToListAsync(ct);
        return found.ConvertAll(o => new DeskFrontRow(o.MayEdit ? $"/desk/openings/{o.PublicId}" : "/vaikuta/" + o.Slug, o.Title, text["openings.kind." + o.Kind], o.Lang));
    }

    private static (NewsDb Db, DeskText Text) Of(IServiceProvider services) => (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
}
