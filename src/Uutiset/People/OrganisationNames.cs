using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>How organisations are found by what somebody wrote or remembers: names, and ids that a merge has retired.</summary>
internal static class OrganisationNames
{
    private static readonly string[] LegalForms = ["ry", "rf", "sr", "stiftelse", "säätiö"];

    /// <summary>Those with all the words in their Finnish, Swedish or English name, in whatever case: "soste" is SOSTE.</summary>
    public static IQueryable<Organisation> WithName(this IQueryable<Organisation> organisations, string? typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower(), under the Finnish order: that of PostgreSQL folds what the database's own locale does not
            organisations = organisations.Where(o => EF.Functions.Collate(o.Name + " " + (o.NameSv ?? "") + " " + (o.NameEn ?? ""), NewsDb.FinnishOrder).ToLower().Contains(word.Lower));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return organisations;
    }

    /// <summary>The row that each id outside means now; one that was merged is its heir. Unknown ids are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> OrganisationIdsAsync(this NewsDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<Guid, long>();
        var rows = await db.Organisations.Where(o => ids.Contains(o.PublicId)).Select(o => new { o.PublicId, o.Id })
            .Concat(db.FormerOrganisations.Where(f => ids.Contains(f.PublicId)).Select(f => new { f.PublicId, Id = f.HeirId })).ToListAsync(ct);
        return rows.ToDictionary(r => r.PublicId, r => r.Id);
    }

    /// <summary>The same with the rows themselves, for reading.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Organisation>> OrganisationsOfAsync(this NewsDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<Guid, Organisation>();
        var keys = await db.OrganisationIdsAsync(ids, ct);
        var rows = await db.Organisations.AsNoTracking().Where(o => keys.Values.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        return keys.Where(k => rows.ContainsKey(k.Value)).ToDictionary(k => k.Key, k => rows[k.Value]);
    }

    /// <summary>Unlisted ones that no person, project or other organisation names.</summary>
    public static IQueryable<Organisation> UnusedOrganisations(this NewsDb db) =>
        db.Organisations.Where(o => !o.Listed && !o.IsPublisher && !db.Memberships.Any(m => m.OrganisationId == o.Id) && !db.People.Any(p => p.OrganisationId == o.Id)
            && !db.Organisations.Any(c => c.ParentId == o.Id) && !db.FormerOrganisations.Any(f => f.HeirId == o.Id)
            && !db.Projects.Any(p => p.OrganisationId == o.Id || p.Partners.Any(x => x.OrganisationId == o.Id) || p.Funders.Any(x => x.OrganisationId == o.Id)));

    /// <summary>"Helmenkulma ry", "helmenkulma r.y." and "HELMENKULMA" are one name.</summary>
    public static string Key(string name) =>
        string.Concat(Bare(PeopleCheck.Tidy(name).ToUpperInvariant().Replace(".", "", StringComparison.Ordinal)).Where(char.IsLetterOrDigit));

    /// <summary>Without "ry" and its like, which one writes and another leaves out; a name of nothing else stays.</summary>
    public static string Bare(string name)
    {
        var words = name.Split(' ');
        var bare = words.Where(w => !LegalForms.Contains(w.Replace(".", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)).ToArray();
        return string.Join(' ', bare.Length > 0 ? bare : words);
    }
}
