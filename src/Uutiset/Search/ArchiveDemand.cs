namespace Uutiset.Search;

/// <summary>A search in index terms, ready for either engine.</summary>
/// <param name="Clauses">What counts; all of them are needed, unless <paramref name="IsAny"/>.</param>
/// <param name="Excluded">What the text must not satisfy.</param>
/// <param name="NowSeconds">Unix time that the age is counted from.</param>
/// <param name="IsGathered">All matches are found before they are put in order; they score nothing.</param>
internal sealed record ArchiveDemand(IReadOnlyList<DemandClause> Clauses, IReadOnlyList<DemandClause> Excluded, bool IsAny, long NowSeconds, bool IsGathered = false);

/// <param name="Alternatives">Any one suffices.</param>
/// <param name="Idf">How much a rare word says.</param>
/// <param name="IsBonus">Raises the score where it is found and demands nothing.</param>
internal sealed record DemandClause(IReadOnlyList<DemandAlternative> Alternatives, double Idf = 1, bool IsBonus = false);

/// <param name="Words">All are needed; side by side when it is a phrase.</param>
internal sealed record DemandAlternative(IReadOnlyList<DemandWord> Words, bool IsPhrase, double Weight);

/// <param name="Terms">Any one suffices, the heaviest first. Base forms of one word stand at one place, so the best of them counts; and so do parts.</param>
/// <param name="IsTruncated">The terms are different words, which all count.</param>
internal sealed record DemandWord(IReadOnlyList<DemandTerm> Terms, bool IsTruncated = false)
{
    /// <summary>Terms of which the best counts.</summary>
    public IEnumerable<IReadOnlyList<DemandTerm>> Groups =>
        IsTruncated ? Terms.Select(t => new[] { t }) : Terms.GroupBy(t => t.IsPart).Select(g => g.ToArray());
}

internal sealed record DemandTerm(string Text, bool IsPrefix, double Weight)
{
    public bool IsPart => Text.StartsWith('+');
}

/// <summary>The score, one formula for both engines: BM25 over weighted fields, times freshness.</summary>
/// <remarks>sum over clauses of idf x tf x 2.2 / (tf + 1.2 (.25 + .75 length / 250)), tf = 6 title + 4 tags + 2.5 lead or byline + body.</remarks>
internal static class Score
{
    public const double Title = 6, Tags = 4, Lead = 2.5, Body = 1;

    // BM25's usual k1 and b; the average length is a constant, so that one article's rank does not move when another is published
    public const double K1 = 1.2, B = .75, AverageWords = 250;

    // How far to trust the way a term was reached; measured on 500 queries over 2,000 documents
    public const double OtherBase = .5, Part = .35, Synonym = .7;

    /// <summary>A new article counts half as much again as an old one, and the better match still wins.</summary>
    public const double Freshness = .5, HalfLifeSeconds = 2 * 365.25 * 86400;

    public const double Phrase = .5;

    public static double Saturate(double tf, int words) => tf * (K1 + 1) / (tf + K1 * (1 - B + B * words / AverageWords));

    public static double Fresh(long ageSeconds) => 1 + Freshness * Math.Pow(2, -Math.Max(0, ageSeconds) / HalfLifeSeconds);

    public static double Idf(int documents, int having) => Math.Log(1 + (documents - having + .5) / (having + .5));
}
