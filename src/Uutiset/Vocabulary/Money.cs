using System.Globalization;

namespace Uutiset.Vocabulary;

/// <summary>Sums of euros as people read them: no screen reader says "Me", and the number never parts from its unit (Kielikello 3/1998).</summary>
internal static class Money
{
    private const string Gap = "\u00a0";

    /// <summary>9,4 milj. euroa · 120 000 euroa · 1 euro; in Swedish 9,4 miljoner euro · 120 000 euro; in English €9.4 million · €120,000.</summary>
    public static string Euros(decimal sum, string lang)
    {
        // Millions are only rounded away from when nothing is lost
        var millions = sum / 1_000_000m;
        return millions >= 1 && decimal.Round(millions, 2) == millions ? Millions(millions, lang) : Plain(sum, lang);
    }

    private static string Millions(decimal millions, string lang)
    {
        var number = millions.ToString("0.##", CultureInfo.InvariantCulture);
        return lang switch
        {
            "en" => $"€{number}{Gap}million",
            "sv" => number.Replace('.', ',') + Gap + (millions == 1 ? "miljon" : "miljoner") + Gap + "euro",
            _ => number.Replace('.', ',') + Gap + "milj." + Gap + "euroa",
        };
    }

    private static string Plain(decimal sum, string lang)
    {
        var number = sum.ToString(sum == decimal.Truncate(sum) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);
        if (lang == "en") return "€" + number;
        return number.Replace(",", Gap, StringComparison.Ordinal).Replace('.', ',') + Gap + (lang == "sv" || sum == 1 ? "euro" : "euroa");
    }

    /// <summary>In a form: 120 000,50.</summary>
    public static string Typed(decimal sum) =>
        sum.ToString(sum == decimal.Truncate(sum) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture).Replace(",", " ", StringComparison.Ordinal).Replace('.', ',');

    /// <summary>120000, 120 000,50 and 9,4 milj. as they are typed.</summary>
    public static bool TryRead(string? typed, out decimal? sum)
    {
        sum = null;
        var text = (typed ?? "").Normalize().Trim().ToLowerInvariant();
        if (text.Length == 0) return true;
        text = text.TrimEnd('€').Trim();
        foreach (var unit in new[] { "euroa", "euro", "eur" }) if (text.EndsWith(unit, StringComparison.Ordinal)) text = text[..^unit.Length].Trim();
        var factor = 1m;
        foreach (var unit in new[] { "miljoonaa", "miljoner", "million", "milj.", "milj", "mn", "me", "m" })
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            (text, factor) = (text[..^unit.Length].Trim(), 1_000_000m);
            break;
        }
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace(',', '.');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        sum = number * factor;
        return true;
    }
}
