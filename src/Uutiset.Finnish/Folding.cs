using System.Globalization;
using System.Text;

namespace Uutiset.Finnish;

/// <summary>The two foldings of the archive: case with hyphens (always), and diacritics (only where a rule says so).</summary>
public static class Folding
{
    /// <summary>The key of a form: NFC, lower case by the invariant culture, without hyphens, apostrophes and invisible characters.</summary>
    /// <param name="form">Any text; a lone surrogate is dropped.</param>
    /// <returns>At most <see cref="Key.MaxLength"/> characters; empty when nothing is left.</returns>
    public static string Key(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var key = new StringBuilder(form.Length);
        foreach (var rune in form.EnumerateRunes())
        {
            if (Tokenizer.IsWordRune(rune) || rune.Value is '.' or ',')
            {
                key.Append(rune.ToString());
            }
        }
        return Cut(Lower(key.ToString()));
    }

    /// <summary>Lower case by the invariant culture, in NFC; hyphens stay.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    public static string Lower(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lower = text.ToLowerInvariant();
        return lower.IsNormalized() ? lower : lower.Normalize();
    }

    /// <summary>Drops every combining mark: å and ä become a, ö becomes o, é becomes e; ø, đ and ł, which do not decompose, become o, d and l.</summary>
    /// <param name="text">Well-formed UTF-16. Done by decomposition, since the Finnish culture's comparison holds ä and a apart.</param>
    public static string WithoutDiacritics(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }
            plain.Append(c switch
            {
                'ø' => "o", 'Ø' => "O", 'đ' => "d", 'Đ' => "D", 'ł' => "l", 'Ł' => "L", 'ŧ' => "t", 'Ŧ' => "T", 'ŋ' => "n", 'Ŋ' => "N",
                'æ' => "ae", 'Æ' => "AE", 'ß' => "ss", 'þ' => "th", 'Þ' => "Th", 'ð' => "d", 'Ð' => "D", 'œ' => "oe", 'Œ' => "Oe",
                _ => c.ToString(),
            });
        }
        return plain.ToString().Normalize();
    }

    private static string Cut(string key)
    {
        if (key.Length <= Finnish.Key.MaxLength)
        {
            return key;
        }
        var end = char.IsHighSurrogate(key[Finnish.Key.MaxLength - 1]) ? Finnish.Key.MaxLength - 1 : Finnish.Key.MaxLength;
        return key[..end];
    }
}
