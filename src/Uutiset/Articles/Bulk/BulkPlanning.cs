using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Finding;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Bulk;

/// <summary>Writes down what a bulk change would do to which articles, before it does anything.</summary>
internal sealed class BulkPlanning(NewsDb db, Terms terms, ArticleRights rights, TimeProvider clock)
{
    /// <summary>More are some minutes of work and a plan that nobody can look through.</summary>
    public const int Most = 5000;

    private sealed record Chosen(long Id, Guid PublicId, string Title, int Version, long? PublisherId, long? OwnerId, ArticleStatus Status, bool IsDue, bool IsWhole, List<Filing> Filings, List<string> Shown);

    /// <param name="versions">What the list showed of each; null: whatever stands there.</param>
    public async Task<BulkChange> PlanAsync(
        IQueryable<Article> articles, IReadOnlyDictionary<Guid, int>? versions, BulkKind kind, string value, ClaimsPrincipal user, CancellationToken ct)
    {
        var actor = Actor.Of(user);
        var change = new BulkChange { Kind = kind, Value = value, ById = actor.UserId, By = actor.Name, PlannedUtc = clock.GetUtcNow().UtcDateTime };
        var (reach, refiling) = (await rights.ReachOfAsync(user, ct), new Refiling(change, await terms.IndexAsync(ct)));
        var heirs = await Heirs.AmongAsync(db, kind == BulkKind.HandOver ? [Refiling.OwnerOf(change)] : [], ct);
        var chosen = await reach.Told(articles.AsNoTracking().AsSplitQuery().OrderBy(a => a.Id).Take(Most))
            .Select(t => new Chosen(t.Article.Id, t.Line.Id, t.Line.Title, t.Article.Version, t.Article.WorkingPublisherId, t.Article.OwnerId, t.Article.Status, t.Article.PublishAtUtc != null,
                t.Article.PublicRevision == t.Article.WorkingRevision && t.Article.PublishAtUtc == null, t.Article.Filings.ToList(), t.Article.Regions.Select(r => r.RegionCode).ToList()))
            .ToListAsync(ct);
        change.Rows = chosen.ConvertAll(c => Row(c, versions is null || versions.GetValueOrDefault(c.PublicId) == c.Version, change, reach, refiling, heirs));
        db.BulkChanges.Add(change);
        await db.SaveChangesAsync(ct);
        return change;
    }

    private static BulkChangeRow Row(Chosen c, bool isAsShown, BulkChange change, ArticleReach reach, Refiling refiling, Heirs heirs)
    {
        var row = new BulkChangeRow { ItemId = c.Id, Title = c.Title, Version = c.Version };
        var regions = c.Filings.Where(f => f.Kind == FilingKind.Region).Select(f => f.Key).ToList();
        var after = refiling.Of(new ArticleDraft { Regions = regions }).Regions;
        if (!MayChange(change.Kind, reach, c.PublisherId, c.OwnerId, c.Filings)) (row.State, row.Reason) = (ChangeRowState.Refused, BulkReason.NotYours);
        else if (!isAsShown) (row.State, row.Reason) = (ChangeRowState.Refused, BulkReason.Changed);
        else if (!refiling.Changes(c.OwnerId, c.Filings)) row.State = ChangeRowState.Unchanged;
        else if (change.Kind == BulkKind.HandOver && heirs.Refusal(Refiling.OwnerOf(change), c.PublisherId) is { } unfit) (row.State, row.Reason) = (ChangeRowState.Refused, unfit);
        // What comes out at the hour stays what was approved, as in Drafting
        else if (c.IsDue && change.Kind != BulkKind.HandOver && !reach.MayPublish(after, c.Status == ArticleStatus.Published ? c.Shown : null)) (row.State, row.Reason) = (ChangeRowState.Refused, BulkReason.Approved);
        if (c.Status != ArticleStatus.Published || change.Kind == BulkKind.HandOver) return row;
        row.Public = c.IsWhole && reach.MayPublish(after, c.Shown);
        row.Waits = !row.Public;
        return row;
    }

    /// <summary>An agent files what they may edit, and hands over only what is their own: a shared region gives nobody the right to give away.</summary>
    internal static bool MayChange(BulkKind kind, ArticleReach reach, long? publisherId, long? ownerId, IEnumerable<Filing> filings) =>
        kind == BulkKind.HandOver && reach.AgentId is { } agent ? reach.SpeaksFor(publisherId) && ownerId == agent : reach.MayEdit(publisherId, ownerId, filings);
}
