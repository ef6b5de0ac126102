using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Bulk;

/// <summary>
/// Does and undoes bulk changes of articles. Each article gets a revision, as if somebody had opened and saved it. One
/// that is public, with nothing else waiting in its newest text, is published again with that revision: what readers and their feeds file
/// it under changes with the desk, and the text they see is the same. Where other changes wait, nobody publishes those by the way.
/// </summary>
internal sealed class BulkWork(NewsDb db, Terms terms, Drafting drafting, Publishing publishing, PublicationCheck publication, ArticleRights rights, Audit audit, TimeProvider clock)
    : IChangeWork<BulkChange, BulkChangeRow>
{
    // Those of a draft that somebody types
    private const int MostTerms = 30;

    public async Task WorkAsync(BulkChange change, List<BulkChangeRow> rows, bool undoing, CancellationToken ct)
    {
        var actor = change.Doer(undoing);
        // Whose account was closed in the meantime changes nothing any more
        var reach = actor.UserId is { } id ? await rights.ReachOfAsync(id, ct) : null;
        var ids = rows.ConvertAll(r => r.ItemId);
        var articles = await db.Articles.Whole().Include(a => a.Filings).Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var newest = await db.Revisions.Where(r => ids.Contains(r.ArticleId) && db.Articles.Any(a => a.Id == r.ArticleId && a.WorkingRevision == r.Number))
            .ToDictionaryAsync(r => r.ArticleId, r => ArticleDraft.FromJson(r.Draft), ct);
        var index = await terms.IndexAsync(ct);
        var refiling = new Refiling(change, index);
        // Asked once more: between the plan and the work an account may have been closed, or bound to another publisher
        var heirs = await Heirs.AmongAsync(db, change.Kind == BulkKind.HandOver ? [.. rows.Select(r => HeirOf(change, r, undoing)).OfType<long>().Distinct()] : [], ct);
        foreach (var row in rows)
        {
            var left = undoing ? ChangeRowState.Kept : ChangeRowState.Refused;
            var article = articles.GetValueOrDefault(row.ItemId);
            BulkReason? reason = article is null ? BulkReason.Gone
                : article.Version != (undoing ? row.VersionAfter : row.Version) ? BulkReason.Changed
                : reach is null || !reach.SpeaksFor(article.WorkingPublisherId)
                    || !undoing && !BulkPlanning.MayChange(change.Kind, reach, article.WorkingPublisherId, article.OwnerId, article.Filings) ? BulkReason.NotYours
                : change.Kind == BulkKind.HandOver ? heirs.Refusal(HeirOf(change, row, undoing), article.WorkingPublisherId) : null;
            if (reason is not null) (row.State, row.Reason) = (left, reason);
            else if (change.Kind == BulkKind.HandOver) HandOver(change, row, article!, undoing, actor);
            else await RefileAsync(change, row, article!, newest[article!.Id], refiling, undoing, reach!, index, actor, ct);
        }
    }

    /// <summary>Whose the article becomes; null: nobody's, as it was before.</summary>
    private static long? HeirOf(BulkChange change, BulkChangeRow row, bool undoing) =>
        !undoing ? Refiling.OwnerOf(change) : row.Before is { } former ? long.Parse(former, CultureInfo.InvariantCulture) : null;

    private void HandOver(BulkChange change, BulkChangeRow row, Article article, bool undoing, Actor actor)
    {
        var before = article.OwnerId;
        article.OwnerId = HeirOf(change, row, undoing);
        if (!undoing) row.Before = before?.ToString(CultureInfo.InvariantCulture);
        article.Version++;
        row.Settle(undoing, article.Version);
        audit.Write(db, actor, "article.handedOver", Drafting.Target(article), FormattableString.Invariant($"user:{before} -> user:{article.OwnerId}; bulk:{change.PublicId}"));
    }

    private async Task RefileAsync(
        BulkChange change, BulkChangeRow row, Article article, ArticleDraft before, Refiling refiling, bool undoing, ArticleReach reach, TermIndex index, Actor actor, CancellationToken ct)
    {
        var after = undoing ? FormerFiling.FromJson(row.Before!).In(before) : refiling.Of(before);
        if (!undoing && !refiling.Changes(before))
        {
            row.State = ChangeRowState.Unchanged;
            return;
        }
        if (Unfit(article, before, after, undoing, index) is { } unfit)
        {
            (row.State, row.Reason) = (undoing ? ChangeRowState.Kept : ChangeRowState.Refused, unfit);
            return;
        }
        var isPublished = article.Status == ArticleStatus.Published;
        var mayPublish = reach.MayPublish(after.Regions, isPublished ? [.. article.Regions.Select(r => r.RegionCode)] : null);
        if (article.PublishAtUtc is not null && !mayPublish)
        {
            (row.State, row.Reason) = (undoing ? ChangeRowState.Kept : ChangeRowState.Refused, BulkReason.Approved);
            return;
        }
        var comesOut = isPublished && mayPublish && article is { HasUnpublishedChanges: false, PublishAtUtc: null };
        var revision = drafting.AddText(article, after, actor, clock.GetUtcNow().UtcDateTime);
        if (comesOut) await publishing.RefileAsync(article, revision, after, actor, ct);
        (row.Public, row.Waits) = (comesOut, isPublished && !comesOut);
        if (!undoing) row.Before = FormerFiling.Of(before).ToJson();
        row.Settle(undoing, article.Version);
        audit.Write(db, actor, undoing ? "article.refilingUndone" : "article.refiled", Drafting.Target(article), $"{Words(before)} -> {Words(after)}; bulk:{change.PublicId}");
    }

    /// <summary>What publication asks of an article's themes holds here too. An old article that has more of them than that may lose some, or be given back what it had.</summary>
    private BulkReason? Unfit(Article article, ArticleDraft before, ArticleDraft after, bool undoing, TermIndex index)
    {
        if (after.Tags.Count > MostTerms || after.Audiences.Count > MostTerms) return BulkReason.TooMany;
        var (had, has) = (PublicationCheck.ThemesOf(before, index), PublicationCheck.ThemesOf(after, index));
        if (!undoing && has > had && has > PublicationCheck.MostThemes) return BulkReason.TooMany;
        var comesOut = article.Status == ArticleStatus.Published || article.PublishAtUtc is not null;
        return !undoing && comesOut && has < had && !publication.MayStandWith(has, after.Type) ? BulkReason.TooFew : null;
    }

    private static string Words(ArticleDraft draft) => $"[{string.Join(' ', draft.Tags.Concat(draft.Audiences))} | {string.Join(' ', draft.Regions)}]";
}
