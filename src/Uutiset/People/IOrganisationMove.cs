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

/// <param name="One">What to say of one; <c>{0}</c> in <paramref name="Many"/> is the number.</param>
internal sealed record Moved(int Count, Localized One, Localized Many)
{
    public string In(string lang) => Count == 1 ? One.In(lang) : string.Format(System.Globalization.CultureInfo.InvariantCulture, Many.In(lang), Count);

    /// <summary>Those of which there is at least one.</summary>
    public static IReadOnlyList<Moved> Some(params ReadOnlySpan<Moved> all)
    {
        var some = new List<Moved>();
        foreach (var moved in all) if (moved.Count > 0) some.Add(moved);
        return some;
    }
}
