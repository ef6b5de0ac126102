using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>What to look for when no article has everything that was asked: any of the words, or any part of a compound.</summary>
internal static class Loosening
{
    /// <returns>Null when nothing could be asked for less strictly.</returns>
    public static AnalyzedQuery? Of(AnalyzedQuery query, Analysis analysis)
    {
        var wanted = query.Clauses.Where(c => !c.IsExcluded).ToList();
        var parts = wanted.SelectMany(c => c.Alternatives[0].Words).Where(w => w.Match is WordMatch.Whole)
            .SelectMany(w => analysis.Tokens(w.Text)).SelectMany(t => t.Keys).Where(k => k.Kind is KeyKind.Part)
            .DistinctBy(k => k.Text).Take(SearchQuery.MostTerms).Select(Clause).ToList();
        if (wanted.Count + parts.Count < 2) return null;
        // Words of a phrase may stand apart
        var loose = wanted.SelectMany(c => c.Alternatives.Any(a => a.IsPhrase && !a.IsSynonym)
            ? c.Alternatives[0].Words.Select(w => new QueryClause([new QueryAlternative([w], false, false)], false))
            : [c]);
        return new AnalyzedQuery([.. loose, .. parts, .. query.Clauses.Where(c => c.IsExcluded)]);
    }

    private static QueryClause Clause(Key part) =>
        new([new QueryAlternative([new QueryWord(part.Text, WordMatch.Whole, [part with { Kind = KeyKind.OtherBase }], true)], false, false)], false);
}
