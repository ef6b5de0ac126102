using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Uutiset.Themes;

/// <summary>
/// The words of a theme, whole sentences per language (fi.json, sv.json, en.json). A text names its arguments, {name}; with
/// an argument "count" the key with "_one" is taken for one.
/// </summary>
internal sealed class ThemeTexts
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> byLanguage;

    private ThemeTexts(FrozenDictionary<string, FrozenDictionary<string, string>> byLanguage) => this.byLanguage = byLanguage;

    public static readonly IReadOnlyList<string> Languages = ["fi", "sv", "en"];

    public IEnumerable<string> Keys => byLanguage["fi"].Keys;

    public bool Has(string key) => byLanguage["fi"].ContainsKey(key);

    public static ThemeTexts Read(string folder)
    {
        var texts = Languages.ToFrozenDictionary(lang => lang, lang => ReadOne(Path.Combine(folder, lang + ".json")));
        foreach (var (lang, mine) in texts)
        {
            if (texts["fi"].Keys.Except(mine.Keys).Concat(mine.Keys.Except(texts["fi"].Keys)).Order().FirstOrDefault() is { } key)
            {
                throw new ThemeException($"{Path.Combine(folder, lang + ".json")}: the text \"{key}\" stands in only one of fi.json and {lang}.json.");
            }
        }
        return new ThemeTexts(texts);
    }

    public string Get(string lang, string key) => Get(lang, key, []);

    public string Get(string lang, string key, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var texts = byLanguage.GetValueOrDefault(lang) ?? byLanguage["fi"];
        foreach (var (name, value) in arguments)
        {
            if (name == "count" && value is 1 or 1L && texts.TryGetValue(key + "_one", out var one)) return Fill(one, lang, arguments);
        }
        return texts.TryGetValue(key, out var text) ? Fill(text, lang, arguments) : throw new ThemeException($"There is no text \"{key}\".");
    }

    private static string Fill(string text, string lang, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            text = text.Replace("{" + name + "}", value is int or long ? Number(Convert.ToInt64(value, CultureInfo.InvariantCulture), lang) : value?.ToString(), StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>Groups of three: a no-break space in Finnish and Swedish, a comma in English.</summary>
    private static string Number(long value, string lang) =>
        value.ToString("N0", CultureInfo.InvariantCulture).Replace(",", lang == "en" ? "," : "\u00A0", StringComparison.Ordinal);

    private static FrozenDictionary<string, string> ReadOne(string file)
    {
        if (!File.Exists(file)) throw new ThemeException($"{file} is missing: a theme speaks fi, sv and en.");
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file))!.ToFrozenDictionary();
        }
        catch (JsonException e)
        {
            throw new ThemeException($"{file}: {e.Message}", e);
        }
    }
}
