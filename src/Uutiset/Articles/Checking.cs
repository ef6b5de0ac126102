using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>"Looked at, still right": the day of the check and of the next one, without a publication that readers would be told of.</summary>
internal sealed class Checking(NewsDb db, Drafting drafting, Publishing publishing, Audit audit, TimeProvider clock)
{
    private static readonly FieldError NotPublic = new("id", "Tarkistetuksi voi merkitä vain juttua, joka on julkaistuna.", "Bara en publicerad artikel kan märkas som kontrollerad.", "Only a published article can be marked as checked.");
    private static readonly FieldError Past = new("reviewBy", "Seuraavan tarkistuksen päivä on jo mennyt. Valitse tuleva päivä.", "Dagen för nästa kontroll har redan passerat. Välj en kommande dag.", "The day of the next check has passed. Choose a coming one.");

    /// <summary>When nobody says otherwise, half a year: so long most facts of a standing page hold.</summary>
    public static DateOnly NextAfter(DateOnly today) => today.AddMonths(6);

    /// <param name="expectedVersion">What was looked at; null: whatever stands there.</param>
    /// <param name="next">The day by which it is looked at again; null: it need not be.</param>
    public async Task<Outcome> StillRightAsync(Guid id, int? expectedVersion, DateOnly? next, Actor actor, CancellationToken ct)
    {
        await using var transaction = await publishing.OwnTransactionAsync(ct);
        var article = await db.Articles.Whole().Include(a => a.Filings).SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return new Outcome.Missing();
        var newest = await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        if (expectedVersion is { } expected && article.Version != expected) return Drafting.ConflictWith(article, newest);
        if (article.Status != ArticleStatus.Published) return new Outcome.Refused([NotPublic]);
        if (next <= clock.Today()) return new Outcome.Refused([Past]);
        var (now, before) = (clock.GetUtcNow(), ArticleDraft.FromJson(newest.Draft));
        var after = before with { ReviewBy = next, LastCheckedAt = now };
        // A text that is being worked on, or waits for its hour, goes on with the same days and comes out when it was going to
        var waits = article.HasUnpublishedChanges || article.PublishAtUtc is not null;
        var revision = drafting.AddText(article, after, actor, now.UtcDateTime);
        if (waits) (article.ReviewBy, article.LastCheckedUtc) = (next, now.UtcDateTime);
        else await publishing.RefileAsync(article, revision, after, actor, ct);
        audit.Write(db, actor, "article.checked", Drafting.Target(article), article.Title, AuditChanges.Between(before, after));
        if (waits) db.Changed(PublicKeys.Of(article));
        return await publishing.CommitOrConflictAsync(transaction, article, ct);
    }
}
