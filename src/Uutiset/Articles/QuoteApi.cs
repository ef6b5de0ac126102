using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>What is quoted, as <c>/api/v1/quotes</c> tells it.</summary>
/// <param name="Url">Absolute, of the article.</param>
internal sealed record QuoteJson(string Speaker, string? Role, string Text, Guid ArticleId, string Url, string Title, string Lang, DateTime? PublishedAt);

/// <summary><c>/api/v1/quotes</c>: what is quoted in published articles.</summary>
internal static class QuoteApi
{
    public static void MapQuoteApi(this WebApplication app) =>
        app.MapApi("/quotes", "Articles").MapGet("/", ListAsync).AllowAnonymous()
            .WithSummary("Quotes in published articles, newest first; ?speaker= is the speaker's whole name").Produces<Paged<QuoteJson>>();

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, string? speaker, NewsDb db, IOptions<SiteOptions> site, TimeProvider clock, CancellationToken ct)
    {
        var quotes = db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).SelectMany(a => a.Quotes);
        if (speaker?.Trim() is { Length: > 0 } name) quotes = quotes.Where(q => q.Speaker == name);
        var total = await quotes.CountAsync(ct);
        var rows = await quotes.OrderByDescending(q => q.Article!.PublishedUtc).ThenByDescending(q => q.ArticleId).ThenBy(q => q.Position).Skip(paging.Skip).Take(paging.Size)
            .Select(q => new { q.Speaker, q.Role, q.Text, q.Article!.PublicId, q.Article.Type, q.Article.Slug, q.Article.Title, q.Article.Lang, q.Article.PublishedUtc }).ToListAsync(ct);
        return Results.Ok(paging.Of(rows.ConvertAll(q => new QuoteJson(q.Speaker, q.Role, q.Text, q.PublicId, site.Value.Absolute(Article.PathOf(q.Type, q.Slug)), q.Title, q.Lang, q.PublishedUtc)), total));
    }
}
