using System.Text;

namespace Uutiset.Finnish;

/// <summary>The last part of an article's address.</summary>
public static class Slug
{
    /// <summary>Longest slug, in characters.</summary>
    public const int MaxLength = 80;

    /// <summary>Lower-case ASCII letters and digits joined by single hyphens: ä and å become a, ö becomes o. Cut at a word where one ends in time.</summary>
    /// <param name="title">Any text.</param>
    /// <param name="fallback">Answer when the title has no letter that can be written so (Cyrillic, emoji); itself a slug.</param>
    /// <returns>1 to <see cref="MaxLength"/> characters. Not unique: the caller adds a number.</returns>
    public static string From(string title, string fallback = "artikkeli")
    {
        ArgumentNullException.ThrowIfNull(title);
        var slug = new StringBuilder();
        foreach (var c in Plain(title))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (c is not ('\'' or '’' or '\u00AD') && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }
        var whole = slug.ToString().TrimEnd('-');
        return whole.Length == 0 ? fallback : Cut(whole);
    }

    private static string Plain(string title)
    {
        var wellFormed = string.Concat(title.EnumerateRunes().Select(r => r.ToString()));
        return Folding.WithoutDiacritics(wellFormed).ToLowerInvariant();
    }

    private static string Cut(string slug)
    {
        if (slug.Length <= MaxLength)
        {
            return slug;
        }
        var end = slug.LastIndexOf('-', MaxLength);
        return slug[..(end > 0 ? end : MaxLength)];
    }
}
