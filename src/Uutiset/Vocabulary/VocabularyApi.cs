using Uutiset.Accounts.Api;

namespace Uutiset.Vocabulary;

/// <summary><c>/api/v1/regions</c>: a small table, given whole.</summary>
internal static class VocabularyApi
{
    public sealed record RegionJson(string Code, string Slug, string Name, string? NameSv, string? NameEn, string ShortName, string Place, bool Bilingual, IReadOnlyList<string> Includes);

    public static void MapVocabulary(this WebApplication app)
    {
        app.MapTermApi();
        app.MapApi("/regions", "Vocabulary").MapGet("/", () => Whole(Regions.All.Select(r =>
            new RegionJson(r.Code, r.Slug, r.Name.Fi, r.Name.Sv, r.Name.En, r.Short.Fi, r.Place.Fi, r.Bilingual, r.Includes)))).AllowAnonymous().WithSummary("The 21 wellbeing services counties, Helsinki and HUS").Produces<Paged<RegionJson>>();
    }

    private static IResult Whole<T>(IEnumerable<T> rows)
    {
        var items = rows.ToList();
        return Results.Ok(new Paged<T>(items, 1, Math.Max(items.Count, 1), items.Count));
    }
}
