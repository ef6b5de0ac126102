using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Redirects;

/// <summary><c>/api/v1/redirects</c>: for whoever moves an old site here.</summary>
internal static class RedirectApi
{
    public static void MapRedirectApi(this WebApplication app)
    {
        var api = app.MapApi("/redirects", "Site");
        api.MapGet("/", ListAsync).Needs(Permission.SiteWrite).WithSummary("Addresses that editors lead on or declared gone, by their paths; ?q=").Produces<Paged<RedirectJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).Needs(Permission.SiteWrite).WithSummary("One redirect").Produces<RedirectJson>();
        api.MapPost("/", AddAsync).Needs(Permission.SiteWrite).WithSummary("{\"from\", \"to\"}: leads an old address on; without \"to\" it answers 410").Produces<RedirectJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.SiteWrite).WithSummary("Changes a redirect").Produces<RedirectJson>();
        api.MapDelete("/{id:guid}", RemoveAsync).Needs(Permission.SiteWrite).WithSummary("Removes a redirect").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, string? q, NewsDb db, CancellationToken ct)
    {
        var rows = db.Redirects.AsNoTracking().Naming(q);
        var total = await rows.CountAsync(ct);
        return Results.Ok(paging.Of((await rows.OrderBy(r => r.FromPath).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct)).ConvertAll(RedirectJson.Of), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, CancellationToken ct) =>
        await db.Redirects.AsNoTracking().SingleOrDefaultAsync(r => r.PublicId == id, ct) is { } redirect
            ? Etags.OkOrNotModified(http, RedirectJson.Of(redirect), Etags.Of(redirect.Version)) : Problems.NotFound("redirect");

    private static async Task<IResult> AddAsync(RedirectDraft draft, HttpContext http, Redirecting redirecting, CancellationToken ct)
    {
        var (redirect, errors) = await redirecting.AddAsync(draft, Actor.Of(http.User), ct);
        if (redirect is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        http.Response.Headers.ETag = Etags.Of(redirect.Version);
        return Results.Created($"/api/v1/redirects/{redirect.PublicId}", RedirectJson.Of(redirect));
    }

    private static async Task<IResult> SaveAsync(Guid id, RedirectDraft draft, HttpContext http, NewsDb db, Redirecting redirecting, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        if (await db.Redirects.SingleOrDefaultAsync(r => r.PublicId == id, ct) is not { } redirect) return Problems.NotFound("redirect");
        if (redirect.Version != version) return Etags.Outdated();
        try
        {
            var errors = await redirecting.SaveAsync(redirect, draft, Actor.Of(http.User), ct);
            if (errors.Count > 0) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
        http.Response.Headers.ETag = Etags.Of(redirect.Version);
        return Results.Ok(RedirectJson.Of(redirect));
    }

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext http, NewsDb db, Redirecting redirecting, CancellationToken ct)
    {
        if (await db.Redirects.SingleOrDefaultAsync(r => r.PublicId == id, ct) is not { } redirect) return Problems.NotFound("redirect");
        await redirecting.RemoveAsync(redirect, Actor.Of(http.User), ct);
        return Results.NoContent();
    }

    public static IQueryable<Redirect> Naming(this IQueryable<Redirect> rows, string? words)
    {
        foreach (var word in WrittenWord.AllOf(words)) rows = rows.Where(r => r.FromPath.Contains(word.Lower) || r.ToAddress!.Contains(word.Given) || r.ToAddress!.Contains(word.Lower));
        return rows;
    }
}
