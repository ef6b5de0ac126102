using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary><c>/api/v1/regions</c>: a small table, given whole.</summary>
internal static class VocabularyApi
{
    /// <summary>A wellbeing services county, the City of Helsinki or HUS.</summary>
    /// <param name="Code">01-21, 90 or HUS.</param>
    /// <param name="Name">In Finnish; the other languages beside it.</param>
    /// <param name="ShortName">In Finnish, as in lists: "Pohjois-Karjala".</param>
    /// <param name="Place">In Finnish, the whole phrase: "Pohjois-Karjalassa".</param>
    /// <param name="Bilingual">Both Finnish and Swedish are its languages.</param>
    /// <param name="Includes">Codes of the regions that it is made of; only HUS has them.</param>
    /// <param name="IntroductionHtml">In Finnish: HTML for the page, before the articles. Null: none.</param>
    /// <param name="IntroductionSvHtml">The same in Swedish; a page without one in its language shows another.</param>
    /// <param name="IntroductionEnHtml">The same in English.</param>
    public sealed record RegionJson(
        string Code, string Slug, string Name, string? NameSv, string? NameEn, string ShortName, string Place, bool Bilingual, IReadOnlyList<string> Includes,
        string? IntroductionHtml, string? IntroductionSvHtml, string? IntroductionEnHtml, int Version);

    public static void MapVocabulary(this WebApplication app)
    {
        app.MapTermApi();
        var regions = app.MapApi("/regions", "Vocabulary");
        regions.MapGet("/", ListAsync).AllowAnonymous().WithSummary("The 21 wellbeing services counties, Helsinki and HUS").Produces<Paged<RegionJson>>();
        regions.MapGet("/{code}", ByCodeAsync).AllowAnonymous().WithSummary("One region by its code").Produces<RegionJson>();
        regions.MapPut("/{code}", SaveAsync).Needs(Permission.VocabularyWrite).WithSummary("Changes what is said of a region").Produces<RegionJson>();
    }

    private static async Task<IResult> ListAsync(NewsDb db, CancellationToken ct)
    {
        var rows = await db.Regions.AsNoTracking().ToDictionaryAsync(r => r.Code, ct);
        return Results.Ok(new Paged<RegionJson>([.. Regions.All.Select(r => Json(r, rows[r.Code]))], 1, Regions.All.Count, Regions.All.Count));
    }

    private static async Task<IResult> ByCodeAsync(string code, HttpContext http, NewsDb db, CancellationToken ct)
    {
        if (Regions.Find(code) is not { } region) return Problems.NotFound("region");
        var row = await db.Regions.AsNoTracking().SingleAsync(r => r.Code == region.Code, ct);
        return Etags.OkOrNotModified(http, Json(region, row), Etags.Of(row.Version));
    }

    private static async Task<IResult> SaveAsync(string code, RegionDraft draft, HttpContext http, NewsDb db, RegionEditing editing, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        if (Regions.Find(code) is not { } region) return Problems.NotFound("region");
        var row = await db.Regions.SingleAsync(r => r.Code == region.Code, ct);
        if (row.Version != version) return Etags.Outdated();
        try
        {
            var errors = await editing.SaveAsync(row, draft, Actor.Of(http.User), ct);
            if (errors.Count > 0) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
        http.Response.Headers.ETag = Etags.Of(row.Version);
        return Results.Ok(Json(region, row));
    }

    private static RegionJson Json(Region r, RegionRow row) => new(
        r.Code, r.Slug, r.Name.Fi, r.Name.Sv, r.Name.En, r.Short.Fi, r.Place.Fi, r.Bilingual, r.Includes, row.IntroductionHtml, row.IntroductionSvHtml, row.IntroductionEnHtml, row.Version);
}
