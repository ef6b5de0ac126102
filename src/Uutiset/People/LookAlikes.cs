using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.People;

internal enum Resemblance { BusinessId, RegistryNumber, Website, Name, NearlyName }

internal sealed record LookAlike(OrganisationSketch One, OrganisationSketch Other, Resemblance Why);

internal sealed record OrganisationSketch(long Id, Guid PublicId, string Name, string? NameSv, string Type, string? BusinessId, string? RegistryNumber, string? Website, bool Listed, bool IsPublisher)
{
    private static readonly string[] Shared =
        ["facebook.com", "instagram.com", "sites.google.com", "wordpress.com", "yhdistysavain.fi", "jelli.fi", "toimeksi.fi", "linkedin.com", "x.com"];

    /// <summary>Name of the web site without www; none on a host that many associations share.</summary>
    public string? Host { get; } = Uri.TryCreate(Website, UriKind.Absolute, out var uri) && Named(uri.Host) is var host && !Shared.Contains(host) ? host : null;

    /// <summary>The business id's digits: one was checked, another came with blanks from an import.</summary>
    public string? Digits { get; } = DigitsOf(BusinessId);

    public IReadOnlyList<string> Keys { get; } = [.. new[] { Name, NameSv }.OfType<string>().Select(OrganisationNames.Key).Where(k => k.Length > 0).Distinct()];

    public static string? DigitsOf(string? businessId) => businessId is null ? null : string.Concat(businessId.Where(char.IsAsciiDigit));

    private static string Named(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..].ToLowerInvariant() : host.ToLowerInvariant();
}

/// <summary>Pairs of organisations that may be one: the same number or web site, or names that are all but equal.</summary>
internal sealed class LookAlikes(NewsDb db)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<LookAlike>> AllAsync(CancellationToken ct)
    {
        var all = await SketchesAsync(db.Organisations, ct);
        var found = new Dictionary<(long, long), LookAlike>();
        void Add(OrganisationSketch a, OrganisationSketch b, Resemblance why)
        {
            if (a.Id != b.Id && found.Count < Most) found.TryAdd((Math.Min(a.Id, b.Id), Math.Max(a.Id, b.Id)), new LookAlike(a, b, why));
        }
        void Grouped<T>(IEnumerable<(T Key, OrganisationSketch Row)> rows, Resemblance why, Func<OrganisationSketch, OrganisationSketch, bool>? also = null) where T : notnull
        {
            foreach (var group in rows.GroupBy(r => r.Key, r => r.Row).Select(g => g.ToList()).Where(g => g.Count > 1))
                for (var i = 0; i < group.Count; i++)
                    for (var j = i + 1; j < group.Count && found.Count < Most; j++)
                        if (also is null || also(group[i], group[j])) Add(group[i], group[j], why);
        }
        Grouped(all.Where(o => o.Digits is not null).Select(o => (o.Digits!, o)), Resemblance.BusinessId);
        Grouped(all.Where(o => o.RegistryNumber is not null).Select(o => (o.RegistryNumber!, o)), Resemblance.RegistryNumber);
        Grouped(all.Where(o => o.Host is not null).Select(o => (o.Host!, o)), Resemblance.Website);
        Grouped(all.SelectMany(o => o.Keys.Select(k => (k, o))), Resemblance.Name);
        // One letter changed leaves the beginning or the end as it was; comparing all with all would be 60 million pairs
        Grouped(all.SelectMany(o => o.Keys.SelectMany(k => Ends(k).Select(e => (e, o)))), Resemblance.NearlyName, (a, b) => a.Keys.Any(x => b.Keys.Any(y => IsNear(x, y))));
        return [.. found.Values.OrderBy(l => l.Why).ThenBy(l => l.One.Listed && l.Other.Listed)];
    }

    public async Task<IReadOnlyList<LookAlike>> OfAsync(long id, CancellationToken ct)
    {
        if ((await SketchesAsync(db.Organisations.Where(o => o.Id == id), ct)).FirstOrDefault() is not { } one) return [];
        // A form asks this of ten thousand: a letter that differs leaves one half of the name whole, and whoever has neither is left out before anything is made of them
        var halves = one.Keys.SelectMany(k => k.Length < 8 ? new[] { k } : [k[..(k.Length / 2)], k[(k.Length / 2)..]]).ToList();
        bool IsLike(string? name) => name is not null && Plain(name) is var plain && halves.Exists(h => plain.Contains(h, StringComparison.Ordinal));
        var names = await db.Organisations.AsNoTracking().Where(o => o.Id != id).Select(o => new { o.Id, o.Name, o.NameSv, o.BusinessId, o.RegistryNumber, o.Website }).ToListAsync(ct);
        var near = names.Where(o => IsLike(o.Name) || IsLike(o.NameSv) || one.Digits is not null && OrganisationSketch.DigitsOf(o.BusinessId) == one.Digits
            || one.RegistryNumber is not null && o.RegistryNumber == one.RegistryNumber || one.Host is not null && o.Website?.Contains(one.Host, StringComparison.OrdinalIgnoreCase) == true).Select(o => o.Id).ToList();
        return [.. (await SketchesAsync(db.Organisations.Where(o => near.Contains(o.Id)), ct)).Select(o => Why(one, o) is { } why ? new LookAlike(one, o, why) : null).OfType<LookAlike>().OrderBy(l => l.Why).Take(20)];
    }

    private static Resemblance? Why(OrganisationSketch a, OrganisationSketch b) =>
        a.Digits is not null && a.Digits == b.Digits ? Resemblance.BusinessId
        : a.RegistryNumber is not null && a.RegistryNumber == b.RegistryNumber ? Resemblance.RegistryNumber
        : a.Host is not null && a.Host == b.Host ? Resemblance.Website
        : a.Keys.Intersect(b.Keys).Any() ? Resemblance.Name
        : a.Keys.Any(x => b.Keys.Any(y => IsNear(x, y))) ? Resemblance.NearlyName : null;

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static Task<List<OrganisationSketch>> SketchesAsync(IQueryable<Organisation> organisations, CancellationToken ct) =>
        organisations.AsNoTracking().OrderBy(o => o.Id)
            .Select(o => new OrganisationSketch(o.Id, o.PublicId, o.Name, o.NameSv, o.Type, o.BusinessId, o.RegistryNumber, o.Website, o.Listed, o.IsPublisher)).ToListAsync(ct);

    private static IEnumerable<string> Ends(string key)
    {
        if (key.Length < 8) yield break;
        var half = key.Length / 2;
        // With one letter more or less the half may be cut one letter earlier
        foreach (var length in new[] { half, half - 1 })
        {
            yield return FormattableString.Invariant($"<{length}{key[..length]}");
            yield return FormattableString.Invariant($"{key[^length..]}{length}>");
        }
    }

    /// <summary>One letter wrong, missing or too many in a name of eight letters or more: shorter names differ by a letter and mean others.</summary>
    internal static bool IsNear(string a, string b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (a.Length < 8 || b.Length - a.Length > 1 || a == b) return false;
        var start = 0;
        while (start < a.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        if (b.Length - start - end > 1) return false;
        // Numbered branches are branches, not slips of the pen
        return !char.IsAsciiDigit(b[start]) && (start >= a.Length || !char.IsAsciiDigit(a[start]));
    }
}
