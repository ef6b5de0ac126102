using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Accounts.Notices;
using Uutiset.Articles.Finding;
using Uutiset.Articles.Versions;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>The one way to publish, schedule and withdraw. Pages, API, worker and import all come through here.</summary>
internal sealed class Publishing(NewsDb db, Terms terms, PublicationCheck check, PublicCopy copy, ArticleSlugs slugs, Audit audit, TimeProvider clock)
{
    private static readonly FieldError Ended = new("expiresAt", "Juttu olisi vanhentunut jo julkaistaessa. Anna sille myöhempi päättymisaika.",
        "Artikeln skulle ha upphört redan när den publiceras. Ge den en senare sluttid.", "The article would have expired when it is published. Give it a later end.");

    /// <summary>Makes the newest revision public now, or at the hour given.</summary>
    /// <param name="expectedVersion">Null: whatever stands there.</param>
    public Task<Outcome> PublishAsync(Guid id, int? expectedVersion, DateTime? publishAtUtc, Actor actor, CancellationToken ct) =>
        PublishAsync(id, expectedVersion, publishAtUtc, isMinor: null, actor, ct);

    /// <param name="isMinor">Of an article that is public: a small correction, of which readers are told no update. Null: only when they would read the same.</param>
    public Task<Outcome> PublishAsync(Guid id, int? expectedVersion, DateTime? publishAtUtc, bool? isMinor, Actor actor, CancellationToken ct) =>
        TryAgainAsync(id, expectedVersion, new How(publishAtUtc, isMinor, null), actor, ct);

    /// <summary>Makes public what an import has brought once more: less is asked of what was published elsewhere.</summary>
    public Task<Outcome> PublishImportedAsync(Guid id, Actor actor, CancellationToken ct) => TryAgainAsync(id, null, new How(null, null, null, IsImported: true), actor, ct);

    /// <summary>Makes the newest revision public now and says at the article what readers were told wrongly until then.</summary>
    public Task<Outcome> CorrectAsync(Guid id, int? expectedVersion, CorrectionDraft correction, Actor actor, CancellationToken ct) =>
        TryAgainAsync(id, expectedVersion, new How(null, false, correction), actor, ct);

    private sealed record How(DateTime? AtUtc, bool? IsMinor, CorrectionDraft? Correction, bool IsImported = false);

    private async Task<Outcome> TryAgainAsync(Guid id, int? expectedVersion, How how, Actor actor, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryPublishAsync(id, expectedVersion, how, actor, ct);
            }
            // Somebody took the same address in the same moment: the next look finds it taken
            catch (DbUpdateException) when (attempt < 5 && db.Database.CurrentTransaction is null)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Outcome> TryPublishAsync(Guid id, int? expectedVersion, How how, Actor actor, CancellationToken ct)
    {
        var (publishAtUtc, isMinor, correction, isImported) = how;
        await using var transaction = await OwnTransactionAsync(ct);
        var article = await db.Articles.WholeAsync(id, ct);
        if (article is null) return new Outcome.Missing();
        var newest = await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        if (expectedVersion is { } expected && article.Version != expected) return Drafting.ConflictWith(article, newest);
        var draft = ArticleDraft.FromJson(newest.Draft);
        if (await check.ErrorsAsync(draft, isImported, actor, ct) is { Count: > 0 } errors) return new Outcome.Refused(errors);
        var now = clock.GetUtcNow().UtcDateTime;
        if (draft.ExpiresAt is { } ends && ends.UtcDateTime <= (publishAtUtc > now ? publishAtUtc : now)) return new Outcome.Refused([Ended]);
        if (correction is not null && Add(correction.Tidy(draft.Lang), article, now, actor) is { Count: > 0 } wrong) return new Outcome.Refused(wrong);
        if (publishAtUtc is { } hour && hour > now) await ScheduleAsync(article, hour, isMinor, now, actor, ct);
        else if (article is { Status: ArticleStatus.Published, PublishAtUtc: null, HasUnpublishedChanges: false })
        {
            if (correction is null) return new Outcome.Done(article);
            article.UpdatedUtc = now;
            article.Version++;
            db.Changed(PublicKeys.Of(article));
        }
        else await MakePublicAsync(article, newest, draft, now, actor, ct, await AsAsync(article, draft, isMinor, ct));
        return await CommitOrConflictAsync(transaction, article, ct);
    }

    // What is made public and the vocabulary that it is filed with are of one transaction
    internal async Task<IDbContextTransaction?> OwnTransactionAsync(CancellationToken ct) => db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;

    internal async Task<Outcome> CommitOrConflictAsync(IDbContextTransaction? transaction, Article article, CancellationToken ct)
    {
        var outcome = await db.SaveOrConflictAsync(article, ct);
        if (transaction is not null && outcome is Outcome.Done) await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>Takes an article off the site: its address answers 410. A scheduled one becomes a draft again.</summary>
    public async Task<Outcome> WithdrawAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct)
    {
        var article = await db.Articles.WholeAsync(id, ct);
        if (article is null) return new Outcome.Missing();
        if (expectedVersion is { } expected && article.Version != expected)
            return Drafting.ConflictWith(article, await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct));
        if (article is { Status: ArticleStatus.Draft or ArticleStatus.InReview or ArticleStatus.Withdrawn, PublishAtUtc: null }) return new Outcome.Done(article);
        if (article.Status == ArticleStatus.Scheduled)
        {
            Unschedule(article, actor);
        }
        else
        {
            await EndPublicRevisionAsync(article, clock.GetUtcNow().UtcDateTime, ct);
            (article.Status, article.PublishAtUtc, article.PublishAtMinor) = (ArticleStatus.Withdrawn, null, null);
            article.Version++;
            db.Changed(PublicKeys.Of(article));
            audit.Write(db, actor, "article.withdrawn", Drafting.Target(article), article.Title, AuditChanges.Of(db, article));
        }
        return await db.SaveOrConflictAsync(article, ct);
    }

    /// <summary>The hour that was set counts no more. What the public sees stays.</summary>
    public async Task<Outcome> UnscheduleAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var article = await db.Articles.SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return new Outcome.Missing();
        if (article.PublishAtUtc is not null) Unschedule(article, actor);
        return await db.SaveOrConflictAsync(article, ct);
    }

    /// <summary>Publishes a new article of the caller's context, in the caller's transaction; the caller saves.</summary>
    public async Task PublishNewAsync(Article article, ArticleDraft draft, Actor actor, CancellationToken ct)
    {
        var revision = db.Revisions.Local.Single(r => r.Article == article);
        await MakePublicAsync(article, revision, draft, clock.GetUtcNow().UtcDateTime, actor, ct);
    }

    /// <summary>
    /// Publishes a text that says what the public one says and is filed differently (tags, audiences, regions): readers are told of no
    /// update, and nobody hears that something came out. The caller saves.
    /// </summary>
    public Task RefileAsync(Article article, Revision revision, ArticleDraft draft, Actor actor, CancellationToken ct) =>
        MakePublicAsync(article, revision, draft, clock.GetUtcNow().UtcDateTime, actor, ct, As.Refiled);

    /// <summary>Publishes a due article under the hour that was promised for it.</summary>
    public async Task PublishDueAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await OwnTransactionAsync(ct);
        var article = await db.Articles.WholeAsync(id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (article?.PublishAtUtc is not { } hour || hour > now) return;
        var newest = await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        var draft = ArticleDraft.FromJson(newest.Draft);
        await MakePublicAsync(article, newest, draft, hour, Actor.System, ct, await AsAsync(article, draft, article.PublishAtMinor, ct));
        // Another node, or an editor, may have been faster: then there is nothing left to do
        await CommitOrConflictAsync(transaction, article, ct);
    }

    /// <summary>Marks an article whose time has ended; it was hidden from that moment already.</summary>
    public async Task ExpireAsync(Guid id, CancellationToken ct)
    {
        var article = await db.Articles.WholeAsync(id, ct);
        if (article is not { Status: ArticleStatus.Published, ExpiresUtc: { } ended } || ended > clock.GetUtcNow().UtcDateTime) return;
        await EndPublicRevisionAsync(article, ended, ct);
        article.Status = ArticleStatus.Expired;
        article.Version++;
        db.Changed(PublicKeys.Of(article));
        audit.Write(db, Actor.System, "article.expired", Drafting.Target(article), article.Title, AuditChanges.Of(db, article));
        await db.SaveOrConflictAsync(article, ct);
    }

    private IReadOnlyList<FieldError> Add(CorrectionDraft correction, Article article, DateTime nowUtc, Actor actor)
    {
        if (correction.Errors() is { Count: > 0 } errors) return errors;
        if (article.Status != ArticleStatus.Published)
            return [new FieldError("correction", "Oikaista voi vain juttua, joka on julkaistuna.", "Bara en publicerad artikel kan rättas.", "Only a published article can be corrected.")];
        article.Corrections.Add(new Correction
        {
            AtUtc = nowUtc, By = actor.Name, Wrong = correction.Wrong!, Right = correction.Right!, ShowsFormer = correction.ShowsFormer, Renotify = correction.Renotify,
            FormerRevision = article.HasUnpublishedChanges ? article.PublicRevision : null,
        });
        audit.Write(db, actor, "article.corrected", Drafting.Target(article), article.Title, [new("corrections", correction.Wrong, correction.Right), new("renotify", null, correction.Renotify ? "true" : "false")]);
        return [];
    }

    private async Task ScheduleAsync(Article article, DateTime hourUtc, bool? isMinor, DateTime nowUtc, Actor actor, CancellationToken ct)
    {
        if (article.Status != ArticleStatus.Published) isMinor = null;
        if (article.PublishAtUtc == hourUtc && article.PublishAtMinor == isMinor) return;
        (article.PublishAtUtc, article.PublishAtMinor) = (hourUtc, isMinor);
        // A published article stays as it is until its next text is due
        if (article.Status != ArticleStatus.Published) article.Status = ArticleStatus.Scheduled;
        article.Version++;
        audit.Write(db, actor, "article.scheduled", Drafting.Target(article), article.WorkingTitle, AuditChanges.Of(db, article));
        await db.EndReviewAsync(article, actor, nowUtc, ct);
    }

    private void Unschedule(Article article, Actor actor)
    {
        (article.PublishAtUtc, article.PublishAtMinor) = (null, null);
        if (article.Status == ArticleStatus.Scheduled) article.Status = article.PublicRevision is null ? ArticleStatus.Draft : ArticleStatus.Withdrawn;
        article.Version++;
        audit.Write(db, actor, "article.unscheduled", Drafting.Target(article), article.WorkingTitle, AuditChanges.Of(db, article));
    }

    /// <summary>What a publication is to readers: news, an update of what they have read, a small correction of it, or the same filed otherwise.</summary>
    private enum As { Update, Minor, Refiled }

    private async Task<As> AsAsync(Article article, ArticleDraft draft, bool? isMinor, CancellationToken ct) =>
        article.Status == ArticleStatus.Published && (isMinor ?? await Substance.IsSameAsync(db, article, draft, ct)) ? As.Minor : As.Update;

    private async Task MakePublicAsync(Article article, Revision revision, ArticleDraft draft, DateTime momentUtc, Actor actor, CancellationToken ct, As how = As.Update)
    {
        var before = article.PublicRevision is null ? [] : PublicKeys.Of(article).ToList();
        await EndPublicRevisionAsync(article, momentUtc, ct);
        // Published once more after it was taken down: the days it was public before stay with the revision that was public then
        if (revision.PublishedUntilUtc is not null) revision = Again(article, revision, actor, momentUtc);
        var targets = await DraftTargets.LoadAsync(db, await terms.HoldAsync(ct), draft, ct);
        await slugs.AssignAsync(article, draft, ct);
        // Only a text whose hour was set comes so far: whoever publishes by hand is told before (PublicationCheck)
        var stays = draft.Deadlines.Any(d => d.Supersedes is { } id && targets.Deadlines.TryGetValue(id, out var standing) && d.IsOvertaken(standing));
        revision.Draft = (await copy.FillAsync(article, draft, targets, actor, momentUtc, ct)).ToJson();
        revision.PublishedFromUtc = momentUtc;
        if (article.PublishedUtc is null)
        {
            article.PublishedUtc = draft.PublishedAt?.UtcDateTime ?? momentUtc;
            // Nobody knows when, and no day is given before which it was not: the page says so
            article.PublishedPrecision = draft.PublishedAt is null && draft.PublishedPrecision != DatePrecision.Unknown ? DatePrecision.Minute : draft.PublishedPrecision ?? DatePrecision.Minute;
        }
        else if (how == As.Update)
        {
            article.UpdatedUtc = momentUtc;
        }
        article.Status = ArticleStatus.Published;
        article.PublicRevision = revision.Number;
        WorkingIndex.BringPublic(article);
        (article.PublishAtUtc, article.PublishAtMinor) = (null, null);
        article.Version++;
        db.Changed(before.Union(PublicKeys.Of(article)));
        if (how == As.Refiled) return;
        audit.Write(db, actor, "article.published", Drafting.Target(article), draft.Title, how == As.Minor ? [.. AuditChanges.Of(db, article), new("minor", null, "true")] : AuditChanges.Of(db, article));
        foreach (var moved in db.ChangeTracker.Entries<Deadline>().Where(e => e.State == EntityState.Modified && e.Property(d => d.MovedUtc).IsModified).Select(e => e.Entity).ToList())
            audit.Write(db, actor, "deadline.moved", $"deadline:{moved.PublicId}", moved.Title, AuditChanges.Of(db, moved));
        if (draft.KeepsVagueLinks && VagueLinks.In(HtmlCleaner.Read(draft.BodyHtml, draft.Lang)) is { Count: > 0 } vague)
            audit.Write(db, actor, "article.vagueLinks", Drafting.Target(article), string.Join(", ", vague));
        if (stays)
        {
            audit.Write(db, actor, "article.deadlineStays", Drafting.Target(article), draft.Title);
            foreach (var person in await Telling.HearingAsync(db, article, [article.OwnerId], ct)) Telling.Tell(db, article, person, NoticeKind.DeadlineStays, actor, clock.GetUtcNow().UtcDateTime);
        }
        // One that nobody has saved yet was never under review
        if (article.Id != 0) await db.EndReviewAsync(article, actor, clock.GetUtcNow().UtcDateTime, ct);
    }

    private Revision Again(Article article, Revision revision, Actor actor, DateTime nowUtc)
    {
        var again = new Revision
        {
            ArticleId = article.Id, Number = ++article.WorkingRevision, ArticleVersion = article.Version + 1, Draft = revision.Draft, ByUserId = actor.UserId, By = actor.Name, SavedUtc = nowUtc,
        };
        db.Revisions.Add(again);
        return again;
    }

    private async Task EndPublicRevisionAsync(Article article, DateTime nowUtc, CancellationToken ct)
    {
        if (article.PublicRevision is not { } number) return;
        var former = await db.Revisions.SingleOrDefaultAsync(r => r.ArticleId == article.Id && r.Number == number, ct);
        if (former is { PublishedUntilUtc: null }) former.PublishedUntilUtc = nowUtc;
    }
}
