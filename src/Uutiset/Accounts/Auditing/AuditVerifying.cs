using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>Follows the chain from its beginning and makes every hash again.</summary>
internal sealed class AuditVerifying(NewsDb db, AuditChain chain)
{
    /// <param name="known">A head that was printed before; null for none.</param>
    public async Task<ChainVerdict> VerifyAsync(string? known, CancellationToken ct)
    {
        var forgotten = await ForgottenAsync(ct);
        return await db.AuditLinks.FollowAsync(db.AuditEvents.Select(e => e.Id), known, ReadAsync, ct);

        async Task<List<ChainStep>> ReadAsync(IQueryable<AuditLink> batch, CancellationToken ct)
        {
            var links = await batch.AsNoTracking().ToListAsync(ct);
            var ids = links.ConvertAll(l => l.EventId);
            var rows = await db.AuditEvents.AsNoTracking().Include(e => e.Content).Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
            // A job may be forgetting old rows while this reads: what it forgot meanwhile, it has told in the same commit
            if (rows.Values.Any(r => r.Content is null && !forgotten.Contains(r.Id))) forgotten = await ForgottenAsync(ct);
            return links.ConvertAll(link => rows.GetValueOrDefault(link.EventId) is { } row
                ? new ChainStep(link, ChainStep.Named(row.Id, row.AtUtc, row.What), before => Fault(link, row, before, forgotten)) : new ChainStep(link, null, _ => null));
        }
    }

    private string? Fault(AuditLink link, AuditEvent row, string before, HashSet<long> forgotten) =>
        row.Content is null && !forgotten.Contains(row.Id) ? "its content is gone, and nothing says why"
        : row.Content is not null && AuditChain.HashOf(row.Content) != link.ContentHash ? "its content was changed"
        : chain.Link(before, link.Seq, row, link.ContentHash) != link.Hash ? "it was changed, or its link" : null;

    /// <summary>Events whose content was forgotten by one that names exactly these: it is in the chain itself, so its word can be taken.</summary>
    private async Task<HashSet<long>> ForgottenAsync(CancellationToken ct)
    {
        var erasures = await (from erasure in db.AuditErasures.AsNoTracking()
                              join told in db.AuditEvents.AsNoTracking() on erasure.ByEventId equals told.Id
                              where told.What == AuditForgetting.What
                              select new { erasure.EventId, told.Id, told.Object }).ToListAsync(ct);
        return [.. erasures.GroupBy(e => (e.Id, e.Object)).Where(g => g.Key.Object == AuditForgetting.Target([.. g.Select(e => e.EventId).Order()])).SelectMany(g => g.Select(e => e.EventId))];
    }
}
