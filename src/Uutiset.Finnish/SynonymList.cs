namespace Uutiset.Finnish;

/// <summary>Further synonyms for searches, analysed once; made by <see cref="Analysis.Synonyms"/> and given to <see cref="Analysis.Query(string, SynonymList)"/>.</summary>
public sealed class SynonymList
{
    internal SynonymList(Synonyms synonyms) => Synonyms = synonyms;

    internal Synonyms Synonyms { get; }
}

/// <summary>Words of which one, typed, also finds what others find. One direction: the others do not find this one.</summary>
/// <param name="Typed">In any inflection; one word or several.</param>
/// <param name="Finds">What is looked for beside it; several words are a phrase.</param>
public sealed record SynonymPair(string Typed, string Finds);
