using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Finnish;

/// <summary>Shows where a search stands in a text: HTML-escaped, with <c>&lt;mark&gt;</c> around every word that answers it, inflected ones too.</summary>
/// <param name="analysis">The same analysis that reads the query.</param>
public sealed partial class Highlighter(Analysis analysis)
{
    /// <summary>Usual length of a snippet, in UTF-16 units of the text.</summary>
    public const int SnippetLength = 200;

    /// <summary>The whole text, marked.</summary>
    /// <param name="text">Plain text; whatever looks like markup is escaped.</param>
    /// <param name="query">What to mark; excluded words are not.</param>
    /// <param name="languages">The text's; see <see cref="Analysis.Tokens"/>.</param>
    /// <returns>HTML whose only element is <c>mark</c>.</returns>
    public string Mark(string text, AnalyzedQuery query, string languages = "fi")
    {
        var tokens = analysis.Tokens(text, languages);
        return Html(text, 0, text.Length, tokens, Hits(tokens, query));
    }

    /// <summary>The stretch of the text that answers most of the search, marked, on one line, cut at words, with … where text is left out.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="query">What to look for; without a hit the snippet is the beginning.</param>
    /// <param name="length">Most UTF-16 units of text shown; at least 40.</param>
    /// <param name="languages">The text's; see <see cref="Analysis.Tokens"/>.</param>
    /// <returns>HTML whose only element is <c>mark</c>; empty for a text without words.</returns>
    public string Snippet(string text, AnalyzedQuery query, int length = SnippetLength, string languages = "fi")
    {
        var tokens = analysis.Tokens(text, languages);
        if (tokens.Count == 0)
        {
            return "";
        }
        var hits = Hits(tokens, query);
        var (start, end) = Snippets.Best(text, tokens, hits, Math.Max(40, length));
        var shown = Blanks().Replace(Html(text, start, end, tokens, hits), " ");
        return (start > 0 ? "… " : "") + shown + (end < text.TrimEnd().Length ? " …" : "");
    }

    // Paragraphs and list indents become one line; a no-break space stays
    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Blanks();

    // Token index -> the first clause that it answers
    private static Dictionary<int, int> Hits(IReadOnlyList<AnalyzedToken> tokens, AnalyzedQuery query)
    {
        var hits = new Dictionary<int, int>();
        for (var clause = 0; clause < query.Clauses.Count; clause++)
        {
            if (query.Clauses[clause].IsExcluded)
            {
                continue;
            }
            foreach (var token in query.Clauses[clause].Alternatives.SelectMany(a => Matching.Hits(a, tokens)))
            {
                hits.TryAdd(token, clause);
            }
        }
        return hits;
    }

    private static string Html(string text, int start, int end, IReadOnlyList<AnalyzedToken> tokens, Dictionary<int, int> hits)
    {
        var html = new StringBuilder(end - start + 32);
        var at = start;
        foreach (var token in hits.Keys.Order().Select(i => tokens[i]).Where(t => t.Start >= start && t.Start + t.Length <= end))
        {
            Escape(html, text.AsSpan(at, token.Start - at));
            html.Append("<mark>");
            Escape(html, text.AsSpan(token.Start, token.Length));
            html.Append("</mark>");
            at = token.Start + token.Length;
        }
        Escape(html, text.AsSpan(at, end - at));
        return html.ToString();
    }

    // WebUtility.HtmlEncode would turn ä into an entity
    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            html.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < ' ' and not ('\n' or '\r' or '\t') => " ",
                _ => rune.ToString(),
            });
        }
    }
}
