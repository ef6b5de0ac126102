namespace Uutiset.Finnish;

// Query side only, so that a changed list needs no new index. Sides of a line in synonyms.txt mean the same, in every inflection.
internal sealed class Synonyms
{
    private readonly List<Group> groups;

    private Synonyms(List<Group> groups) => this.groups = groups;

    public static Synonyms Embedded(Func<string, bool, List<QueryWord>> words)
    {
        using var list = typeof(Synonyms).Assembly.GetManifestResourceStream("Uutiset.Finnish.synonyms.txt")
            ?? throw new InvalidOperationException("synonyms.txt is not embedded");
        using var lines = new StreamReader(list);
        return new Synonyms([.. lines.ReadToEnd().Split('\n')
            .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line.Split('=').Select(side => Read(side.Trim(), words)).ToArray())
            .Select(sides => new Group(sides, sides))]);
    }

    public static Synonyms Of(IEnumerable<SynonymPair> pairs, Func<string, bool, List<QueryWord>> words) =>
        new([.. pairs.Select(p => new Group([Read(p.Typed, words)], [Read(p.Finds, words)])).Where(g => g.Typed[0].Words.Count > 0 && g.Finds[0].Words.Count > 0)]);

    // Any side of Typed stands for all other sides of Finds
    private sealed record Group(Side[] Typed, Side[] Finds);

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

    public IEnumerable<QueryClause> Clauses(IReadOnlyList<QueryWord> words, Synonyms? further)
    {
        IReadOnlyList<Group> all = further is null ? groups : [.. groups, .. further.groups];
        for (var at = 0; at < words.Count;)
        {
            var (length, others) = LongestAt(all, words, at);
            var typed = new QueryAlternative([.. words.Skip(at).Take(length)], false, false);
            yield return new QueryClause([typed, .. others.Select(o => o.Alternative)], false);
            at += length;
        }
    }

    private static (int Length, IReadOnlyList<Side> Others) LongestAt(IReadOnlyList<Group> groups, IReadOnlyList<QueryWord> words, int at)
    {
        var length = 1;
        var others = new List<Side>();
        foreach (var group in groups)
        {
            var side = group.Typed.Where(s => s.Words.Count >= length && Begins(words, at, s.Words)).MaxBy(s => s.Words.Count);
            if (side is null)
            {
                continue;
            }
            if (side.Words.Count > length)
            {
                others.Clear();
                length = side.Words.Count;
            }
            others.AddRange(group.Finds.Where(s => s != side));
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
