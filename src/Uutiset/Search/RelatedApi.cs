using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Api;
using Uutiset.Accounts.Http;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <param name="Score">Higher is nearer; null where the editor chose.</param>
internal sealed record RelatedJson(Guid Id, string Url, string Title, string Reason, double? Score);

/// <summary><c>/api/v1/articles/{id}/related</c>. It stands here, since Articles does not know who relates them.</summary>
internal static class RelatedApi
{
    private const int Most = 6;
    private static readonly Localized Chosen = new("Toimituksen valinta", "Redaktionens val", "Editor's choice");

    public static void MapRelatedApi(this IEndpointRouteBuilder app) =>
        app.MapApi("/articles/{id:guid}/related", "Articles").MapGet("", ListAsync).Produces<RelatedJson[]>()
            .WithSummary("What else there is to read: the editor's choice first, then what shares a theme, region or words, each with the reason")
            .RequireRateLimiting(RateLimits.Search).AllowAnonymous();

    private static async Task<IResult> ListAsync(Guid id, NewsDb db, Related related, IOptions<SiteOptions> site, HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        var visible = db.Articles.AsNoTracking().VisibleAt(clock.GetUtcNow().UtcDateTime);
        if (await visible.Where(a => a.PublicId == id).Select(a => (long?)a.Id).SingleOrDefaultAsync(ct) is not { } article) return Problems.NotFound("article");
        // Readers see the reasons, so it is their site's language that counts
        var lang = Languages.Accepted(http.Request) ?? site.Value.Languages[0];
        var chosen = await db.Set<ArticleLink>().Where(l => l.ArticleId == article && l.TargetId != null).OrderBy(l => l.Position)
            .Join(visible, l => l.TargetId, a => a.Id, (l, a) => new { a.Id, a.PublicId, a.Type, a.Slug, a.Title }).ToListAsync(ct);
        var others = await related.OfAsync(article, Most, [.. chosen.Select(c => c.Id)], ct);
        return Results.Ok(chosen.Select(c => new RelatedJson(c.PublicId, site.Value.Absolute(Article.PathOf(c.Type, c.Slug)), c.Title, Chosen.In(lang), null))
            .Concat(others.Select(o => new RelatedJson(o.Id, site.Value.Absolute(o.Path), o.Title, string.Join(" · ", o.Reasons.Select(r => r.In(lang))), Math.Round(o.Score, 2)))));
    }
}
