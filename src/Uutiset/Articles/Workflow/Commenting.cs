using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Workflow;

/// <param name="Quote">The passage it is about; null: the whole article, or the passage of the comment that it answers.</param>
/// <param name="Answers">A comment of the same article.</param>
internal sealed record CommentDraft(string? Text, TextQuote? Quote = null, Guid? Answers = null);

/// <param name="Approves">The quotes may stand as they are.</param>
internal sealed record GuestSays(PreviewLink Link, bool Approves);

/// <summary>What became of a comment.</summary>
internal sealed record Commented(ArticleComment? Comment, IReadOnlyList<FieldError> Errors)
{
    public static Commented No(FieldError error) => new(null, [error]);
}

/// <summary>Says something about a passage, answers it, and marks it as dealt with.</summary>
internal sealed class Commenting(NewsDb db, Audit audit, TimeProvider clock)
{
    public const int LongestText = 4000;

    private static readonly FieldError NoText = new("text", "Kirjoita kommentti.", "Skriv en kommentar.", "Write a comment.");
    private static readonly FieldError TooLong = new("text", "Kommentti on liian pitkä: enintään 4000 merkkiä.", "Kommentaren är för lång: högst 4000 tecken.", "The comment is too long: at most 4000 characters.");
    private static readonly FieldError NotThere = new("exact", "Kohtaa ei löydy tallennetusta tekstistä. Kopioi se tekstistä sellaisenaan, tai jätä tyhjäksi.",
        "Stället hittas inte i den sparade texten. Kopiera det ur texten som det är, eller lämna tomt.", "The passage is not in the saved text. Copy it from the text as it is, or leave this empty.");

    /// <param name="guest">Somebody outside, who speaks through a link; null for the newsroom's own.</param>
    public async Task<Commented?> AddAsync(Guid id, CommentDraft draft, Actor actor, GuestSays? guest, CancellationToken ct)
    {
        var article = await db.Articles.SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return null;
        var text = draft.Text?.Trim() ?? "";
        if (text.Length == 0) return Commented.No(NoText);
        if (text.Length > LongestText) return Commented.No(TooLong);
        var thread = draft.Answers is { } to ? await db.ArticleComments.SingleOrDefaultAsync(c => c.ArticleId == article.Id && c.PublicId == to, ct) : null;
        if (draft.Answers is not null && thread is null) return null;
        TextQuote? quote = null;
        if (thread is null && !string.IsNullOrWhiteSpace(draft.Quote?.Exact))
        {
            var saved = ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync(ct));
            if (draft.Quote.Exact.Length > TextQuote.LongestExact || (quote = draft.Quote.In(MarkedBody.Of(saved).Text)) is null) return Commented.No(NotThere);
        }
        var now = clock.GetUtcNow().UtcDateTime;
        var comment = db.ArticleComments.Add(new ArticleComment
        {
            ArticleId = article.Id, ThreadId = thread is null ? null : thread.ThreadId ?? thread.Id, ById = actor.UserId, By = actor.Name, PreviewLinkId = guest?.Link.Id, Text = text, AtUtc = now,
            Exact = quote?.Exact, Prefix = quote?.Prefix, Suffix = quote?.Suffix,
        }).Entity;
        // Who answers something settled opens it again
        if (thread is not null && await db.ArticleComments.SingleAsync(c => c.Id == comment.ThreadId, ct) is { ResolvedUtc: not null } settled) (settled.ResolvedUtc, settled.ResolvedBy) = (null, null);
        audit.Write(db, actor, "article.commented", Drafting.Target(article));
        var kind = guest is null ? NoticeKind.Commented : guest.Approves ? NoticeKind.GuestApproved : NoticeKind.GuestCommented;
        var concerned = await ConcernedAsync(article, comment.ThreadId, ct);
        if (guest?.Link.ById is { } maker) concerned.Add(maker);
        foreach (var person in await Telling.HearingAsync(db, article, concerned.Select(p => (long?)p), ct)) Telling.Tell(db, article, person, kind, actor, now);
        await db.SaveChangesAsync(ct);
        return new Commented(comment, []);
    }

    /// <returns>Null when the article has no such thread.</returns>
    public async Task<ArticleComment?> ResolveAsync(Guid id, Guid commentId, bool resolved, Actor actor, CancellationToken ct)
    {
        var comment = await db.ArticleComments.Include(c => c.Article).SingleOrDefaultAsync(c => c.PublicId == commentId && c.Article!.PublicId == id && c.ThreadId == null, ct);
        if (comment is null || comment.ResolvedUtc is not null == resolved) return comment;
        comment.ResolvedUtc = resolved ? clock.GetUtcNow().UtcDateTime : null;
        comment.ResolvedBy = resolved ? actor.Name : null;
        audit.Write(db, actor, resolved ? "article.commentResolved" : "article.commentReopened", Drafting.Target(comment.Article!));
        await db.SaveChangesAsync(ct);
        return comment;
    }

    /// <summary>Threads with their answers, in the order in which they began.</summary>
    public async Task<IReadOnlyList<CommentThread>> ThreadsAsync(long articleId, CancellationToken ct)
    {
        var all = await db.ArticleComments.AsNoTracking().Where(c => c.ArticleId == articleId).OrderBy(c => c.AtUtc).ThenBy(c => c.Id).ToListAsync(ct);
        var answers = all.Where(c => c.ThreadId is not null).ToLookup(c => c.ThreadId!.Value);
        return [.. all.Where(c => c.ThreadId is null).Select((c, i) => new CommentThread(i + 1, c, [.. answers[c.Id]]))];
    }

    // Who wrote the article, who has it under review, and who speaks in the thread
    private async Task<HashSet<long>> ConcernedAsync(Article article, long? threadId, CancellationToken ct)
    {
        var people = new HashSet<long>();
        if (article.OwnerId is { } owner) people.Add(owner);
        if (await db.ArticleReviews.AsNoTracking().SingleOrDefaultAsync(r => r.ArticleId == article.Id, ct) is { } review)
            people.UnionWith(new[] { review.EditorId, review.ById }.OfType<long>());
        if (threadId is { } id)
            people.UnionWith(await db.ArticleComments.Where(c => (c.Id == id || c.ThreadId == id) && c.ById != null).Select(c => c.ById!.Value).Distinct().ToListAsync(ct));
        return people;
    }
}

/// <param name="Number">Counted from one, in the order in which the threads began: the number of its mark in the text.</param>
internal sealed record CommentThread(int Number, ArticleComment First, IReadOnlyList<ArticleComment> Answers)
{
    public bool IsOpen => First.ResolvedUtc is null;
}
