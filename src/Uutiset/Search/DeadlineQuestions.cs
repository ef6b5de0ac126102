using System.Collections.Frozen;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>Whether a search asks until when something can be done (”milloin STEAn haku päättyy”), and what it asks it of.</summary>
internal sealed class DeadlineQuestions(Analysis analysis)
{
    // Base forms in Finnish; Swedish and English as they are typed
    private static readonly FrozenSet<string> Asking = FrozenSet.Create(StringComparer.Ordinal,
        "määräaika", "hakuaika", "määräpäivä", "päättyä", "umpeutua", "sulkeutua", "mennessä", "deadline", "deadlinet", "dl",
        "ansökningstid", "ansökningstiden", "ansökningsdag", "ansökningsdagen", "tidsfrist", "tidsfristen", "senast", "deadlines", "closing", "closes");

    // Said beside it, and no subject of its own; alone they ask what is open
    private static readonly FrozenSet<string> Beside = FrozenSet.Create(StringComparer.Ordinal,
        "haku", "hakea", "hakemus", "avoin", "auki", "avoinna", "nyt", "ansökan", "ansökningar", "ansöka", "öppen", "öppna", "öppet", "går", "ut", "sista", "dag", "dagen", "nu",
        "call", "calls", "application", "applications", "apply", "open", "date", "now");

    /// <returns>Null when no deadline is asked for.</returns>
    public DeadlineQuestion? In(string q)
    {
        var asked = analysis.Query(q);
        var wanted = asked.Clauses.Where(c => !c.IsExcluded).ToList();
        if (wanted.Count == 0 || !wanted.Exists(c => Is(c, Asking)) && !(wanted.Count > 1 && wanted.TrueForAll(c => Is(c, Beside)))) return null;
        return new DeadlineQuestion(analysis, [.. asked.Clauses.Where(c => c.IsExcluded || !Is(c, Asking) && !Is(c, Beside))]);
    }

    private static bool Is(QueryClause clause, FrozenSet<string> words) =>
        clause.Alternatives[0] is { IsPhrase: false, Words: [{ Match: WordMatch.Whole } word] } && word.Keys.Any(k => k.Kind is KeyKind.Typed or KeyKind.OtherBase && words.Contains(k.Text));
}

/// <summary>A search without the words that ask for a deadline.</summary>
internal sealed class DeadlineQuestion(Analysis analysis, IReadOnlyList<QueryClause> rest)
{
    /// <param name="languages">As <see cref="SearchDocument.Languages"/>.</param>
    public bool Fits(string text, string languages)
    {
        var tokens = analysis.Tokens(text, languages);
        // An exclusion by itself finds nothing in the archive; here it leaves all the others
        return rest.All(c => c.IsExcluded ? !new AnalyzedQuery([c with { IsExcluded = false }]).IsMatch(tokens) : new AnalyzedQuery([c]).IsMatch(tokens));
    }
}
