namespace Uutiset.Finnish;

internal static class Matching
{
    /// <summary>Indexes of the tokens that take part in satisfying the alternative; none when a word of it is missing.</summary>
    public static IReadOnlyCollection<int> Hits(QueryAlternative alternative, IReadOnlyList<AnalyzedToken> tokens)
    {
        var hits = new SortedSet<int>();
        if (alternative.IsPhrase)
        {
            for (var at = 0; at + alternative.Words.Count <= tokens.Count; at++)
            {
                if (StandsAt(alternative.Words, tokens, at))
                {
                    hits.UnionWith(Enumerable.Range(at, alternative.Words.Count));
                }
            }
            return hits;
        }
        foreach (var word in alternative.Words)
        {
            var found = Enumerable.Range(0, tokens.Count).Where(i => Accepts(word, tokens[i])).ToArray();
            if (found.Length == 0)
            {
                return [];
            }
            hits.UnionWith(found);
        }
        return hits;
    }

    public static bool Accepts(QueryWord word, AnalyzedToken token)
    {
        foreach (var key in token.Keys)
        {
            if (word.Accepts(key))
            {
                return true;
            }
        }
        return false;
    }

    private static bool StandsAt(IReadOnlyList<QueryWord> words, IReadOnlyList<AnalyzedToken> tokens, int at)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!Accepts(words[i], tokens[at + i]))
            {
                return false;
            }
        }
        return true;
    }
}
