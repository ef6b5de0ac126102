namespace Uutiset.Subscribers.Roll;

/// <summary>How many organisations subscribed, month by month.</summary>
/// <param name="Months">The first day of each; the last of them is under way.</param>
/// <param name="Regions">An organisation stands in each of its regions; one without any under null.</param>
internal sealed record Course(IReadOnlyList<DateOnly> Months, CourseLine Total, IReadOnlyList<CourseLine> Types, IReadOnlyList<CourseLine> Regions);

/// <param name="Key">A type or the code of a region.</param>
/// <param name="Standing">At the end of each month.</param>
/// <param name="Began">Within each month, like <paramref name="Ended"/>.</param>
internal sealed record CourseLine(string? Key, IReadOnlyList<int> Standing, IReadOnlyList<int> Began, IReadOnlyList<int> Ended)
{
    public bool IsEmpty => Standing.Concat(Began).Concat(Ended).All(n => n == 0);

    /// <param name="turns">How many began and ended; the first of each before the first month.</param>
    /// <param name="skipped">Months at the beginning that are left out.</param>
    public static CourseLine Of(string? key, (int[] Began, int[] Ended) turns, int skipped)
    {
        var standing = new int[turns.Began.Length];
        for (var i = 0; i < standing.Length; i++) standing[i] = (i == 0 ? 0 : standing[i - 1]) + turns.Began[i] - turns.Ended[i];
        return new CourseLine(key, standing[(skipped + 1)..], turns.Began[(skipped + 1)..], turns.Ended[(skipped + 1)..]);
    }
}
