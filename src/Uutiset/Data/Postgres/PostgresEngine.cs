using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Uutiset.Data.Postgres;

internal sealed class PostgresEngine(IOptions<DataOptions> options) : IDatabaseEngine
{
    // Any constants will do, as long as every node uses the same
    private const long SchemaLock = 0x5575746973657400;
    private const long ChainsLock = 0x5575746973657401;
    private const long FirstHeld = 0x5575746973657410;

    public string Steps => "Postgres";

    public string Setting => "Data__Connection";

    // Compiling a query costs PostgreSQL more (600 ms) than it ever saves on queries of this size. What the owner sets comes after it and wins.
    private readonly Lazy<string> connection = new(() =>
    {
        var given = new NpgsqlConnectionStringBuilder(options.Value.Connection);
        given.Options = $"-c jit=off {given.Options}".TrimEnd();
        return given.ConnectionString;
    });

    public void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(connection.Value);

    public Task PrepareAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(options.Value.FullFolder);
        return Task.CompletedTask;
    }

    public Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct) => LockAsync(SchemaLock, connection, transaction, ct);

    public Task LockChainsAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct) => LockAsync(ChainsLock, connection, transaction, ct);

    private static async Task LockAsync(long number, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // one of our own constants
        command.CommandText = FormattableString.Invariant($"select pg_advisory_xact_lock({number})");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    public Task HoldContactsAsync(NewsDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"lock table contact in share mode", ct);

    public bool IsFull(Exception exception) => exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    // NUL, as in ?tag=%00
    public bool IsUnstorable(Exception exception) => exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire };

    // Unlike share mode this one excludes itself: two of them would let both read, and then wait for each other to write
    public Task HoldAccountsAsync(NewsDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"lock table account in share row exclusive mode", ct);

    // Not the tables: whoever writes a row that refers to a term would wait, too, and each for the other in the end
    public Task HoldAsync(NewsDb db, Held what, CancellationToken ct) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({FirstHeld + (long)what})", ct);

    public Task ShareAsync(NewsDb db, Held what, CancellationToken ct) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({FirstHeld + (long)what})", ct);

    public async Task<IReadOnlyList<long>> NumbersAsync(NewsDb db, string table, int count, CancellationToken ct) =>
        await db.Database.SqlQuery<long>($"""select nextval(pg_get_serial_sequence({table}, 'id')) as "Value" from generate_series(1, {count})""").ToListAsync(ct);

    public async Task InsertAsync(NewsDb db, NewRows rows, CancellationToken ct)
    {
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync($"copy {rows.Named} from stdin (format binary)", ct);
        foreach (var row in rows.Rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value) await copy.WriteAsync(value, rows.Columns[i].StoreType, ct);
                else await copy.WriteNullAsync(ct);
            }
        }
        await copy.CompleteAsync(ct);
    }
}
