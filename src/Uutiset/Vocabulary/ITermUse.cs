namespace Uutiset.Vocabulary;

/// <summary>
/// What one room marks with terms. The vocabulary does not know who refers to its rows, so it asks every room that registered one: for
/// the numbers in its list, for where a term is used, and to move its rows when two terms become one.
/// </summary>
internal interface ITermUse
{
    /// <summary>A number of its things in words: "12 juttua".</summary>
    Moved Of(int count);

    /// <summary>How many of its things carry each term, in a fixed number of SQL commands; only those that are used.</summary>
    Task<IReadOnlyDictionary<long, int>> CountsAsync(CancellationToken ct);

    /// <summary>The newest of them that an editor can open, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<TermUsed>> WhereAsync(Term term, int most, CancellationToken ct);

    /// <summary>Puts the heir where the merged one stood, within the caller's transaction, and saves.</summary>
    Task MoveAsync(Term from, Term into, CancellationToken ct);
}

/// <param name="Note">Small type after the title.</param>
internal sealed record TermUsed(string Href, string Title, string? Lang = null, Localized? Note = null);
