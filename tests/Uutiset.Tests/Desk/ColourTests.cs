using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Uutiset.Tests.Desk;

/// <summary>Contrast of the desk's tokens, light and dark (look.md: text 7:1, everything else 4.5:1; WCAG 2.2, 1.4.6 and 1.4.11).</summary>
public sealed partial class ColourTests
{
    [Theory]
    [InlineData("ink", "paper", 7)]
    [InlineData("ink", "raised", 7)]
    [InlineData("ink", "tint", 7)]
    [InlineData("quiet", "paper", 7)]
    [InlineData("accent", "paper", 7)]
    [InlineData("accent", "raised", 7)]
    [InlineData("accent", "tint", 4.5)]
    [InlineData("on-accent", "accent", 7)]
    [InlineData("notice", "notice-ground", 7)]
    [InlineData("error", "error-ground", 7)]
    [InlineData("error", "paper", 7)]
    [InlineData("edge", "raised", 4.5)]
    public void Contrast_is_enough_in_both_schemes(string front, string ground, double least)
    {
        foreach (var (scheme, tokens) in Tokens()) Assert.True(Contrast(tokens[front], tokens[ground]) >= least, $"{scheme}: {front} on {ground} is {Contrast(tokens[front], tokens[ground]):0.0}");
    }

    private static IEnumerable<(string Scheme, Dictionary<string, string> Tokens)> Tokens([CallerFilePath] string here = "")
    {
        var css = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Uutiset/Desk/assets/css/1-tokens.css"));
        var dark = css.IndexOf("@media", StringComparison.Ordinal);
        foreach (var (scheme, part) in new[] { ("light", css[..dark]), ("dark", css[dark..]) })
            yield return (scheme, Token().Matches(part).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value));
    }

    private static double Contrast(string a, string b)
    {
        var (lighter, darker) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Token();
}
