using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Settings;

internal sealed class KeepingFacts(NewsDb db, FrameWatch frames, Audit audit, TimeProvider clock)
{
    /// <summary>The row; a new one with nothing in it while nobody has saved any.</summary>
    public static async Task<SiteFacts> ReadAsync(NewsDb db, CancellationToken ct) =>
        await db.SiteFacts.AsNoTracking().SingleOrDefaultAsync(f => f.Id == SiteFacts.Only, ct) ?? new SiteFacts();

    /// <param name="expectedVersion">What the writer saw; 0 before anything was saved.</param>
    /// <returns>Null when somebody else has saved since.</returns>
    public async Task<(SiteFacts Facts, IReadOnlyList<FieldError> Errors)?> SaveAsync(FactsDraft draft, int expectedVersion, Actor actor, CancellationToken ct)
    {
        var facts = await db.SiteFacts.SingleOrDefaultAsync(f => f.Id == SiteFacts.Only, ct);
        if ((facts?.Version ?? 0) != expectedVersion) return null;
        if (facts is null) db.Add(facts = new SiteFacts());
        if (draft.Fill(facts, clock.Today()) is { Count: > 0 } errors)
        {
            db.ChangeTracker.Clear();
            return (facts, errors);
        }
        facts.Version++;
        audit.Write(db, actor, "site.changed", "site", changes: AuditChanges.Of(db, facts));
        db.Changed("site", "standing", "front");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Two first saves at once meet at the key, later ones at the version
            db.ChangeTracker.Clear();
            if ((await ReadAsync(db, ct)).Version == expectedVersion) throw;
            return null;
        }
        await frames.LookAsync(ct);
        return (facts, []);
    }
}
