namespace Uutiset.Finnish;

// Says in full what coordination leaves out: "sosiaali- ja terveysministeriö", "toimintatapojen ja -prosessien", "sote-keskus -ohjelma"
internal static class Coordination
{
    // "hallinto-, talous-, tuki- ja neuvontapalvelut": a longer list than eight is a table
    private const int LongestList = 8;
    private static readonly HashSet<string> Connectors = ["ja", "tai", "sekä", "eli", "että", "ynnä", "taikka", "och", "eller", "samt"];

    public static bool IsConnector(string form) => Connectors.Contains(form);

    public static Dictionary<int, List<Key>> Keys(string text, IReadOnlyList<Token> tokens, IReadOnlyList<Word> words)
    {
        var found = new Dictionary<int, List<Key>>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var said = tokens[i].HyphenAfter ? Forwards(text, tokens, words, i)
                : tokens[i].HyphenBefore ? Backwards(text, tokens, words, i)
                : [];
            var keys = said.Select(Folding.Key).Distinct(StringComparer.Ordinal).Take(8).Select(k => new Key(k, KeyKind.Coordination)).ToList();
            if (keys.Count > 0)
            {
                found[i] = keys;
            }
        }
        return found;
    }

    private static IEnumerable<string> Forwards(string text, IReadOnlyList<Token> tokens, IReadOnlyList<Word> words, int first)
    {
        var at = first + 1;
        while (at < tokens.Count && at - first <= LongestList && Close(text, tokens, at) && (tokens[at].HyphenAfter || IsLink(tokens[at])))
        {
            at++;
        }
        // A list that ends without a compound says nothing: "sosiaali- ja terveys"
        return at >= tokens.Count || at == first + 1 && !HasComma(text, tokens, at) || !Close(text, tokens, at)
            ? []
            : words[at].Compounds.SelectMany(c => c.Tails).Select(tail => Folding.Lower(tokens[first].Form) + tail);
    }

    private static IEnumerable<string> Backwards(string text, IReadOnlyList<Token> tokens, IReadOnlyList<Word> words, int last)
    {
        var at = last - 1;
        while (at >= 0 && last - at <= LongestList && Close(text, tokens, at + 1) && (tokens[at].HyphenBefore || IsLink(tokens[at])))
        {
            at--;
        }
        if (at < 0 || !Close(text, tokens, at + 1))
        {
            return [];
        }
        var heads = at == last - 1 && !HasComma(text, tokens, last)
            ? words[at].Bases.Take(1)
            : words[at].Compounds.SelectMany(c => c.Heads);
        return heads.SelectMany(head => words[last].Bases.Select(tail => head + tail));
    }

    private static bool IsLink(Token token) => IsConnector(Folding.Lower(token.Form));

    private static bool HasComma(string text, IReadOnlyList<Token> tokens, int at) =>
        text.AsSpan(tokens[at - 1].End, tokens[at].Start - tokens[at - 1].End).ContainsAny(",/");

    // Nothing but spaces, a comma or a slash, and the elliptic hyphens stand between the two
    private static bool Close(string text, IReadOnlyList<Token> tokens, int at)
    {
        foreach (var c in text.AsSpan(tokens[at - 1].End, tokens[at].Start - tokens[at - 1].End))
        {
            if (!(c is ' ' or '\u00A0' or ',' or '/' || Tokenizer.IsHyphen(c)))
            {
                return false;
            }
        }
        return true;
    }
}
