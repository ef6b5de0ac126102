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
        var found = await reach.SeenEvents(db).WithWords(typed).OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.Id).Take(DeskSearchKind.Taken).ToListAsync(ct);
        var articles = await reach.TellingAsync(db, found, ct);
        // One that was withdrawn in this moment leads nowhere, and is not told
        return [.. found.Select(e => (Event: e, Article: articles[e.Id].LastOrDefault())).Where(e => e.Article?.Href is not null).Select(e => new DeskFrontRow(
            e.Article!.Href!, e.Event.Title,
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
