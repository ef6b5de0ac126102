using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Data;

namespace Uutiset.Subscribers.Ledger;

/// <summary>Lines from before there was a chain become its first links, in the order in which they were written.</summary>
internal sealed class StartingConsentChain(ConsentChain chain) : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        // Once it is made, a line without a link was put there behind the program's back, or its link was taken away: consent verify tells of it, nobody makes it good
        if (await db.UnlinkedChains.Where(c => c.Name == "consent").ExecuteDeleteAsync(ct) == 0) return;
        var ids = await db.ConsentEvents.OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(ct);
        if (ids.Count > 0) await chain.AppendAsync(db, db.Database.CurrentTransaction!.GetDbTransaction(), ids, ct);
    }
}
