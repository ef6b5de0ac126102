using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Uutiset.Desk;

namespace Uutiset.Tests.Desk;

public sealed partial class TextsTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Folder(), "../../../src/Uutiset"));

    private static Dictionary<string, Dictionary<string, string>> ByLang { get; } = DeskTexts.Files()
        .GroupBy(f => f.Lang).ToDictionary(g => g.Key, g => g.SelectMany(f => f.Texts).ToDictionary());

    [Fact]
    public void Every_text_exists_in_Finnish_Swedish_and_English()
    {
        Assert.Equal(["en", "fi", "sv"], ByLang.Keys.Order());
        foreach (var (lang, texts) in ByLang)
        {
            Assert.Empty(ByLang["fi"].Keys.Except(texts.Keys).Select(k => $"{lang} lacks {k}"));
            Assert.Empty(texts.Keys.Except(ByLang["fi"].Keys).Select(k => $"only {lang} has {k}"));
            Assert.Empty(texts.Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => $"{lang} {t.Key} is empty"));
        }
    }

    [Fact]
    public void Translations_take_the_same_values()
    {
        foreach (var (key, text) in ByLang["fi"])
        {
            var values = Values(text);
            Assert.Equal(values, Values(ByLang["sv"][key]));
            Assert.Equal(values, Values(ByLang["en"][key]));
        }

        static string Values(string text) => string.Join(' ', Placeholder().Matches(text).Select(m => m.Value).Distinct().Order());
    }

    [Fact]
    public void Every_key_that_a_page_names_exists()
    {
        var missing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)))
        {
            foreach (Match use in KeyInUse().Matches(File.ReadAllText(file)))
            {
                var key = use.Groups[1].Value;
                var found = key.EndsWith('.') || ByLang["fi"].ContainsKey(key) || use.Value.Contains(".Count(", StringComparison.Ordinal) && ByLang["fi"].ContainsKey(key + ".one") && ByLang["fi"].ContainsKey(key + ".other");
                if (!found) missing.Add($"{Path.GetFileName(file)}: {key}");
            }
        }
        Assert.Empty(missing);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""(?:\bT|\btext)(?:\.Count\(|\[)"([a-z][\w.:-]*)["]""")]
    private static partial Regex KeyInUse();
}
