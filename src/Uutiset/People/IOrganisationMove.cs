using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>
/// What one room hangs on organisations. Merging asks every room that registered one: People does not know who refers to its rows. The
/// merged row is deleted at the end, so a room that left something behind makes the whole merge fail instead of losing it.
/// </summary>
internal interface IOrganisationMove
{
    /// <summary>What would move, in words and numbers; only what there is.</summary>
    Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct);

    /// <summary>Moves it within the caller's transaction and saves.</summary>
    Task MoveAsync(long from, long to, CancellationToken ct);
}
