using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <param name="Rows">How many links were followed.</param>
/// <param name="Head">"12:5f3a…": the last link. Kept elsewhere, it shows later that no row was cut off the end.</param>
/// <param name="Broken">What is wrong with the first row that does not fit; null when all do.</param>
internal sealed record AuditVerdict(long Rows, string? Head, string? Broken);

/// <summary>Follows the chain from its beginning and makes every hash again.</summary>
internal sealed class AuditVerifying(NewsDb db, AuditChain chain)
{
    private const int AtOnce = 2000;

    private sealed record Step(AuditLink Link, AuditEvent? Row);

    /// <param name="known">A head that was printed before; null for none.</param>
    public async Task<AuditVerdict> VerifyAsync(string? known, CancellationToken ct)
    {
        var forgotten = await ForgottenAsync(ct);
        var (seq, hash, found) = (0L, AuditChain.Beginning, known is null);
        while (true)
        {
            var links = await db.AuditLinks.AsNoTracking().Where(l => l.Seq > seq).OrderBy(l => l.Seq).Take(AtOnce).ToListAsync(ct);
            if (links.Count == 0) break;
            var ids = links.ConvertAll(l => l.EventId);
            var rows = await db.AuditEvents.AsNoTracking().Include(e => e.Content).Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
            foreach (var step in links.Select(l => new Step(l, rows.GetValueOrDefault(l.EventId))))
            {
                // A job may be forgetting old rows while this reads: what it forgot meanwhile, it has told in the same commit
                if (step.Row is { Content: null } bare && !forgotten.Contains(bare.Id)) forgotten = await ForgottenAsync(ct);
                if (Fault(step, seq, hash, forgotten) is { } fault) return new AuditVerdict(seq, HeadOf(seq, hash), fault);
                (seq, hash) = (step.Link.Seq, step.Link.Hash);
                found |= HeadOf(seq, hash) == known;
            }
        }
        if (await db.AuditEvents.Where(e => !db.AuditLinks.Any(l => l.EventId == e.Id)).OrderBy(e => e.Id).Select(e => (long?)e.Id).FirstOrDefaultAsync(ct) is { } stray)
            return new AuditVerdict(seq, HeadOf(seq, hash), FormattableString.Invariant($"row {stray} stands outside the chain: it was not written by the program"));
        return new AuditVerdict(seq, HeadOf(seq, hash), found ? null : $"the head {known} is not in the chain: rows were cut off its end, or it is another site's");
    }

    private static string? HeadOf(long seq, string hash) => seq == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{seq}:{hash}");

    private string? Fault(Step step, long seq, string hash, HashSet<long> forgotten)
    {
        var (link, row) = (step.Link, step.Row);
        if (link.Seq != seq + 1) return FormattableString.Invariant($"link {seq + 1} is missing");
        if (row is null) return FormattableString.Invariant($"row {link.EventId} is missing (link {link.Seq})");
        if (row.Content is null ? !forgotten.Contains(row.Id) : AuditChain.HashOf(row.Content) != link.ContentHash)
            return FormattableString.Invariant($"row {row.Id} of {row.AtUtc:yyyy-MM-dd HH:mm:ss} UTC ({row.What}): {(row.Content is null ? "its content is gone, and nothing says why" : "its content was changed")} (link {link.Seq})");
        return chain.Link(hash, link.Seq, row, link.ContentHash) == link.Hash ? null
            : FormattableString.Invariant($"row {row.Id} of {row.AtUtc:yyyy-MM-dd HH:mm:ss} UTC ({row.What}) was changed, or its link (link {link.Seq})");
    }

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
