using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing.Proofs;

/// <summary>Its disk can be full, and it waits for a lock for two seconds instead of as many minutes.</summary>
public sealed class FragileSqlite : SqliteNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new();

    internal FullDisk Disk { get; } = new();

    protected override IEnumerable<IInterceptor> Interceptors => [Disk];

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(SinkSettings.Of(Sink, await base.SettingsAsync()))
    {
        ["Data:Connection"] = $"Data Source={Path.Combine(Folder, "uutiset.db")};Foreign Keys=True;Default Timeout=2",
    };
}

/// <summary>SQLite's own fault 13: while it is full, no database file grows by a page.</summary>
internal sealed class FullDisk : DbTransactionInterceptor
{
    private const int SqlitesOwnLimit = 1_073_741_823;

    public bool IsFull { get; set; }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = result;
#pragma warning disable CA2100 // two constants
        // A limit below what the file has stands for what it has
        command.CommandText = FormattableString.Invariant($"pragma max_page_count = {(IsFull ? 1 : SqlitesOwnLimit)}");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}

/// <summary>On a PostgreSQL of its own, which may be killed.</summary>
public sealed class FragilePostgres : PostgresNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new();

    internal PostgresServer Server { get; private set; } = null!;

    internal string Connection { get; private set; } = "";

    protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync()
    {
        Server = await PostgresServer.StartOwnAsync();
        Connection = await Server.AddDatabaseAsync();
        return [new("Data:Engine", "postgres"), new("Data:Connection", Connection)];
    }

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => SinkSettings.Of(Sink, await base.SettingsAsync());

    /// <summary>Those that the pool still takes for living.</summary>
    internal Task ForgetConnectionsAsync() => InDbAsync(db =>
    {
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        return Task.CompletedTask;
    });
}
