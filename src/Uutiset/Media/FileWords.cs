using System.Globalization;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>What stands after the name of a file, so that a reader knows what opens before it does: "PDF, 1,2 Mt, 14 sivua" (A11Y-08).</summary>
internal static class FileWords
{
    private static readonly Localized OnePage = new("1 sivu", "1 sida", "1 page");
    private static readonly Localized ManyPages = new("{0} sivua", "{0} sidor", "{0} pages");
    private static readonly Localized OneSlide = new("1 dia", "1 bild", "1 slide");
    private static readonly Localized ManySlides = new("{0} diaa", "{0} bilder", "{0} slides");

    /// <summary>"840 kt", "1,2 Mt", "1.2 MB" or a bare number of megabytes, as people write it; null when it is none of them.</summary>
    public static long? ReadSize(string written)
    {
        var text = written.Trim().Replace('\u00a0', ' ').ToLowerInvariant();
        var digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz ".ToCharArray());
        long? unit = text[digits.Length..].Trim() switch { "t" or "b" => 1, "kt" or "kb" => 1000, "" or "mt" or "mb" => 1_000_000, "gt" or "gb" => 1_000_000_000, _ => null };
        if (unit is null || !decimal.TryParse(digits.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is <= 0 or > 1_000_000_000_000m) return null;
        return (long)Math.Min(Math.Round(number * unit.Value), long.MaxValue / 2);
    }

    /// <summary>As <see cref="ReadSize"/> reads it back, to the byte.</summary>
    public static string WriteSize(long? bytes) => bytes is not { } size ? ""
        : size % 1000 != 0 ? string.Create(CultureInfo.InvariantCulture, $"{size} t") : size % 100_000 != 0 ? string.Create(CultureInfo.InvariantCulture, $"{size / 1000} kt")
        : string.Create(CultureInfo.InvariantCulture, $"{size / 1_000_000m:0.#} Mt").Replace('.', ',');

    /// <summary>"PDF, 1,2 Mt, 14 sivua".</summary>
    public static string Of(MediaItem item, string lang)
    {
        var words = $"{FileType.NameOf(item.ContentType)}, {Size(item.Size, lang)}";
        if (item.Pages is not { } pages) return words;
        var slides = item.ContentType.EndsWith("presentation", StringComparison.Ordinal);
        var counted = (slides, pages) switch { (true, 1) => OneSlide, (true, _) => ManySlides, (_, 1) => OnePage, _ => ManyPages };
        return $"{words}, {string.Format(CultureInfo.InvariantCulture, counted.In(lang), pages)}";
    }

    /// <summary>"840 kt", "1,2 Mt": decimal thousands, one digit below ten, a no-break space before the unit.</summary>
    public static string Size(long bytes, string lang)
    {
        var (number, unit) = bytes < 999_500 ? (bytes / 1000.0, lang == "fi" ? "kt" : "kB") : (bytes / 1_000_000.0, lang == "fi" ? "Mt" : "MB");
        var digits = Math.Max(number, 0.1) is var n && n < 10 ? n.ToString("0.#", CultureInfo.InvariantCulture) : Math.Round(n).ToString("0", CultureInfo.InvariantCulture);
        return $"{(lang == "en" ? digits : digits.Replace('.', ','))}\u00a0{unit}";
    }
}
