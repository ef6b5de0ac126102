using System.Text;

namespace Uutiset.Articles.Workflow;

/// <summary>A passage quoted with what stands around it (W3C Web Annotation, 4.2.4). Every run of white space counts as one space.</summary>
internal sealed record TextQuote(string Exact, string? Prefix = null, string? Suffix = null)
{
    public const int LongestExact = 2000;
    public const int Around = 32;
    // Less than this on both sides may stand anywhere by chance
    private const int Distinctive = 12;

    /// <summary>The passage in a text whose white space is plain; with several, the one whose surroundings agree best.</summary>
    public (int Start, int Length)? FindIn(string text)
    {
        var exact = Plain(Exact);
        var (prefix, suffix) = (Plain(Prefix ?? ""), Plain(Suffix ?? ""));
        if (exact.Length == 0) return null;
        (int Start, int Agreeing) best = (-1, -1);
        for (var at = text.IndexOf(exact, StringComparison.Ordinal); at >= 0; at = text.IndexOf(exact, at + 1, StringComparison.Ordinal))
        {
            var agreeing = Before(text, at, prefix) + After(text, at + exact.Length, suffix);
            if (agreeing > best.Agreeing) best = (at, agreeing);
        }
        return best.Start >= 0 ? (best.Start, exact.Length) : BetweenSurroundings(text, prefix, suffix, exact.Length);
    }

    /// <summary>The same quote with what stands around it in this text; null when the text does not have it.</summary>
    public TextQuote? In(string text)
    {
        if (FindIn(text) is not { } found) return null;
        var end = found.Start + found.Length;
        return new TextQuote(text.Substring(found.Start, found.Length), text[Math.Max(0, found.Start - Around)..found.Start], text[end..Math.Min(text.Length, end + Around)]);
    }

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) space = true;
            else
            {
                if (space && plain.Length > 0) plain.Append(' ');
                plain.Append(c);
                space = false;
            }
        }
        return plain.ToString();
    }

    // The passage itself was rewritten: what stood before and after it still shows where it is
    private static (int Start, int Length)? BetweenSurroundings(string text, string prefix, string suffix, int wasLong)
    {
        if (prefix.Length < Distinctive || suffix.Length < Distinctive) return null;
        var before = text.IndexOf(prefix, StringComparison.Ordinal);
        if (before < 0) return null;
        var start = before + prefix.Length;
        var end = text.IndexOf(suffix, start, StringComparison.Ordinal);
        if (end < 0 || end - start > 2 * wasLong + 200) return null;
        while (start < end && text[start] == ' ') start++;
        while (end > start && text[end - 1] == ' ') end--;
        return end > start ? (start, end - start) : null;
    }

    private static int Before(string text, int at, string prefix)
    {
        var trimmed = at > 0 && text[at - 1] == ' ' && !prefix.EndsWith(' ') ? at - 1 : at;
        var n = 0;
        while (n < prefix.Length && n < trimmed && prefix[^(n + 1)] == text[trimmed - n - 1]) n++;
        return n;
    }

    private static int After(string text, int at, string suffix)
    {
        var from = at < text.Length && text[at] == ' ' && !suffix.StartsWith(' ') ? at + 1 : at;
        var n = 0;
        while (n < suffix.Length && from + n < text.Length && suffix[n] == text[from + n]) n++;
        return n;
    }
}
