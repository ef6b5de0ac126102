using Microsoft.EntityFrameworkCore;

namespace Uutiset.Accounts.Auditing;

/// <summary>A link with what it stands for.</summary>
/// <param name="Row">"row 12 of 2026-01-02 03:04:05 UTC (article.published)"; null when the row is gone.</param>
/// <param name="Fault">Why the row does not fit, given the hash before it; null when it does.</param>
internal sealed record ChainStep(ChainLink Link, string? Row, Func<string, string?> Fault)
{
    public static string Named(long id, DateTime atUtc, object what) => FormattableString.Invariant($"row {id} of {atUtc:yyyy-MM-dd HH:mm:ss} UTC ({what})");

    public static string Stray(long id) => FormattableString.Invariant($"row {id} stands outside the chain: it was not written by the program, or its link was taken away");

    /// <summary>Null when it fits after that link.</summary>
    public string? Broken(long seq, string hash) =>
        Link.Seq != seq + 1 ? FormattableString.Invariant($"link {seq + 1} is missing")
        : Row is null ? FormattableString.Invariant($"row {Link.EventId} is missing (link {Link.Seq})")
        : Fault(hash) is { } why ? FormattableString.Invariant($"{Row}: {why} (link {Link.Seq})") : null;
}

internal static class ChainFollowing
{
    private const int AtOnce = 2000;

    /// <summary>From the beginning to the end: every hash is made again, and every row has its link. Memory does not grow with the chain.</summary>
    /// <param name="rows">Numbers of the rows that are linked.</param>
    /// <param name="known">A head that was printed before; null for none.</param>
    /// <param name="read">A few links in their order, with what they stand for.</param>
    public static async Task<ChainVerdict> FollowAsync<TLink>(
        this IQueryable<TLink> links, IQueryable<long> rows, string? known, Func<IQueryable<TLink>, CancellationToken, Task<List<ChainStep>>> read, CancellationToken ct) where TLink : ChainLink
    {
        var (seq, hash, found) = (0L, ChainVerdict.Beginning, known is null);
        while (true)
        {
            var last = seq;
            var steps = await read(links.Where(l => l.Seq > last).OrderBy(l => l.Seq).Take(AtOnce), ct);
            if (steps.Count == 0) break;
            foreach (var step in steps)
            {
                if (step.Broken(seq, hash) is { } broken) return Verdict(broken);
                (seq, hash) = (step.Link.Seq, step.Link.Hash);
                found |= ChainVerdict.HeadOf(seq, hash) == known;
            }
        }
        var strays = rows.Where(id => !links.Any(l => l.EventId == id)).OrderBy(id => id).Take(1);
        return await strays.ToListAsync(ct) is [var stray] ? Verdict(ChainStep.Stray(stray)) : Verdict(found ? null : ChainVerdict.Lost(known));

        ChainVerdict Verdict(string? broken) => new(seq, ChainVerdict.HeadOf(seq, hash), broken);
    }
}
