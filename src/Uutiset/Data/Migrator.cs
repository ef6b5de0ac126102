using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Uutiset.Data;

/// <summary>Applies the numbered schema steps that a database does not have yet, each in a transaction of its own.</summary>
internal sealed class Migrator(IDbContextFactory<NewsDb> databases, IDatabaseEngine engine, IEnumerable<IStartingRows> startingRows, TimeProvider clock)
{
    /// <returns>The steps that were applied now, oldest first.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await OpenAsync(db, ct);
        var connection = db.Database.GetDbConnection();
        var applied = new List<string>();
        await InTransactionAsync(connection, tx => RunAsync(connection, tx,
            "create table if not exists schema_step (number integer primary key, name text not null, applied_utc text not null)", ct), ct);
        foreach (var step in Steps())
        {
            await InTransactionAsync(connection, async tx =>
            {
                if (await CountAsync(connection, tx, $"select count(*) from schema_step where number = {step.Number}", ct) > 0) return;
                await RunAsync(connection, tx, step.Sql, ct);
                var now = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                await RunAsync(connection, tx, $"insert into schema_step values ({step.Number}, '{step.Name}', '{now}')", ct);
                applied.Add(step.Name);
            }, ct);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await engine.LockSchemaAsync(connection, Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction), ct);
        foreach (var rows in startingRows) await rows.AddMissingAsync(db, ct);
        await transaction.CommitAsync(ct);
        return applied;
    }

    private async Task OpenAsync(NewsDb db, CancellationToken ct)
    {
        try
        {
            await engine.PrepareAsync(ct);
            await db.Database.OpenConnectionAsync(ct);
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException || e.InnerException is DbException)
        {
            throw new OptionsValidationException("Data", typeof(DataOptions), [$"{engine.Setting}: the database cannot be opened: {e.GetBaseException().Message}"]);
        }
    }

    internal sealed record Step(int Number, string Name, string Sql);

    internal IEnumerable<Step> Steps()
    {
        var assembly = typeof(Migrator).Assembly;
        var prefix = $"Uutiset.Data.{engine.Steps}.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[prefix.Length..^4];
            yield return new Step(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }

    private async Task InTransactionAsync(DbConnection connection, Func<DbTransaction, Task> work, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await engine.LockSchemaAsync(connection, transaction, ct);
        await work(transaction);
        await transaction.CommitAsync(ct);
    }

    private static async Task RunAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // our own schema steps
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> CountAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
