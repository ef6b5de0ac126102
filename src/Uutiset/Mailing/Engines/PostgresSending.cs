using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>A session advisory lock per node: PostgreSQL lets go of it when the node's connection ends, however that happens.</summary>
internal sealed class PostgresSending : ISendingEngine
{
    public string SkipLocked => "for update skip locked";

    public string ForUpdate => "for update";

    public RowStatement Rows(NewsDb db, string sql, params string[] columns)
    {
        var named = columns.Select(c => c.Split(' ')).ToList();
        var unnested = $"unnest({string.Join(", ", named.Select(c => $"@{c[0]}"))}) as given({string.Join(", ", named.Select(c => c[0]))})";
        return new AtOnce(db, sql.Replace("{rows}", unnested, StringComparison.Ordinal), named.ConvertAll(c => (c[0], c[1])));
    }

    public Task<IAsyncDisposable> RoomAsync(NewsDb db, CancellationToken ct) => Task.FromResult<IAsyncDisposable>(new Nothing());

    // A dump that is restored makes both of them anew
    public async Task<string?> HomeAsync(NewsDb db, CancellationToken ct) =>
        await db.Database.SqlQuery<string>($"""select (select oid from pg_database where datname = current_database()) || ':' || 'delivery'::regclass::oid as "Value" """).SingleAsync(ct);

    // One node at a time: two would wait for each other's rows
    public Task AddUpAsync(NewsDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        with added as (
            delete from dispatch_tally where (select pg_try_advisory_xact_lock(hashtextextended('dispatch_tally', 0)))
                and dispatch_id in (select dispatch_id from dispatch_tally group by dispatch_id having count(*) > 100)
            returning dispatch_id, state, count)
        insert into dispatch_tally select dispatch_id, state, sum(count) from added group by dispatch_id, state
        """, ct);

    public Task HoldAsync(NewsDb db, string node, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_lock(hashtextextended({node}, 0))", ct);

    public Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock(hashtextextended({node}, 0)) as "Value" """).SingleAsync(ct);

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>One round trip, an array for each column.</summary>
    private sealed class AtOnce(NewsDb db, string sql, IReadOnlyList<(string Name, string Type)> columns) : RowStatement(db, sql)
    {
        protected override Task PrepareAsync(DbCommand command, IReadOnlyList<object?[]> rows, CancellationToken ct)
        {
            foreach (var (name, type) in columns) command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | DbTypeOf(type)));
            Fill(command, rows);
            return command.PrepareAsync(ct);
        }

        protected override async Task RunAsync(DbCommand command, IReadOnlyList<object?[]> rows, List<long> returned, CancellationToken ct)
        {
            Fill(command, rows);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) returned.Add(reader.GetInt64(0));
        }

        private void Fill(DbCommand command, IReadOnlyList<object?[]> rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var column = Array.CreateInstance(TypeOf(columns[i].Type), rows.Count);
                for (var n = 0; n < rows.Count; n++) column.SetValue(rows[n][i], n);
                command.Parameters[i].Value = column;
            }
        }

        private static NpgsqlDbType DbTypeOf(string type) =>
            type switch { "integer" => NpgsqlDbType.Bigint, "instant" => NpgsqlDbType.TimestampTz, "boolean" => NpgsqlDbType.Boolean, _ => NpgsqlDbType.Text };

        private static Type TypeOf(string type) =>
            type switch { "integer" => typeof(long), "instant" => typeof(DateTime), "boolean" => typeof(bool), _ => typeof(string) };
    }
}
