using System.Collections.Frozen;
using CsvHelper;

namespace Uutiset.Vocabulary;

/// <summary>A wellbeing services county, the City of Helsinki or HUS. Place is the whole phrase ("Pohjois-Karjalassa"), never glued.</summary>
internal sealed record Region(
    string Code, string Slug, Localized Name, Localized Short, Localized Place, bool Bilingual,
    IReadOnlyList<string> Includes, IReadOnlyList<string> Aliases);

/// <summary>The 23 regions of the reform, read once from the table that ships with the program.</summary>
internal static class Regions
{
    public static readonly IReadOnlyList<Region> All = Read();
    private static readonly FrozenDictionary<string, Region> ByCode = All.ToFrozenDictionary(r => r.Code, StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, Region> BySlug = All.ToFrozenDictionary(r => r.Slug);

    public static Region? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    public static Region? FindBySlug(string slug) => BySlug.GetValueOrDefault(slug);

    /// <summary>The codes that an article or audience with these codes touches: HUS stands for its five areas as well.</summary>
    public static IReadOnlySet<string> Expand(IEnumerable<string> codes) =>
        codes.SelectMany(c => Find(c) is { } r ? [r.Code, .. r.Includes] : Array.Empty<string>()).ToHashSet();

    /// <summary>The codes whose articles concern this region: itself, and every region that includes it.</summary>
    public static IReadOnlyList<string> Covering(string code) =>
        [.. All.Where(r => r.Code == code || r.Includes.Contains(code)).Select(r => r.Code)];

    private static List<Region> Read()
    {
        using var csv = CsvReader.Create(typeof(Regions).Assembly.GetManifestResourceStream("Uutiset.Vocabulary.regions.csv")!);
        var regions = new List<Region>();
        while (csv.Read())
        {
            regions.Add(new Region(
                Field("code"), Field("slug"), Labels("name"), Labels("short"), Labels("place"), Field("bilingual") == "yes",
                Field("includes").Split(';', StringSplitOptions.RemoveEmptyEntries),
                Field("aliases").Split(';', StringSplitOptions.RemoveEmptyEntries)));
        }
        return regions;

        string Field(string name) => csv.GetString(name);
        Localized Labels(string name) => new(Field(name + "_fi"), Field(name + "_sv"), Field(name + "_en"));
    }
}
