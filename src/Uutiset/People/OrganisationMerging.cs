using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

internal enum MergeOutcome { Done, Missing, Same, Changed, Publisher }

/// <summary>What a merge will do, before it is done.</summary>
/// <param name="Filled">Names of the fields that the heir lacks and gets.</param>
internal sealed record MergePreview(Organisation From, Organisation Into, IReadOnlyList<Moved> Moves, IReadOnlyList<string> Filled);

/// <summary>
/// Two organisations become one. Whatever hangs on the first moves to the heir, empty fields of the heir are filled, the old address leads
/// on, and the old row is deleted: its foreign keys forbid that as long as anything is left on it.
/// </summary>
internal sealed class OrganisationMerging(NewsDb db, IEnumerable<IOrganisationMove> rooms, Audit audit, TimeProvider clock)
{
    public async Task<MergePreview?> PreviewAsync(Guid from, Guid into, CancellationToken ct)
    {
        var (gone, heir) = await FindAsync(from, into, ct);
        if (gone is null || heir is null || gone.Id == heir.Id) return null;
        var moves = new List<Moved>();
        foreach (var room in rooms) moves.AddRange(await room.PreviewAsync(gone.Id, ct));
        return new MergePreview(gone, heir, moves, OrganisationFields.Missing(gone, heir));
    }

    /// <param name="seen">The versions of both that the editor saw: what somebody changed since is looked at again first.</param>
    public async Task<(MergeOutcome Outcome, Organisation? Heir)> MergeAsync(Guid from, Guid into, (int From, int Into) seen, Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (gone, heir) = await FindAsync(from, into, ct);
        if (gone is null || heir is null) return (MergeOutcome.Missing, null);
        if (gone.Id == heir.Id) return (MergeOutcome.Same, null);
        // Consent and sender's name are the publisher's own: only it can lend them to another
        if (gone.IsPublisher) return (MergeOutcome.Publisher, null);
        // Nor is its record another publisher's to fill
        if (heir.IsPublisher && !actor.SpeaksFor(heir.Id)) return (MergeOutcome.Missing, null);
        if ((gone.Version, heir.Version) != seen) return (MergeOutcome.Changed, null);
        try
        {
            // Written first: of two merges at once the second waits here, and then finds the version changed
            Organisations.Touch(db, heir);
            gone.Version++;
            var fields = OrganisationFields.Json(gone);
            var (businessId, filled) = (gone.BusinessId, OrganisationFields.Missing(gone, heir));
            // No two rows may have one business id, not even for a moment
            gone.BusinessId = null;
            await db.SaveChangesAsync(ct);
            OrganisationFields.Fill(gone, heir, businessId);
            foreach (var room in rooms) await room.MoveAsync(gone.Id, heir.Id, ct);
            foreach (var earlier in await db.FormerOrganisations.Where(f => f.HeirId == gone.Id).ToListAsync(ct)) earlier.HeirId = heir.Id;
            db.FormerOrganisations.Add(new FormerOrganisation
            {
                PublicId = gone.PublicId, Slug = gone.Slug, Name = gone.Name, NameSv = gone.NameSv, Fields = fields, HeirId = heir.Id, MergedUtc = clock.GetUtcNow().UtcDateTime, MergedBy = actor.Name,
            });
            audit.Write(db, actor, "organisation.merged", $"organisation:{heir.PublicId}", $"{gone.Name} ({gone.PublicId}) -> {heir.Name}; {string.Join(", ", filled)}; {fields}");
            db.Changed(FormattableString.Invariant($"organisation:{gone.Id}"));
            await db.SaveChangesAsync(ct);
            db.Organisations.Remove(gone);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (MergeOutcome.Done, heir);
        }
        catch (DbUpdateConcurrencyException)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return (MergeOutcome.Changed, null);
        }
    }

    private async Task<(Organisation? From, Organisation? Into)> FindAsync(Guid from, Guid into, CancellationToken ct)
    {
        var both = await db.Organisations.Include(o => o.Regions).Where(o => o.PublicId == from || o.PublicId == into).ToListAsync(ct);
        return (both.Find(o => o.PublicId == from), both.Find(o => o.PublicId == into));
    }
}

/// <summary>The fields that two rows may both have.</summary>
internal static class OrganisationFields
{
    private sealed record Field(string Name, Func<Organisation, string?> Get, Action<Organisation, string?> Set);

    private static readonly Field[] All =
    [
        new("nameSv", o => o.NameSv, (o, v) => o.NameSv = v), new("nameEn", o => o.NameEn, (o, v) => o.NameEn = v),
        new("businessId", o => o.BusinessId, (o, v) => o.BusinessId = v), new("registryNumber", o => o.RegistryNumber, (o, v) => o.RegistryNumber = v),
        new("website", o => o.Website, (o, v) => o.Website = v), new("address", o => o.Address, (o, v) => o.Address = v),
        new("logoId", o => o.LogoId?.ToString(), (o, v) => o.LogoId = v is null ? null : Guid.Parse(v)),
        new("introductionHtml", o => o.IntroductionHtml, (o, v) => o.IntroductionHtml = v), new("introductionSvHtml", o => o.IntroductionSvHtml, (o, v) => o.IntroductionSvHtml = v),
        new("introductionEnHtml", o => o.IntroductionEnHtml, (o, v) => o.IntroductionEnHtml = v),
        new("email", o => o.Email, (o, v) => o.Email = v), new("phone", o => o.Phone, (o, v) => o.Phone = v),
    ];

    public static IReadOnlyList<string> Missing(Organisation from, Organisation into) =>
        [.. All.Where(f => f.Get(into) is null && f.Get(from) is not null).Select(f => f.Name), .. NewRegions(from, into).Any() ? new[] { "regions" } : []];

    /// <param name="businessId">Of the merged one, which has given it up already.</param>
    public static void Fill(Organisation from, Organisation into, string? businessId)
    {
        foreach (var field in All.Where(f => f.Get(into) is null)) field.Set(into, field.Name == "businessId" ? businessId : field.Get(from));
        into.Regions.AddRange(NewRegions(from, into).Select(code => new OrganisationRegion { RegionCode = code }).ToList());
        into.Listed |= from.Listed;
    }

    public static string Json(Organisation o) => JsonSerializer.Serialize(new
    {
        o.Name, o.NameSv, o.NameEn, o.Type, o.BusinessId, o.RegistryNumber, o.Website, o.Address, o.LogoId, o.Email, o.Phone, o.IntroductionHtml, o.IntroductionSvHtml, o.IntroductionEnHtml, o.Listed, o.IsPublisher, Regions = o.Regions.Select(r => r.RegionCode),
    }, Written);

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    // One that works in the whole country does not become regional by merging a local one into it
    private static IEnumerable<string> NewRegions(Organisation from, Organisation into) =>
        into.Regions.Count == 0 ? [] : from.Regions.Select(r => r.RegionCode).Except(into.Regions.Select(r => r.RegionCode));
}
