using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Finding;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Finnish;

namespace Uutiset.Search.Desk;

/// <summary>
/// Articles in the desk's search, the newest first: those whose title or lead has the words, drafts among them, then those whose public
/// text has them, by the archive's index.
/// </summary>
internal static class ArticleDeskSearch
{
    private sealed record Row(long Key, ToldLine Line, DateTime? PublishedUtc, DateTime SavedUtc);

    public static void AddArticleDeskSearch(this IServiceCollection services) =>
        services.AddSingleton(new DeskSearchKind("articles.list", Permission.ArticlesWrite, 10, FindAsync, DeskSearchKind.ListAt("/desk/articles")));

    private static async Task<IReadOnlyList<DeskFrontRow>> FindAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var reach = await services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);
        var titled = reach.Seen(db.Articles.AsNoTracking()).WithWords(db, reach, services.GetRequiredService<Analysis>(), typed);
        var rows = await RowsAsync(reach.Told(titled.OrderByDescending(a => a.SavedUtc).ThenByDescending(a => a.Id).Take(DeskSearchKind.Taken)), ct);
        var read = await services.GetRequiredService<Archive>().NewestAsync(typed, 2 * DeskSearchKind.Taken, ct);
        var known = rows.ConvertAll(r => r.Key);
        rows.AddRange(await RowsAsync(reach.Told(reach.Seen(db.Articles.AsNoTracking()).Where(a => read.Contains(a.Id) && !known.Contains(a.Id)).OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id)), ct));
        return [.. rows.Take(DeskSearchKind.Taken).Select(r => new DeskFrontRow(r.Line.Href!, r.Line.Title.Length > 0 ? r.Line.Title : text["articles.untitled"], Note(r, text), r.Line.Lang))];
    }

    private static string Note(Row row, DeskText text) =>
        $"{text["articles.type." + row.Line.Type]} · {text["articles.status." + row.Line.Status]} · {text.Date(row.Line.Status == ArticleStatus.Published ? row.PublishedUtc ?? row.SavedUtc : row.SavedUtc)}";

    private static Task<List<Row>> RowsAsync(IQueryable<ToldArticle> articles, CancellationToken ct) =>
        articles.Select(t => new Row(t.Article.Id, t.Line, t.Article.PublishedUtc, t.Article.SavedUtc)).ToListAsync(ct);
}
