using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <param name="Note">What tells two of one name apart: the business id and the regions.</param>
internal sealed record FoundOrganisation(long Id, Guid PublicId, string Name, string Note);

/// <summary>
/// Finds an organisation for somebody who subscribes, among those on the public list and no others: what a stranger typed is nobody's
/// to see, and that somebody subscribes is told to nobody.
/// </summary>
internal sealed class OrganisationFinding(NewsDb db)
{
    public const int Most = 8;
    private const int RegionsTold = 3;

    public async Task<IReadOnlyList<FoundOrganisation>> FindAsync(TypedName typed, string lang, CancellationToken ct)
    {
        if (typed is { BusinessId: { } id, IsWrong: false } && await ReadAsync(Listed.Where(o => o.BusinessId == id), lang, ct) is { Count: > 0 } found) return found;
        // The shortest name is the nearest to what was typed
        return typed.Name.Length < 2 ? [] : await ReadAsync(Listed.WithName(OrganisationNames.Bare(typed.Name)).OrderBy(o => o.Name.Length).ThenBy(o => o.Id), lang, ct);
    }

    /// <summary>The one that was chosen; one that was merged meanwhile is its heir.</summary>
    public async Task<FoundOrganisation?> ByIdAsync(Guid id, string lang, CancellationToken ct) =>
        (await ReadAsync(Listed.Where(o => o.PublicId == id || db.FormerOrganisations.Any(f => f.PublicId == id && f.HeirId == o.Id)), lang, ct)) is [var one, ..] ? one : null;

    private IQueryable<Organisation> Listed => db.Organisations.AsNoTracking().Where(o => o.Listed);

    private static async Task<IReadOnlyList<FoundOrganisation>> ReadAsync(IQueryable<Organisation> organisations, string lang, CancellationToken ct)
    {
        var rows = await organisations.Take(Most).Select(o => new { o.Id, o.PublicId, o.Name, o.NameSv, o.NameEn, o.BusinessId, Regions = o.Regions.OrderBy(r => r.RegionCode).Select(r => r.RegionCode).ToList() }).ToListAsync(ct);
        return rows.ConvertAll(o => new FoundOrganisation(o.Id, o.PublicId, new Localized(o.Name, o.NameSv, o.NameEn).In(lang), Note(o.BusinessId, o.Regions, lang)));
    }

    private static string Note(string? businessId, List<string> regions, string lang)
    {
        var names = regions.Select(Regions.Find).OfType<Region>().Select(r => r.Short.In(lang)).Take(RegionsTold).ToList();
        if (regions.Count > RegionsTold) names.Add("…");
        return string.Join(" · ", new[] { businessId, names.Count > 0 ? string.Join(", ", names) : null }.OfType<string>());
    }
}
