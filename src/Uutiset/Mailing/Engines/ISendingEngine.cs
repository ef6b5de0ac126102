using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>How sender nodes share one queue on each engine.</summary>
internal interface ISendingEngine
{
    /// <summary>Ends the query that picks rows to lease.</summary>
    string SkipLocked { get; }

    /// <summary>Ends a query whose rows nobody else may change until the end of the transaction.</summary>
    string ForUpdate { get; }

    /// <summary>A query that reads rows out of a parameter, a JSON array of arrays.</summary>
    /// <param name="columns">Name and type each: integer, text, boolean or instant.</param>
    string Rows(string parameter, params string[] columns);

    /// <summary>An instant as it stands in such a row.</summary>
    string Written(DateTime utc);

    /// <summary>Adds up what the database counted since, so that reading a dispatch's counts stays cheap.</summary>
    Task AddUpAsync(NewsDb db, CancellationToken ct);

    /// <summary>Marks a node as alive for as long as this connection lives: nothing ends by time, so a slow node is never robbed.</summary>
    Task HoldAsync(NewsDb db, string node, CancellationToken ct);

    /// <summary>Inside a transaction: true when that node is dead, and until the end of the transaction nobody else may think so.</summary>
    Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct);
}

/// <summary>One serving process, held by the folder's lock file: whoever else leased something is dead.</summary>
internal sealed class SqliteSending : ISendingEngine
{
    public string SkipLocked => "";

    public string ForUpdate => "";

    public string Rows(string parameter, params string[] columns) => "select " + string.Join(", ", columns.Select((c, i) => $"value ->> {i} as {c.Split(' ')[0]}")) + $" from json_each({parameter})";

    // As the driver writes it
    public string Written(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.FFF", System.Globalization.CultureInfo.InvariantCulture);

    public Task AddUpAsync(NewsDb db, CancellationToken ct) => Task.CompletedTask;

    public Task HoldAsync(NewsDb db, string node, CancellationToken ct) => Task.CompletedTask;

    public Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct) => Task.FromResult(true);
}
