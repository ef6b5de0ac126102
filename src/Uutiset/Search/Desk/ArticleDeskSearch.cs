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
/// Articles in the desk's search, the newest first: those whose newest title or lead has the words, drafts among them, then those whose
/// public text has them, by the archive's index.
/// </summary>
internal static class ArticleDeskSearch
{
    private sealed record Row(long Key, Guid Id, string Title, string Lang, ArticleType Type, ArticleStatus Status, string Slug, DateTime? PublishedUtc, DateTime SavedUtc, bool IsTheirs);

    public static void AddArticleDeskSearch(this IServiceCollection services) =>
        services.AddSingleton(new DeskSearchKind("articles.list", Permission.ArticlesWrite, 10, FindAsync, DeskSearchKind.ListAt("/desk/articles")));

    private static async Task<IReadOnlyList<DeskFrontRow>> FindAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var reach = await services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);
        var titled = reach.Seen(db.Articles.AsNoTracking()).WithWords(db, services.GetRequiredService<Analysis>(), typed);
        var rows = await RowsAsync(titled.OrderByDescending(a => a.SavedUtc).ThenByDescending(a => a.Id).Take(DeskSearchKind.Taken), reach, ct);
        var read = await services.GetRequiredService<Archive>().NewestAsync(typed, 2 * DeskSearchKind.Taken, ct);
        var known = rows.ConvertAll(r => r.Key);
        rows.AddRange(await RowsAsync(db.Articles.AsNoTracking().Where(a => read.Contains(a.Id) && !known.Contains(a.Id)).OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id), reach, ct));
        return [.. rows.Take(DeskSearchKind.Taken).Select(r => new DeskFrontRow(
            r.IsTheirs ? $"/desk/articles/{r.Id}" : Article.PathOf(r.Type, r.Slug), r.Title.Length > 0 ? r.Title : text["articles.untitled"], Note(r, text), r.Lang))];
    }

    private static string Note(Row row, DeskText text) =>
        $"{text["articles.type." + row.Type]} · {text["articles.status." + row.Status]} · {text.Date(row.Status == ArticleStatus.Published ? row.PublishedUtc ?? row.SavedUtc : row.SavedUtc)}";

    private static async Task<List<Row>> RowsAsync(IQueryable<Article> articles, ArticleReach reach, CancellationToken ct)
    {
        var rows = await articles.Select(a => new
        {
            a.Id, a.PublicId, a.WorkingTitle, a.Lang, a.Type, a.Status, a.Slug, a.PublishedUtc, a.SavedUtc, a.WorkingPublisherId, a.OwnerId,
            Filings = a.Filings.Where(f => f.Kind == FilingKind.Region || f.Kind == FilingKind.Person).ToList(),
        }).ToListAsync(ct);
        return rows.ConvertAll(a => new Row(a.Id, a.PublicId, a.WorkingTitle, a.Lang, a.Type, a.Status, a.Slug, a.PublishedUtc, a.SavedUtc, reach.MayEdit(a.WorkingPublisherId, a.OwnerId, a.Filings)));
    }
}
