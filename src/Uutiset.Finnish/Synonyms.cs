namespace Uutiset.Finnish;

// Query side only, so that a changed list needs no new index. Sides of a line in synonyms.txt mean the same, in every inflection.
internal sealed class Synonyms
{
    private readonly List<Side[]> groups;

    public Synonyms(Func<string, bool, List<QueryWord>> words)
    {
        using var list = typeof(Synonyms).Assembly.GetManifestResourceStream("Uutiset.Finnish.synonyms.txt")
            ?? throw new InvalidOperationException("synonyms.txt is not embedded");
        using var lines = new StreamReader(list);
        groups = [.. lines.ReadToEnd().Split('\n')
            .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line.Split('=').Select(side => Read(side.Trim(), words)).ToArray())];
    }

    // Words: as a search has them. A name of several words ("Terveyden ja hyvinvoinnin laitos") is a phrase with its connectors, since
    // as loose words it would match half of the archive; a coordination is asked for by the compounds that it stands for.
    private sealed record Side(IReadOnlyList<QueryWord> Words, QueryAlternative Alternative);

    private static Side Read(string side, Func<string, bool, List<QueryWord>> words)
    {
        var loose = words(side, false);
        var isName = loose.Count > 1 && !loose.Exists(w => w.Keys[0].Kind is KeyKind.Coordination);
        IReadOnlyList<QueryWord> asked = isName ? [.. words(side, true).Select(w => w with { InParts = false })] : loose;
        return new Side(loose, new QueryAlternative(asked, isName, true));
    }

    public IEnumerable<QueryClause> Clauses(IReadOnlyList<QueryWord> words)
    {
        for (var at = 0; at < words.Count;)
        {
            var (length, others) = LongestAt(words, at);
            var typed = new QueryAlternative([.. words.Skip(at).Take(length)], false, false);
            yield return new QueryClause([typed, .. others.Select(o => o.Alternative)], false);
            at += length;
        }
    }

    private (int Length, IReadOnlyList<Side> Others) LongestAt(IReadOnlyList<QueryWord> words, int at)
    {
        var length = 1;
        var others = new List<Side>();
        foreach (var group in groups)
        {
            var side = group.Where(s => s.Words.Count >= length && Begins(words, at, s.Words)).MaxBy(s => s.Words.Count);
            if (side is null)
            {
                continue;
            }
            if (side.Words.Count > length)
            {
                others.Clear();
                length = side.Words.Count;
            }
            others.AddRange(group.Where(s => s != side));
        }
        return (length, others);
    }

    private static bool Begins(IReadOnlyList<QueryWord> words, int at, IReadOnlyList<QueryWord> side)
    {
        if (at + side.Count > words.Count)
        {
            return false;
        }
        for (var i = 0; i < side.Count; i++)
        {
            if (words[at + i].Keys[0].Text != side[i].Keys[0].Text)
            {
                return false;
            }
        }
        return true;
    }
}
