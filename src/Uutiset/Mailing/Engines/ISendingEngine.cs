using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>How sender nodes share one queue on each engine.</summary>
internal interface ISendingEngine
{
    /// <summary>Ends the query that picks rows to lease.</summary>
    string SkipLocked { get; }

    /// <summary>Marks a node as alive for as long as this connection lives: nothing ends by time, so a slow node is never robbed.</summary>
    Task HoldAsync(NewsDb db, string node, CancellationToken ct);

    /// <summary>Inside a transaction: true when that node is dead, and until the end of the transaction nobody else may think so.</summary>
    Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct);
}

/// <summary>One serving process, held by the folder's lock file: whoever else leased something is dead.</summary>
internal sealed class SqliteSending : ISendingEngine
{
    public string SkipLocked => "";

    public Task HoldAsync(NewsDb db, string node, CancellationToken ct) => Task.CompletedTask;

    public Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct) => Task.FromResult(true);
}
