using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary>What may be edited of a region: its name and borders are the law's.</summary>
internal sealed record RegionDraft
{
    /// <summary>HTML for the page, before the articles. Null: as before; empty: none.</summary>
    public string? IntroductionHtml { get; init; }
    public string? IntroductionSvHtml { get; init; }
    public string? IntroductionEnHtml { get; init; }
}

/// <summary>Changes what is said of a region. Desk and API come through here.</summary>
internal sealed class RegionEditing(NewsDb db, Audit audit)
{
    /// <param name="row">Tracked, and of the version that the caller saw.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody saved the region meanwhile.</exception>
    public async Task<IReadOnlyList<FieldError>> SaveAsync(RegionRow row, RegionDraft draft, Actor actor, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        var introduction = row.Introduction.With(draft.IntroductionHtml, draft.IntroductionSvHtml, draft.IntroductionEnHtml, errors.Add);
        if (errors.Count > 0) return errors;
        row.Introduction = introduction;
        if (AuditChanges.Of(db, row) is not { Count: > 0 } changes) return [];
        row.Version++;
        audit.Write(db, actor, "region.changed", "region:" + row.Code, Regions.Find(row.Code)?.Name.Fi, changes);
        db.Changed("regions", "region:" + row.Code);
        await db.SaveChangesAsync(ct);
        return [];
    }
}
