using Microsoft.EntityFrameworkCore;

namespace Uutiset.Desk.Changing;

/// <summary>A change on its page: what it would do, how far it has come, what it left alone and why, and undoing it.</summary>
/// <param name="Texts">Begins the keys of the sentences: "lists.plan.one".</param>
/// <param name="Href">Of the page.</param>
/// <param name="Back">Of the list that it was planned in.</param>
internal sealed record ChangeView(ManyChange Change, IReadOnlyDictionary<ChangeRowState, int> Counts, DateTime NowUtc, string Texts, string Href, string Back)
{
    /// <summary>As many of those that were left alone as are named.</summary>
    public const int MostNamed = 100;

    public bool IsUndoing => Change.IsUndoing;

    /// <summary>Its button is a dangerous one.</summary>
    public bool IsGrave { get; init; }

    /// <summary>What else there is to know before it, or after it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<ChangeLeft> LeftAlone { get; init; } = [];

    public int LeftCount => Count(LeftState(Change));

    public int Settled => IsUndoing ? Count(ChangeRowState.Undone) + LeftCount : Count(ChangeRowState.Done) + LeftCount + Count(ChangeRowState.Unchanged);

    public int All => Settled + Count(IsUndoing ? ChangeRowState.Done : ChangeRowState.Planned);

    public bool MayBeUndone => Change.MayBeUndoneAt(NowUtc) && Count(ChangeRowState.Done) > 0;

    public int Count(ChangeRowState state) => Counts.GetValueOrDefault(state);

    // What was never changed needs no putting back
    public static ChangeRowState LeftState(ManyChange change) => change.IsUndoing ? ChangeRowState.Kept : ChangeRowState.Refused;
}

internal sealed record ChangeLeft(string Title, string? Href, string? Lang, string Reason);

/// <summary>The latest changes, from where each can be looked at and undone.</summary>
/// <param name="Items">What the things are called above their number.</param>
internal sealed record ChangeList(IReadOnlyList<ChangeListed> Rows, string Items);

internal sealed record ChangeListed(ManyChange Change, string What, string Href, int Done);

internal static class ChangeReading
{
    private const int Most = 50;

    /// <summary>Those that were carried out, with how many things each of them changed.</summary>
    public static async Task<List<(TChange Change, int Done)>> LatestAsync<TChange, TRow>(this IQueryable<TChange> changes, CancellationToken ct) where TChange : ManyChange<TRow> where TRow : ManyChangeRow =>
        (await changes.AsNoTracking().Where(c => c.State != ChangeState.Planned).OrderByDescending(c => c.Id).Take(Most)
            .Select(c => new { Change = c, Done = c.Rows.Count(r => r.State == ChangeRowState.Done || r.State == ChangeRowState.Undone || r.State == ChangeRowState.Kept) }).ToListAsync(ct)).ConvertAll(c => (c.Change, c.Done));
}
