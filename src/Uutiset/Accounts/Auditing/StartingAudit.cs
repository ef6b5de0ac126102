using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>Rows from before there was a chain become its first links, in the order in which they were written.</summary>
internal sealed class StartingAudit(AuditChain chain) : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        // Once it is made, a row without a link was put there behind the program's back, or its link was taken away: audit verify tells of it, nobody makes it good
        if (await db.UnlinkedChains.Where(c => c.Name == "audit").ExecuteDeleteAsync(ct) == 0) return;
        var rows = await db.AuditEvents.AsNoTracking().Include(e => e.Content).OrderBy(e => e.Id).ToListAsync(ct);
        if (rows.Count > 0) await chain.AppendAsync(db, db.Database.CurrentTransaction!.GetDbTransaction(), rows, ct);
    }
}
