using System.Collections.Frozen;
using CsvHelper;

namespace Uutiset.Vocabulary;

/// <summary>A municipality and the region it lies in. Åland's lie in none of the reform's: theirs is 91, which <see cref="Regions"/> does not have.</summary>
internal sealed record Municipality(string Code, string NameFi, string NameSv, string Region)
{
    /// <summary>One name where both languages have the same.</summary>
    public IEnumerable<string> Names => NameSv == NameFi ? [NameFi] : [NameFi, NameSv];
}

/// <summary>The municipalities of Finland, read once from the table that ships with the program.</summary>
internal static class Municipalities
{
    public static readonly IReadOnlyList<Municipality> All = Read();
    private static readonly FrozenDictionary<string, Municipality> ByName = All.SelectMany(m => m.Names, (m, name) => (Name: name, Municipality: m))
        .GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(g => g.Key, g => g.First().Municipality, StringComparer.OrdinalIgnoreCase);

    /// <summary>By its name in Finnish or Swedish.</summary>
    public static Municipality? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name.Trim());

    /// <summary>The region of a place as people write it: "Joensuu", "Carelia-sali, Joensuu". Null where none, or none alone, is named.</summary>
    public static Region? RegionOf(string? place)
    {
        var named = (place ?? "").Split(',').Select(Find).OfType<Municipality>().Select(m => m.Region).Distinct().Take(2).ToList();
        return named is [var only] ? Regions.Find(only) : null;
    }

    private static List<Municipality> Read()
    {
        using var csv = CsvReader.Create(typeof(Municipalities).Assembly.GetManifestResourceStream("Uutiset.Vocabulary.municipalities.csv")!);
        var all = new List<Municipality>();
        while (csv.Read()) all.Add(new Municipality(csv.GetString("code"), csv.GetString("name_fi"), csv.GetString("name_sv"), csv.GetString("region")));
        return all;
    }
}
