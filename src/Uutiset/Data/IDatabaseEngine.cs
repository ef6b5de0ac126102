using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Uutiset.Data;

/// <summary>What differs between SQLite and PostgreSQL, apart from their schema steps.</summary>
internal interface IDatabaseEngine
{
    /// <summary>Folder of the numbered schema steps among the embedded resources.</summary>
    string Steps { get; }

    /// <summary>The setting to look at when the database cannot be opened.</summary>
    string Setting { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>Creates what must exist before the first connection.</summary>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>Taken inside each schema step's transaction: of two nodes that start at once, one waits.</summary>
    Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct);

    /// <summary>Taken as the last thing before a commit: of several nodes that link rows of a chain, one does at a time.</summary>
    Task LockChainsAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct);

    /// <summary>
    /// Until the caller's transaction ends, nobody else changes a contact: who leaves while a bulletin is being frozen waits,
    /// and then finds the deliveries that must be taken back.
    /// </summary>
    Task HoldContactsAsync(NewsDb db, CancellationToken ct);

    /// <summary>Nothing was saved, since the disk that holds the data is full.</summary>
    bool IsFull(Exception exception);

    /// <summary>The request has text that no column can hold or be compared with: not our fault.</summary>
    bool IsUnstorable(Exception exception);

    /// <summary>
    /// Until the caller's transaction ends, nobody else changes an account or holds them: of two administrators who close each
    /// other's account at once, the second one is told that theirs is the last.
    /// </summary>
    Task HoldAccountsAsync(NewsDb db, CancellationToken ct);

    /// <summary>Until the caller's transaction ends, nobody else holds or shares it.</summary>
    Task HoldAsync(NewsDb db, Held what, CancellationToken ct);

    /// <summary>Until the caller's transaction ends, nobody holds it; others may share it.</summary>
    Task ShareAsync(NewsDb db, Held what, CancellationToken ct);

    /// <summary>Numbers for that many new rows of a table, whose key is called id. In the caller's transaction.</summary>
    Task<IReadOnlyList<long>> NumbersAsync(NewsDb db, string table, int count, CancellationToken ct);

    /// <summary>Writes new rows of one table. In the caller's transaction.</summary>
    Task InsertAsync(NewsDb db, NewRows rows, CancellationToken ct);
}
