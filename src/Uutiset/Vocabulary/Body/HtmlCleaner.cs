namespace Uutiset.Vocabulary.Body;

/// <summary>
/// The one gate between HTML from outside (editor, API, import, paste) and what is stored and shown. Not a filter: the text is
/// read into blocks and written anew, so an element or attribute that is not on the list has no way through. Cleaning what is
/// clean changes nothing.
/// </summary>
internal static class HtmlCleaner
{
    /// <summary>2 MB of text; a long report has 100 kB.</summary>
    public const int MaxLength = 2_000_000;
    private const int MaxTags = 60_000;
    private const int MaxOpen = 500;

    /// <summary>Elements that HTML closes by itself or that hold nothing: open ones say nothing about depth.</summary>
    private static readonly HashSet<string> SelfClosing = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base",
        "embed", "source", "track", "param",
    };

    /// <param name="lang">Decides the quotation marks.</param>
    public static string Clean(string? html, string lang) => BodyWriter.Write(Read(html, lang));

    public static IReadOnlyList<Block> Read(string? html, string lang)
    {
        if (string.IsNullOrWhiteSpace(html)) return [];
        if (!IsWithinBounds(html)) throw new ArgumentException("The body is too large or nested too deeply; IsWithinBounds must be asked first", nameof(html));
        return new BodyReader(lang).Read(html);
    }

    /// <summary>Parsing takes quadratic time in the number of elements left open: such text is refused before it is parsed.</summary>
    public static bool IsWithinBounds(string html)
    {
        if (html.Length > MaxLength) return false;
        var (tags, open) = (0, 0);
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            var closing = html[at + 1] == '/';
            var start = at + (closing ? 2 : 1);
            var end = start;
            while (end < html.Length && end - start < 40 && html[end] is not (' ' or '\t' or '\n' or '\f' or '\r' or '/' or '>' or '<')) end++;
            if (end == start || !char.IsAsciiLetter(html[start])) continue;
            if (++tags > MaxTags) return false;
            var name = html[start..end];
            if (SelfClosing.Contains(name)) continue;
            var count = byName.GetValueOrDefault(name);
            if (closing && count == 0) continue;
            byName[name] = count + (closing ? -1 : 1);
            open += closing ? -1 : 1;
            if (open > MaxOpen) return false;
        }
        return true;
    }
}
