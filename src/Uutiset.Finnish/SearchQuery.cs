using System.Buffers;

namespace Uutiset.Finnish;

/// <summary>One piece of a search as it was typed.</summary>
/// <param name="Text">Without quotes, asterisks and the leading hyphen; never blank.</param>
/// <param name="IsPhrase">It stood in quotes.</param>
/// <param name="IsExcluded">A hyphen stood before it: <c>-sana</c>.</param>
/// <param name="IsOpenAtStart">An asterisk stood before it: <c>*koivu</c>.</param>
/// <param name="IsOpenAtEnd">An asterisk stood behind it: <c>koivu*</c>.</param>
public sealed record SearchTerm(string Text, bool IsPhrase, bool IsExcluded, bool IsOpenAtStart, bool IsOpenAtEnd)
{
    /// <summary>A word as it is: neither quoted, excluded nor truncated.</summary>
    public bool IsPlain => !IsPhrase && !IsExcluded && !IsOpenAtStart && !IsOpenAtEnd;
}

/// <summary>
/// A search taken apart. Words, <c>"phrases"</c>, <c>-excluded</c>, <c>koivu*</c> and <c>*koivu</c>; no word is an operator.
/// </summary>
/// <param name="Terms">In the order typed, at most <see cref="MostTerms"/>.</param>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>Longest search that is read, in UTF-16 units; the rest is ignored, so that nobody can make a search dear.</summary>
    public const int LongestText = 300;

    /// <summary>Most terms that are read.</summary>
    public const int MostTerms = 16;

    // Fewer letters before an asterisk would match half of the index: then the asterisk is ignored
    private const int ShortestStem = 2;
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"”“„»«");

    /// <summary>Reads any text; never throws. A quote that is not closed reaches to the end.</summary>
    /// <param name="text">What somebody typed; null counts as empty.</param>
    public static SearchQuery Parse(string? text)
    {
        var rest = (text ?? "").AsSpan();
        rest = rest.Length > LongestText ? rest[..LongestText] : rest;
        var terms = new List<SearchTerm>();
        while (terms.Count < MostTerms && (rest = rest.TrimStart()).Length > 0)
        {
            var excluded = rest.Length > 1 && rest[0] is '-' or '−' && !char.IsWhiteSpace(rest[1]);
            rest = excluded ? rest[1..] : rest;
            var phrase = IsQuote(rest[0]);
            rest = phrase ? rest[1..] : rest;
            var length = phrase ? QuoteAt(rest) : WordEnd(rest);
            if (Term(rest[..length].ToString(), phrase, excluded) is { } term)
            {
                terms.Add(term);
            }
            rest = rest[(phrase && length < rest.Length ? length + 1 : length)..];
        }
        return new SearchQuery(terms);
    }

    private static SearchTerm? Term(string text, bool phrase, bool excluded)
    {
        var bare = text.Trim('*', ' ');
        var letters = bare.Count(char.IsLetterOrDigit);
        if (letters == 0)
        {
            return null;
        }
        var truncated = !phrase && letters >= ShortestStem && bare.All(c => char.IsLetterOrDigit(c) || Tokenizer.IsHyphen(c) || c is '\'' or '’');
        return new SearchTerm(bare, phrase, excluded, truncated && text.StartsWith('*'), truncated && text.EndsWith('*'));
    }

    private static bool IsQuote(char c) => Quotes.Contains(c);

    private static int QuoteAt(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Quotes);
        return at < 0 ? text.Length : at;
    }

    private static int WordEnd(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsQuote(text[at]))
        {
            at++;
        }
        return at;
    }
}
