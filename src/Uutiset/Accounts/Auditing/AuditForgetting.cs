using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

internal sealed class AuditOptions
{
    /// <summary>
    /// Names, networks and values older than this are forgotten; that something was done, when and by which account stays. Three years,
    /// since a claim falls under the general limitation of debts by then (act 728/2003, section 4).
    /// </summary>
    public int KeepMonths { get; set; } = 36;
}

/// <summary>Forgets what the log holds of persons (GDPR 5(1)(e) and 17). The chain stands: it holds salted hashes, and a row that says what was forgotten.</summary>
internal sealed class AuditForgetting(NewsDb db, Audit audit, IOptions<AuditOptions> options, TimeProvider clock)
{
    public const string What = "audit.forgotten";

    // A row in audit_erasure and a delete for each: so much fits a transaction that others wait for
    private const int AtOnce = 1000;

    /// <summary>Bound to the events, so that nobody adds to them afterwards.</summary>
    /// <param name="events">In ascending order.</param>
    public static string Target(IReadOnlyList<long> events) =>
        string.Create(CultureInfo.InvariantCulture, $"audit:{events.Count}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', events))))}");

    public Task<int> ForgetOldAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddMonths(-options.Value.KeepMonths);
        return ForgetAsync(db.AuditEvents.Where(e => e.AtUtc < before), "older than " + before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ct);
    }

    /// <param name="reference">"person:0198…" or "user:3": everything that was done to it, or by it.</param>
    public Task<int> ForgetAsync(string reference, CancellationToken ct) =>
        ForgetAsync(db.AuditEvents.Where(e => (e.Object == reference || e.Actor == reference) && e.What != What), reference, ct);

    private async Task<int> ForgetAsync(IQueryable<AuditEvent> which, string reason, CancellationToken ct)
    {
        var total = 0;
        while (true)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var ids = await which.Where(e => e.Content != null).OrderBy(e => e.Id).Select(e => e.Id).Take(AtOnce).ToListAsync(ct);
            if (ids.Count == 0) return total;
            var said = audit.Write(db, Actor.System, What, Target(ids), reason);
            await db.SaveChangesAsync(ct);
            db.AuditErasures.AddRange(ids.Select(id => new AuditErasure { EventId = id, ByEventId = said.Id }));
            await db.SaveChangesAsync(ct);
            await db.AuditContents.Where(c => ids.Contains(c.EventId)).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
            total += ids.Count;
        }
    }
}
