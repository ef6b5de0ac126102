using System.Collections.Frozen;
using System.Text.Json;

namespace Uutiset.Desk;

/// <summary>The desk's texts in every language: each room's <c>texts/ROOM.LANG.json</c>, merged when the program starts.</summary>
internal sealed class DeskTexts
{
    private const string Prefix = "Uutiset.Desk.texts.";
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> byLang;

    public DeskTexts()
    {
        var merged = new Dictionary<string, Dictionary<string, string>>();
        foreach (var (file, lang, texts) in Files())
        {
            if (!merged.TryGetValue(lang, out var all)) merged[lang] = all = [];
            foreach (var (key, text) in texts)
                if (!all.TryAdd(key, text)) throw new InvalidOperationException($"{file}: the text {key} exists already");
        }
        byLang = merged.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary());
    }

    /// <summary>Every file with its language, for the start and for the test that compares the languages.</summary>
    public static IEnumerable<(string File, string Lang, Dictionary<string, string> Texts)> Files()
    {
        var assembly = typeof(DeskTexts).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var file = resource[Prefix.Length..];
            yield return (file, file.Split('.')[1], JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!);
        }
    }

    /// <summary>Every key; the languages have the same ones.</summary>
    public IEnumerable<string> Keys => byLang["fi"].Keys;

    public string? Find(string lang, string key) =>
        byLang.TryGetValue(lang, out var texts) && texts.TryGetValue(key, out var text) ? text : null;

    /// <summary>A missing text shows its key: ugly enough to be seen, and the page still works.</summary>
    public string Get(string lang, string key) => Find(lang, key) ?? $"[{key}]";
}
