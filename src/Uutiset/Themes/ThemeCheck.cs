using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Samples;

namespace Uutiset.Themes;

/// <summary>"theme check NAME": every template renders with sample data in every language, colours are legible, images have alt.</summary>
internal static partial class ThemeCheck
{
    public static int Run(string folder, TextWriter output)
    {
        var faults = Faults(folder).ToArray();
        foreach (var fault in faults) output.WriteLine("error  " + fault);
        if (faults.Length == 0) output.WriteLine($"ok     {folder}: all templates render in fi, sv and en, and the colours are legible.");
        return faults.Length == 0 ? 0 : 1;
    }

    public static IEnumerable<string> Faults(string folder)
    {
        Theme theme;
        try
        {
            theme = Theme.Load(folder);
        }
        catch (ThemeException e)
        {
            return [e.Message];
        }
        return [.. Rendering(theme).Distinct(), .. Contrast(folder), .. Images(folder)];
    }

    /// <summary>Writes every sample as a file that a browser opens, with the assets beside: the way to look at a theme.</summary>
    public static async Task WriteAsync(string folder, string target, CancellationToken ct)
    {
        var theme = Theme.Load(folder);
        foreach (var lang in ThemeTexts.Languages)
        {
            Directory.CreateDirectory(Path.Combine(target, lang));
            foreach (var (number, (template, model)) in Samples(theme, lang).Index())
            {
                var ending = template.EndsWith(".text", StringComparison.Ordinal) ? "txt" : "html";
                var html = theme.Render(template, model, lang).Replace(theme.Assets.Url(""), "../teema/", StringComparison.Ordinal);
                await File.WriteAllTextAsync(Path.Combine(target, lang, $"{number:00}-{template.Replace('/', '-')}.{ending}"), html, ct);
            }
        }
        foreach (var (path, asset) in theme.Assets.All)
        {
            var file = Path.Combine(target, "teema", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, asset.Content, ct);
        }
    }

    /// <summary>Every template with every sample.</summary>
    public static IEnumerable<(string Template, object Model)> Samples(Theme theme, string lang) =>
        SamplePages.All(new SiteFrames(theme, Options.Create(SampleSite), Options.Create(SampleImprint)), lang).Concat(SampleMails.All(lang));

    private static readonly SiteOptions SampleSite = new()
    {
        BaseUrl = "https://uutiset.example.fi", Name = "Lamminrannan uutiset", Languages = [.. ThemeTexts.Languages],
    };

    private static readonly ImprintOptions SampleImprint = new()
    {
        Tagline = "Järjestöjen muutosagenttien uutiset hyvinvointialueilta",
        Publisher = "Lamminrannan Yhteisöt ry", ResponsibleEditor = "Maija Metsälampi", Address = "Rantatie 1, 00000 Lampi", Email = "toimitus@example.fi", Phone = "050 000 0000",
    };

    private static IEnumerable<string> Rendering(Theme theme)
    {
        foreach (var lang in ThemeTexts.Languages)
        {
            foreach (var (template, model) in Samples(theme, lang))
            {
                string? fault = null;
                try
                {
                    theme.Render(template, model, lang);
                }
                catch (ThemeException e)
                {
                    fault = e.Message;
                }
                if (fault is not null) yield return fault;
            }
        }
    }

    /// <summary>WCAG 2.2 contrast of the theme's tokens, text 7:1, the rest 4.5:1, edges of fields 3:1.</summary>
    private static readonly (string Front, string Back, double Least)[] Pairs =
    [
        ("ink", "paper", 7), ("quiet", "paper", 7), ("ink", "wash", 7), ("ink", "mark", 7), ("accent", "paper", 4.5), ("accent", "wash", 4.5),
        ("on-accent", "accent", 4.5), ("notice", "notice-paper", 7), ("notice", "paper", 7), ("error", "paper", 7), ("edge", "paper", 3), ("paper", "notice", 4.5), ("paper", "quiet", 4.5),
    ];

    private static IEnumerable<string> Contrast(string folder)
    {
        var file = Path.Combine(folder, "assets", "tokens.css");
        if (!File.Exists(file)) yield break;
        var css = File.ReadAllText(file);
        var darkFrom = css.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        foreach (var (scheme, part) in darkFrom < 0 ? [("light", css)] : new[] { ("light", css[..darkFrom]), ("dark", css[darkFrom..]) })
        {
            var tokens = Token().Matches(part).ToDictionary(m => m.Groups[1].Value, m => Luminance(m.Groups[2].Value));
            foreach (var (front, back, least) in Pairs)
            {
                if (!tokens.TryGetValue(front, out var a) || !tokens.TryGetValue(back, out var b))
                {
                    yield return $"{file}: --{front} or --{back} is missing ({scheme}).";
                    continue;
                }
                var ratio = (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
                if (ratio < least) yield return string.Create(CultureInfo.InvariantCulture, $"{file}: --{front} on --{back} has contrast {ratio:F2} ({scheme}), {least} is needed.");
            }
        }
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= .03928 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4);
        }
        return .2126 * Channel(0) + .7152 * Channel(2) + .0722 * Channel(4);
    }

    private static IEnumerable<string> Images(string folder) =>
        Directory.EnumerateFiles(folder, "*.hbs", SearchOption.AllDirectories)
            .Where(f => ImageWithoutAlt().IsMatch(File.ReadAllText(f)))
            .Select(f => $"{f}: an image without alt.");

    [GeneratedRegex(@"--([a-z-]+):\s*#([0-9A-Fa-f]{6});")]
    private static partial Regex Token();

    [GeneratedRegex(@"<img(?![^>]*\salt=)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex ImageWithoutAlt();
}
