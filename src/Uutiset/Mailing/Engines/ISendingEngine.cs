using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>How sender nodes share one queue on each engine.</summary>
internal interface ISendingEngine
{
    /// <summary>Ends the query that picks rows to lease.</summary>
    string SkipLocked { get; }

    /// <summary>Ends a query whose rows nobody else may change until the end of the transaction.</summary>
    string ForUpdate { get; }

    /// <summary>A statement for many rows.</summary>
    /// <param name="sql">Reads from <c>{rows}</c>.</param>
    /// <param name="columns">Name and type of each: integer, text, boolean or instant.</param>
    RowStatement Rows(NewsDb db, string sql, params string[] columns);

    /// <summary>Memory for writing very many rows, until it is disposed of.</summary>
    Task<IAsyncDisposable> RoomAsync(NewsDb db, CancellationToken ct);

    /// <summary>Which database this is, as no copy of it would say; null when that cannot be told.</summary>
    Task<string?> HomeAsync(NewsDb db, CancellationToken ct);

    /// <summary>Adds up what the database counted since, so that reading a dispatch's counts stays cheap.</summary>
    Task AddUpAsync(NewsDb db, CancellationToken ct);

    /// <summary>Marks a node as alive for as long as this connection lives: nothing ends by time, so a slow node is never robbed.</summary>
    Task HoldAsync(NewsDb db, string node, CancellationToken ct);

    /// <summary>Inside a transaction: true when that node is dead, and until the end of the transaction nobody else may think so.</summary>
    Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct);
}
