using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

/// <summary>What the form of an article finds while somebody types: other articles, organisations, events that other articles tell.</summary>
internal static class FormSearch
{
    public static void MapFormSearch(this WebApplication app) =>
        app.MapGet("/desk/articles/find/{kind}", FindAsync).Needs(Permission.ArticlesWrite).ExcludeFromDescription();

    /// <param name="except">The article whose form it is.</param>
    private static async Task<IResult> FindAsync(HttpContext http, string kind, string? q, Guid? except, NewsDb db, ArticleRights rights, DeskText text, CancellationToken ct) => kind switch
    {
        "related" => Results.Json(await RelatedSearch.FindAsync(db, await rights.ReachOfAsync(http.User, ct), q, except ?? Guid.Empty, text, ct)),
        "organisations" => Results.Json(await RelatedSearch.OrganisationsAsync(db, q, text, ct)),
        "events" => Results.Json(await EventSearch.FindAsync(db, await rights.ReachOfAsync(http.User, ct), q, except ?? Guid.Empty, text, ct)),
        _ => Results.NotFound(),
    };
}
