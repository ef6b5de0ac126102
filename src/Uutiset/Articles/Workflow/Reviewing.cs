using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Workflow;

/// <param name="EditorId">The account that is asked to look; null: whoever has the time.</param>
internal sealed record ReviewRequest(Guid? EditorId = null, string? Message = null);

/// <summary>Sends a text to an editor and brings it back. Approving is publishing or scheduling: <see cref="Publishing"/> ends the review.</summary>
internal sealed class Reviewing(NewsDb db, PublicationCheck check, Audit audit, TimeProvider clock)
{
    public const int LongestMessage = 2000;

    private static readonly FieldError NothingToReview = new("", "Jutussa ei ole tekstiä, joka odottaisi julkaisemista. Tallenna muutokset tai peru ajastus ensin.",
        "Artikeln har ingen text som väntar på publicering. Spara ändringar eller avbryt tidsinställningen först.",
        "The article has no text that waits for publication. Save changes or cancel the schedule first.");

    public async Task<Outcome> AskAsync(Guid id, int? expectedVersion, ReviewRequest request, Actor actor, CancellationToken ct)
    {
        var (article, newest, stop) = await FindAsync(id, expectedVersion, ct);
        if (stop is not null) return stop;
        var errors = new DraftErrors();
        foreach (var error in await check.ErrorsAsync(ArticleDraft.FromJson(newest!.Draft), isImported: false, by: null, ct)) errors.Add(error.Field, error.Message.Fi, error.Message.In("sv"), error.Message.In("en"));
        errors.Within("message", request.Message ?? "", LongestMessage);
        var editor = request.EditorId is { } chosen ? await Editors(article!).SingleOrDefaultAsync(u => u.PublicId == chosen, ct) : null;
        if (request.EditorId is not null && editor is null) errors.Unknown("editorId", "Tarkastajaa", "Granskaren", "The editor");
        if (errors.Found.Count > 0) return new Outcome.Refused(errors.Found);
        if (article!.PublishAtUtc is not null || article is { Status: ArticleStatus.Published, HasUnpublishedChanges: false }) return new Outcome.Refused([NothingToReview]);
        var now = clock.GetUtcNow().UtcDateTime;
        var review = await db.ReviewOfAsync(article.Id, ct) ?? db.ArticleReviews.Add(new ArticleReview { ArticleId = article.Id }).Entity;
        (review.State, review.ById, review.By, review.AskedUtc) = (ReviewState.Asked, actor.UserId, actor.Name, now);
        (review.EditorId, review.Message) = (editor?.Id, Tidy(request.Message));
        (review.ReturnedBy, review.ReturnedUtc, review.Note) = (null, null, null);
        // What readers see stays as it is while its next text is looked at
        if (article.Status != ArticleStatus.Published) article.Status = ArticleStatus.InReview;
        article.Version++;
        audit.Write(db, actor, "article.reviewAsked", Drafting.Target(article), $"{article.WorkingTitle} · {editor?.Name ?? "-"}");
        if (editor is not null) Telling.Tell(db, article, editor.Id, NoticeKind.Assigned, actor, now);
        else foreach (var each in await Editors(article).Select(u => u.Id).ToListAsync(ct)) Telling.Tell(db, article, each, NoticeKind.ReviewAsked, actor, now);
        return await db.SaveOrConflictAsync(article, ct);
    }

    /// <summary>The writer takes it back, and it is a draft again.</summary>
    public async Task<Outcome> TakeBackAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct)
    {
        var (article, _, stop) = await FindAsync(id, expectedVersion, ct);
        if (stop is not null) return stop;
        if (await db.ReviewOfAsync(article!.Id, ct) is not { } review) return new Outcome.Done(article);
        db.ArticleReviews.Remove(review);
        Leave(article);
        audit.Write(db, actor, "article.reviewTakenBack", Drafting.Target(article), article.WorkingTitle);
        return await db.SaveOrConflictAsync(article, ct);
    }

    /// <summary>The editor sends it back with a word on what is still to be done.</summary>
    public async Task<Outcome> ReturnAsync(Guid id, int? expectedVersion, string? note, Actor actor, CancellationToken ct)
    {
        var (article, _, stop) = await FindAsync(id, expectedVersion, ct);
        if (stop is not null) return stop;
        var errors = new DraftErrors();
        if (string.IsNullOrWhiteSpace(note)) errors.Add("message", "Kerro kirjoittajalle, mitä jutussa on vielä tehtävä.", "Berätta för skribenten vad som ännu ska göras.", "Tell the writer what is still to be done.");
        errors.Within("message", note ?? "", LongestMessage);
        if (errors.Found.Count > 0) return new Outcome.Refused(errors.Found);
        if (await db.ReviewOfAsync(article!.Id, ct) is not { State: ReviewState.Asked } review) return new Outcome.Missing();
        var now = clock.GetUtcNow().UtcDateTime;
        (review.State, review.Note, review.ReturnedBy, review.ReturnedUtc) = (ReviewState.Returned, Tidy(note), actor.Name, now);
        Leave(article);
        audit.Write(db, actor, "article.returned", Drafting.Target(article), review.Note);
        foreach (var person in await Telling.HearingAsync(db, article, [review.ById, article.OwnerId], ct)) Telling.Tell(db, article, person, NoticeKind.Returned, actor, now);
        return await db.SaveOrConflictAsync(article, ct);
    }

    /// <summary>Who may be asked: editors who speak for the article's publisher.</summary>
    public IQueryable<User> Editors(Article article) => Telling.Hearing(db.Users.AsNoTracking(), article).Where(u => !u.Disabled && (u.Role == Role.Editor || u.Role == Role.Admin));

    private async Task<(Article? Article, Revision? Newest, Outcome? Stop)> FindAsync(Guid id, int? expectedVersion, CancellationToken ct)
    {
        var article = await db.Articles.SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return (null, null, new Outcome.Missing());
        var newest = await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        return (article, newest, expectedVersion is { } expected && article.Version != expected ? Drafting.ConflictWith(article, newest) : null);
    }

    private void Leave(Article article)
    {
        article.Version++;
        if (article.Status != ArticleStatus.InReview) return;
        article.Status = article.PublicRevision is null ? ArticleStatus.Draft
            : article.ExpiresUtc <= clock.GetUtcNow().UtcDateTime ? ArticleStatus.Expired : ArticleStatus.Withdrawn;
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
