using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>
/// A statement that changes many rows by values of ours, prepared once for a connection. Every message passes through some of these; as EF's
/// they took longer than all the rest of it.
/// </summary>
/// <param name="sql">Reads the values from <c>{rows}</c>, whose columns bear the given names.</param>
internal abstract class RowStatement(NewsDb db, string sql) : IAsyncDisposable
{
    private readonly DbCommand command = db.Database.GetDbConnection().CreateCommand();
    private bool isPrepared;

    /// <summary>In the transaction that stands.</summary>
    /// <param name="rows">A value for each column.</param>
    /// <returns>The first column of each row that the statement itself returns.</returns>
    public async Task<List<long>> RunAsync(IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        var returned = new List<long>();
        if (rows.Count == 0) return returned;
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        if (!isPrepared)
        {
#pragma warning disable CA2100 // a text of ours
            command.CommandText = sql;
#pragma warning restore CA2100
            await PrepareAsync(command, rows, ct);
            isPrepared = true;
        }
        await RunAsync(command, rows, returned, ct);
        return returned;
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();

    /// <param name="rows">Those of the first run.</param>
    protected abstract Task PrepareAsync(DbCommand command, IReadOnlyList<object?[]> rows, CancellationToken ct);

    protected abstract Task RunAsync(DbCommand command, IReadOnlyList<object?[]> rows, List<long> returned, CancellationToken ct);
}
