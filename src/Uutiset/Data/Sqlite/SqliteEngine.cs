using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
}

/// <summary>Each connection needs the Finnish order again, commits that survive power loss, and zeros written over what is deleted: an erased address must not stay in a page that nobody uses.</summary>
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
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = full; PRAGMA secure_delete = on";
        command.ExecuteNonQuery();
    }
}
