using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>A session advisory lock per node: PostgreSQL lets go of it when the node's connection ends, however that happens.</summary>
internal sealed class PostgresSending : ISendingEngine
{
    public string SkipLocked => "for update skip locked";

    public Task HoldAsync(NewsDb db, string node, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_lock(hashtextextended({node}, 0))", ct);

    public Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock(hashtextextended({node}, 0)) as "Value" """).SingleAsync(ct);
}
