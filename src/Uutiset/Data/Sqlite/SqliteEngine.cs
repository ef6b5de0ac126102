using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Uutiset.Data.Sqlite;

internal sealed class SqliteEngine(IOptions<DataOptions> options) : IDatabaseEngine
{
    private string File => options.Value.InFolder("uutiset.db");

    // Beyond the driver's 30 s: the longest writer, the sample content, is one transaction, and a busy machine may need longer for it
    private string Address => new SqliteConnectionStringBuilder { DataSource = File, ForeignKeys = true, DefaultTimeout = 120 }.ToString();

    public string Steps => "Sqlite";

    public string Setting => "Data__Folder";

    public void Configure(DbContextOptionsBuilder builder) =>
        builder.UseSqlite(
            options.Value.Connection ?? Address)
            .AddInterceptors(SqliteConnectionSetup.Shared);

    public async Task PrepareAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(options.Value.FullFolder);
        await using var connection = new SqliteConnection(Address);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = wal";
        await command.ExecuteNonQueryAsync(ct);
    }

    // Microsoft.Data.Sqlite begins transactions IMMEDIATE, so the write lock is already ours
    public Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct) => Task.CompletedTask;

    public Task LockChainsAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct) => Task.CompletedTask;

    public Task HoldContactsAsync(NewsDb db, CancellationToken ct) => Task.CompletedTask;

    // SQLITE_FULL
    public bool IsFull(Exception exception) => exception.GetBaseException() is SqliteException { SqliteErrorCode: 13 };

    public bool IsUnstorable(Exception exception) => false;

    public Task HoldAccountsAsync(NewsDb db, CancellationToken ct) => Task.CompletedTask;

    public Task HoldAsync(NewsDb db, Held what, CancellationToken ct) => Task.CompletedTask;

    public Task ShareAsync(NewsDb db, Held what, CancellationToken ct) => Task.CompletedTask;

    // The write lock is ours, and every numbered table is AUTOINCREMENT: no number comes twice, not even that of a row which is gone
    public async Task<IReadOnlyList<long>> NumbersAsync(NewsDb db, string table, int count, CancellationToken ct)
    {
        var last = (await db.Database.SqlQuery<long>($"select seq as Value from sqlite_sequence where name = {table}").ToListAsync(ct)).SingleOrDefault();
        return [.. Enumerable.Range(1, count).Select(n => last + n)];
    }

    // One statement, prepared once and given row after row
    public async Task InsertAsync(NewsDb db, NewRows rows, CancellationToken ct)
    {
        await using var insert = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        insert.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // names of our own tables and columns
        insert.CommandText = $"insert into {rows.Named} values ({string.Join(", ", rows.Columns.Select((_, i) => "$" + i.ToString(CultureInfo.InvariantCulture)))})";
#pragma warning restore CA2100
        var values = rows.Columns.Select((_, i) => insert.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), DBNull.Value)).ToArray();
        await insert.PrepareAsync(ct);
        foreach (var row in rows.Rows)
        {
            for (var i = 0; i < row.Length; i++) values[i].Value = row[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(ct);
        }
    }
}

/// <summary>Each connection needs the Finnish order and the lower case of all letters again, commits that survive power loss, and zeros written over what is deleted: an erased address must not stay in a page that nobody uses.</summary>
internal sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    public static readonly SqliteConnectionSetup Shared = new();
    private static readonly CompareInfo Finnish = CultureInfo.GetCultureInfo("fi-FI").CompareInfo;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetUp((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private static void SetUp(SqliteConnection connection)
    {
        connection.CreateCollation(NewsDb.FinnishOrder, (a, b) => Finnish.Compare(a, b));
        // SQLite's own one folds only ASCII: ETELÄ would not be found as etelä
        connection.CreateFunction<string?, string?>("lower", text => text?.ToLowerInvariant(), isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = full; PRAGMA secure_delete = on";
        command.ExecuteNonQuery();
    }
}
