namespace Uutiset.Finnish;

/// <summary>How a query word meets the keys of a text.</summary>
public enum WordMatch
{
    /// <summary>A key of the word is a key of the text.</summary>
    Whole,

    /// <summary>A key of the text begins with the word's: <c>koivu*</c>.</summary>
    Prefix,

    /// <summary>A key of the text ends with the word's: <c>*koivu</c>.</summary>
    Suffix,

    /// <summary>A key of the text contains the word's: <c>*koivu*</c>.</summary>
    Infix,
}

/// <summary>One word of a search.</summary>
/// <param name="Text">As typed, or as the synonym list spells it.</param>
/// <param name="Match">Whole word or truncation.</param>
/// <param name="Keys">Any one of them suffices; at least one; never a <see cref="KeyKind.Part"/>. A truncated word has one, not analysed.</param>
/// <param name="InParts">Whether compound parts of the text count; not in phrases and exclusions.</param>
public sealed record QueryWord(string Text, WordMatch Match, IReadOnlyList<Key> Keys, bool InParts)
{
    /// <summary>The index terms (<see cref="Key.Term"/>) of a whole word, any of which suffices, best first. For a truncated word: what the terms begin with, end with or contain.</summary>
    public IReadOnlyList<string> Terms =>
        [.. Keys.Select(k => k.Term).Concat(InParts ? Keys.Where(k => !Key.IsMarked(k.Kind)).Select(k => "+" + k.Text) : [])];

    /// <summary>Whether a key of a text answers this word.</summary>
    /// <param name="key">A key of an <see cref="AnalyzedToken"/>.</param>
    public bool Accepts(Key key)
    {
        if (key.Kind is KeyKind.Part && !InParts)
        {
            return false;
        }
        return Match switch
        {
            WordMatch.Whole => Keys.Any(k => k.Text == key.Text && k.IsLike(key.Kind)),
            WordMatch.Prefix => !Key.IsMarked(key.Kind) && key.Text.StartsWith(Keys[0].Text, StringComparison.Ordinal),
            WordMatch.Suffix => !Key.IsMarked(key.Kind) && key.Text.EndsWith(Keys[0].Text, StringComparison.Ordinal),
            _ => !Key.IsMarked(key.Kind) && key.Text.Contains(Keys[0].Text, StringComparison.Ordinal),
        };
    }
}

/// <summary>One way to satisfy a clause.</summary>
/// <param name="Words">At least one; all are needed.</param>
/// <param name="IsPhrase">They must stand at consecutive positions in this order.</param>
/// <param name="IsSynonym">It came from the synonym list, not from what was typed; ranks lower.</param>
public sealed record QueryAlternative(IReadOnlyList<QueryWord> Words, bool IsPhrase, bool IsSynonym);

/// <summary>One demand of a search; all clauses must hold.</summary>
/// <param name="Alternatives">Any one suffices; the typed one first.</param>
/// <param name="IsExcluded">The text must not satisfy it.</param>
public sealed record QueryClause(IReadOnlyList<QueryAlternative> Alternatives, bool IsExcluded);

/// <summary>A search with its words analysed: clauses ANDed, alternatives ORed, words of an alternative ANDed or a phrase.</summary>
/// <param name="Clauses">In the order typed.</param>
public sealed record AnalyzedQuery(IReadOnlyList<QueryClause> Clauses)
{
    /// <summary>True when nothing is asked for: no words, or exclusions only.</summary>
    public bool IsEmpty => Clauses.All(c => c.IsExcluded);

    /// <summary>Whether a text satisfies the search; the reference that every index is held against. An empty search is satisfied by nothing.</summary>
    /// <param name="tokens">All fields of the text together, as <see cref="Analysis.Tokens"/> gives them.</param>
    public bool IsMatch(IReadOnlyList<AnalyzedToken> tokens) =>
        !IsEmpty && Clauses.All(clause => clause.IsExcluded != clause.Alternatives.Any(a => Matching.Hits(a, tokens).Count > 0));
}
