using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Segmenting;

internal enum SegmentOutcome { Done, Gone, Outdated, NameMissing, NameTaken }

/// <summary>The one way to make, change and remove a segment.</summary>
internal sealed class Segments(NewsDb db, Audit audit, TimeProvider clock)
{
    public async Task<IReadOnlyList<Segment>> OfAsync(long publisher, CancellationToken ct) =>
        await db.Segments.AsNoTracking().Where(s => s.PublisherId == publisher).OrderBy(s => EF.Functions.Collate(s.Name, NewsDb.FinnishOrder)).ThenBy(s => s.Id).ToListAsync(ct);

    /// <param name="publisher">Whose it must be: a field of a form may name any.</param>
    public Task<Segment?> FindAsync(Guid id, long publisher, CancellationToken ct) => db.Segments.AsNoTracking().FirstOrDefaultAsync(s => s.PublicId == id && s.PublisherId == publisher, ct);

    /// <param name="id">Null: a new one.</param>
    /// <param name="publisher">Whose a new one becomes.</param>
    /// <param name="version">What its maker had before their eyes.</param>
    public async Task<(SegmentOutcome Outcome, Segment? Segment)> SaveAsync(Guid? id, long publisher, int version, string? name, Audience audience, Actor actor, CancellationToken ct)
    {
        var segment = id is { } known ? await db.Segments.SingleOrDefaultAsync(s => s.PublicId == known, ct) : new Segment { PublisherId = publisher, Version = 0 };
        if (segment is null) return (SegmentOutcome.Gone, null);
        if (id is not null && segment.Version != version) return (SegmentOutcome.Outdated, segment);
        var tidy = string.Join(' ', (name ?? "").Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (tidy.Length is 0 or > Segment.LongestName || tidy.Any(char.IsControl)) return (SegmentOutcome.NameMissing, segment);
        if (await db.Segments.AnyAsync(s => s.PublisherId == segment.PublisherId && s.Name == tidy && s.Id != segment.Id, ct)) return (SegmentOutcome.NameTaken, segment);
        var before = new { segment.Name, segment.Audience };
        (segment.Name, segment.Audience, segment.SavedUtc) = (tidy, (await KnownAsync(audience, ct)).ToJson(), clock.GetUtcNow().UtcDateTime);
        segment.Version++;
        if (id is null) db.Segments.Add(segment);
        audit.Write(db, actor, "segment.saved", $"segment:{segment.PublicId}", segment.Name, AuditChanges.Between(before, new { segment.Name, segment.Audience }));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (SegmentOutcome.Outdated, segment);
        }
        // Somebody took the name in this moment
        catch (DbUpdateException)
        {
            return (SegmentOutcome.NameTaken, segment);
        }
        return (SegmentOutcome.Done, segment);
    }

    public async Task RemoveAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (await db.Segments.SingleOrDefaultAsync(s => s.PublicId == id, ct) is not { } segment) return;
        db.Segments.Remove(segment);
        audit.Write(db, actor, "segment.removed", $"segment:{segment.PublicId}", segment.Name);
        await db.SaveChangesAsync(ct);
    }

    // A form may post anything: what means nothing would narrow an audience to nobody
    private async Task<Audience> KnownAsync(Audience audience, CancellationToken ct)
    {
        var slugs = await db.Terms.Where(t => audience.Tags.Contains(t.Slug)).Select(t => t.Slug).ToListAsync(ct);
        return audience with
        {
            Regions = [.. audience.Regions.Where(r => Regions.Find(r) is not null).Distinct()], Tags = [.. audience.Tags.Where(slugs.Contains).Distinct()],
            OrganisationTypes = [.. audience.OrganisationTypes.Where(People.OrganisationTypes.All.ContainsKey).Distinct()], Langs = [.. audience.Langs.Where(Languages.IsKnown).Distinct()],
        };
    }
}
