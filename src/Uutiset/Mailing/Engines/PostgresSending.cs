using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>A session advisory lock per node: PostgreSQL lets go of it when the node's connection ends, however that happens.</summary>
internal sealed class PostgresSending : ISendingEngine
{
    public string SkipLocked => "for update skip locked";

    public string ForUpdate => "for update";

    public string Rows(string parameter, params string[] columns) => "select " + string.Join(", ", columns.Select((c, i) => $"(value ->> {i})::{TypeOf(c.Split(' ')[1])} as {c.Split(' ')[0]}")) + $" from jsonb_array_elements({parameter}::jsonb)";

    public string Written(DateTime utc) => utc.ToString("O");

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

    private static string TypeOf(string column) => column switch { "integer" => "bigint", "instant" => "timestamptz", _ => column };
}
