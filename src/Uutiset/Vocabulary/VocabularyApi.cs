using Uutiset.Accounts.Api;

namespace Uutiset.Vocabulary;

/// <summary><c>/api/v1/tags</c> and <c>/api/v1/regions</c>: small tables, given whole.</summary>
internal static class VocabularyApi
{
    public sealed record TagJson(string Slug, string Label, string? LabelSv, string? LabelEn, string Scheme, IReadOnlyList<string> Synonyms);

    public sealed record RegionJson(string Code, string Slug, string Name, string? NameSv, string? NameEn, string ShortName, string Place, bool Bilingual, IReadOnlyList<string> Includes);

    public static void MapVocabulary(this WebApplication app)
    {
        app.MapApi("/tags", "Vocabulary").MapGet("/", TagsAsync).AllowAnonymous().WithSummary("Themes, audiences, series and programmes; ?scheme= picks one").Produces<Paged<TagJson>>();
        app.MapApi("/regions", "Vocabulary").MapGet("/", () => Whole(Regions.All.Select(r =>
            new RegionJson(r.Code, r.Slug, r.Name.Fi, r.Name.Sv, r.Name.En, r.Short.Fi, r.Place.Fi, r.Bilingual, r.Includes)))).AllowAnonymous().WithSummary("The 21 wellbeing services counties, Helsinki and HUS").Produces<Paged<RegionJson>>();
    }

    private static async Task<IResult> TagsAsync(string? scheme, Terms terms, CancellationToken ct) =>
        Whole((await terms.IndexAsync(ct)).Active
            .Where(t => string.IsNullOrEmpty(scheme) || t.Scheme.ToString().Equals(scheme, StringComparison.OrdinalIgnoreCase))
            .Select(t => new TagJson(t.Slug, t.Label.Fi, t.Label.Sv, t.Label.En, t.Scheme.ToString().ToLowerInvariant(), t.Synonyms)));

    private static IResult Whole<T>(IEnumerable<T> rows)
    {
        var items = rows.ToList();
        return Results.Ok(new Paged<T>(items, 1, Math.Max(items.Count, 1), items.Count));
    }
}
