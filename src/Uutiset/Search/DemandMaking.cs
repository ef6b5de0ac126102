using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>Puts an analysed query into index terms: truncation at the front looked up in the vocabulary, words weighed by how rare they are.</summary>
internal sealed class DemandMaking(IArchiveIndex index)
{
    // *palvelu ends thousands of terms in a large archive; the shortest ones are the likeliest
    private const int MostExpansions = 300;

    // Never in the index, where a term begins with a letter, a digit or a mark
    private const string NoTerm = "!";

    /// <param name="ranked">Without it no word weighs more than another, and nothing is counted to find out.</param>
    public async Task<ArchiveDemand> MakeAsync(NewsDb db, AnalyzedQuery query, bool any, long nowSeconds, CancellationToken ct, bool ranked = true)
    {
        var clauses = new List<DemandClause>();
        var excluded = new List<DemandClause>();
        foreach (var clause in query.Clauses)
        {
            var alternatives = new List<DemandAlternative>();
            foreach (var alternative in clause.Alternatives) alternatives.Add(await AlternativeAsync(db, alternative, ct));
            (clause.IsExcluded ? excluded : clauses).Add(new DemandClause(alternatives));
        }
        if (clauses.Count < 2 || !ranked) return new ArchiveDemand(clauses, excluded, any, nowSeconds);

        var documents = await db.SearchDocuments.CountAsync(ct);
        for (var i = 0; i < clauses.Count; i++)
        {
            var having = await index.Matches(db, new ArchiveDemand([clauses[i]], [], false, nowSeconds)).CountAsync(ct);
            clauses[i] = clauses[i] with { Idf = Score.Idf(documents, having) };
        }
        if (Phrase(query) is { } phrase) clauses.Add(new DemandClause([phrase], Score.Phrase * clauses.Sum(c => c.Idf), IsBonus: true));
        return new ArchiveDemand(clauses, excluded, any, nowSeconds);
    }

    private async Task<DemandAlternative> AlternativeAsync(NewsDb db, QueryAlternative alternative, CancellationToken ct)
    {
        var words = new List<DemandWord>();
        foreach (var word in alternative.Words) words.Add(new DemandWord(await TermsAsync(db, word, ct), word.Match is not WordMatch.Whole));
        return new DemandAlternative(words, alternative.IsPhrase, alternative.IsSynonym ? Score.Synonym : 1);
    }

    private async Task<IReadOnlyList<DemandTerm>> TermsAsync(NewsDb db, QueryWord word, CancellationToken ct)
    {
        if (word.Match is WordMatch.Whole) return Whole(word);
        var stem = word.Keys[0].Text;
        if (word.Match is WordMatch.Prefix)
            return word.InParts ? [new DemandTerm(stem, true, 1), new DemandTerm("+" + stem, true, Score.Part)] : [new DemandTerm(stem, true, 1)];
        var pattern = "%" + Escaped(stem) + (word.Match is WordMatch.Infix ? "%" : "");
        var terms = await index.TermsAsync(db, pattern, MostExpansions, ct);
        var found = terms.Where(t => !t.StartsWith('~') && !t.StartsWith('^') && (word.InParts || !t.StartsWith('+')))
            .Select(t => new DemandTerm(t, false, t.StartsWith('+') ? Score.Part : 1)).OrderByDescending(t => t.Weight).ToList();
        return found.Count > 0 ? found : [new DemandTerm(NoTerm, false, 1)];
    }

    internal static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static DemandTerm[] Whole(QueryWord word)
    {
        var first = word.Keys[0].Term;
        return [.. word.Terms.Select(t => new DemandTerm(t, false, t == first ? 1 : t.StartsWith('+') ? Score.Part : Score.OtherBase))];
    }

    // All words as typed, side by side; synonyms, truncation and quotes are left as they are
    private static DemandAlternative? Phrase(AnalyzedQuery query)
    {
        var typed = query.Clauses.Where(c => !c.IsExcluded).Select(c => c.Alternatives[0]).ToList();
        if (typed.Exists(a => a.IsPhrase || a.Words.Any(w => w.Match is not WordMatch.Whole))) return null;
        var words = typed.SelectMany(a => a.Words).Select(w => new DemandWord(Whole(w with { InParts = false }))).ToList();
        return new DemandAlternative(words, true, 1);
    }
}
