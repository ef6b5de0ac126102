using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>Rows from before there was a chain become its first links, in the order in which they were written.</summary>
internal sealed class StartingAudit(AuditChain chain) : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        // Once there are links, a row without one was put there behind the program's back: audit verify tells of it, nobody makes it good
        if (await db.AuditLinks.AnyAsync(ct)) return;
        var rows = await db.AuditEvents.AsNoTracking().Include(e => e.Content).OrderBy(e => e.Id).ToListAsync(ct);
        if (rows.Count > 0) await chain.AppendAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), rows, ct);
    }
}
