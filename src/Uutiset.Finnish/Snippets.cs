namespace Uutiset.Finnish;

internal static class Snippets
{
    // A clause seen for the first time is worth more than any number of repetitions
    private const int NewClause = 100;
    private const int Repetition = 2;
    private const int SentenceStart = 1;
    // The best stretch of a book stands, if not first, among its first hits
    private const int MostHits = 200;

    public static (int Start, int End) Best(string text, IReadOnlyList<AnalyzedToken> tokens, Dictionary<int, int> hits, int length)
    {
        var marked = hits.Keys.Order().Take(MostHits).ToArray();
        var (first, best) = (0, -1);
        // A window begins a few words before a hit, so that the hit stands in its sentence
        foreach (var candidate in marked.SelectMany(hit => Enumerable.Range(Math.Max(0, hit - 6), Math.Min(7, hit + 1))).Prepend(0).Distinct())
        {
            var score = Score(text, tokens, hits, marked, candidate, length);
            if (score > best)
            {
                (first, best) = (candidate, score);
            }
        }
        var start = first == 0 ? text.Length - text.TrimStart().Length : Opening(text, tokens[first].Start);
        return (start, End(text, tokens, first, start, length));
    }

    private static int Score(
        string text, IReadOnlyList<AnalyzedToken> tokens, Dictionary<int, int> hits, int[] marked, int first, int length)
    {
        var limit = tokens[first].Start + length;
        var seen = new HashSet<int>();
        var score = StartsSentence(text, tokens[first].Start) ? SentenceStart : 0;
        var at = Array.BinarySearch(marked, first);
        for (var i = at < 0 ? ~at : at; i < marked.Length && tokens[marked[i]].Start + tokens[marked[i]].Length <= limit; i++)
        {
            score += seen.Add(hits[marked[i]]) ? NewClause : Repetition;
        }
        return score;
    }

    private static bool StartsSentence(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd(" \t\"”(–-");
        return before.IsEmpty || before[^1] is '.' or '!' or '?' or '\n' or ':';
    }

    // A quote, bracket or hyphen written against the first word belongs to it
    private static int Opening(string text, int start)
    {
        while (start > 0 && text[start - 1] is '”' or '"' or '(' or '-' or '§')
        {
            start--;
        }
        return start;
    }

    private static int End(string text, IReadOnlyList<AnalyzedToken> tokens, int first, int start, int length)
    {
        var whole = text.TrimEnd().Length;
        if (whole - start <= length)
        {
            return whole;
        }
        var last = first;
        while (last + 1 < tokens.Count && tokens[last + 1].Start + tokens[last + 1].Length - start <= length)
        {
            last++;
        }
        var end = Math.Min(tokens[last].Start + tokens[last].Length, start + length);
        while (end < whole && text[end] is '.' or '!' or '?' or '”' or '"' or ')' or '-' or '%')
        {
            end++;
        }
        return end > 0 && end < text.Length && char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }
}
