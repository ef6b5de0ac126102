using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Workflow;

/// <param name="State">asked: an editor has it; returned: the writer has it back, with a note.</param>
internal sealed record ReviewJson(
    ReviewState State, string By, DateTime AskedAt, Guid? EditorId, string? Editor, string? Message, string? ReturnedBy, DateTime? ReturnedAt, string? Note);

/// <param name="Found">Whether the passage still stands in the newest text; null when the comment is about the whole article.</param>
internal sealed record CommentJson(
    Guid Id, string By, bool ByGuest, DateTime At, string Text, TextQuote? Quote, bool? Found, DateTime? ResolvedAt, string? ResolvedBy, IReadOnlyList<CommentJson> Answers);

/// <summary><c>/api/v1/articles/{id}/review</c> and <c>/comments</c>: what happens around an article before it comes out.</summary>
internal static class WorkflowApi
{
    public sealed record ReturnRequest(string? Message);

    public static void MapWorkflowApi(this WebApplication app)
    {
        var api = app.MapApi("/articles/{id:guid}", "Articles");
        api.MapGet("/review", ReviewAsync).Needs(Permission.ArticlesWrite).WithSummary("Who is asked to look at the newest text, or why it came back").Produces<ReviewJson>();
        api.MapPut("/review", AskAsync).Needs(Permission.ArticlesWrite).WithSummary("Sends the newest text to an editor").Produces<ReviewJson>();
        api.MapDelete("/review", TakeBackAsync).Needs(Permission.ArticlesWrite).WithSummary("Takes it back; publishing or scheduling ends a review too").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/review/return", ReturnAsync).Needs(Permission.ArticlesReview).WithSummary("Returns it to the writer with a note").Produces<ReviewJson>();
        api.MapGet("/comments", CommentsAsync).Needs(Permission.ArticlesWrite).WithSummary("Comments of the newsroom and of guests, in threads");
        api.MapPost("/comments", CommentAsync).Needs(Permission.ArticlesWrite).WithSummary("Comments on the article or a passage of it, or answers a comment").Produces<CommentJson>(StatusCodes.Status201Created);
        api.MapPut("/comments/{comment:guid}/resolution", (Guid id, Guid comment, HttpContext http, Commenting commenting, CancellationToken ct) => ResolveAsync(id, comment, true, http, commenting, ct))
            .Needs(Permission.ArticlesWrite).WithSummary("Marks a thread as dealt with").Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/comments/{comment:guid}/resolution", (Guid id, Guid comment, HttpContext http, Commenting commenting, CancellationToken ct) => ResolveAsync(id, comment, false, http, commenting, ct))
            .Needs(Permission.ArticlesWrite).WithSummary("Opens a thread again").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ReviewAsync(Guid id, NewsDb db, CancellationToken ct)
    {
        var review = await db.ArticleReviews.AsNoTracking().Include(r => r.Editor).SingleOrDefaultAsync(r => r.Article!.PublicId == id, ct);
        return review is null ? Problems.NotFound("review") : Results.Ok(JsonOf(review));
    }

    private static async Task<IResult> AskAsync(Guid id, ReviewRequest request, HttpContext http, Reviewing reviewing, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        return await AnswerAsync(await reviewing.AskAsync(id, version, request, Actor.Of(http.User), ct), http, db, ct);
    }

    private static async Task<IResult> TakeBackAsync(Guid id, HttpContext http, Reviewing reviewing, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        var outcome = await reviewing.TakeBackAsync(id, version, Actor.Of(http.User), ct);
        return outcome is Outcome.Done ? Results.NoContent() : await AnswerAsync(outcome, http, db, ct);
    }

    private static async Task<IResult> ReturnAsync(Guid id, ReturnRequest request, HttpContext http, Reviewing reviewing, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        return await AnswerAsync(await reviewing.ReturnAsync(id, version, request.Message, Actor.Of(http.User), ct), http, db, ct);
    }

    private static async Task<IResult> CommentsAsync(Guid id, Commenting commenting, NewsDb db, CancellationToken ct)
    {
        if (await TextOfAsync(id, db, ct) is not { } article) return Problems.NotFound("article");
        var threads = await commenting.ThreadsAsync(article.Id, ct);
        return Results.Ok(new { items = threads.Select(t => JsonOf(t.First, article.Text, [.. t.Answers.Select(a => JsonOf(a, article.Text, []))])).ToList() });
    }

    private static async Task<IResult> CommentAsync(Guid id, CommentDraft draft, HttpContext http, Commenting commenting, NewsDb db, CancellationToken ct)
    {
        if (await commenting.AddAsync(id, draft, Actor.Of(http.User), null, ct) is not { } done) return Problems.NotFound(draft.Answers is null ? "article" : "comment");
        if (done.Comment is not { } comment) return Problems.Invalid(FieldError.ByField(done.Errors, ApiLanguage.Of(http)));
        var article = await TextOfAsync(id, db, ct);
        return Results.Created($"/api/v1/articles/{id}/comments", JsonOf(comment, article!.Value.Text, []));
    }

    private static async Task<IResult> ResolveAsync(Guid id, Guid comment, bool resolved, HttpContext http, Commenting commenting, CancellationToken ct) =>
        await commenting.ResolveAsync(id, comment, resolved, Actor.Of(http.User), ct) is null ? Problems.NotFound("comment") : Results.NoContent();

    private static async Task<(long Id, string Text)?> TextOfAsync(Guid id, NewsDb db, CancellationToken ct)
    {
        var newest = await db.Revisions.AsNoTracking().Where(r => r.Article!.PublicId == id && r.Number == r.Article.WorkingRevision).SingleOrDefaultAsync(ct);
        return newest is null ? null : (newest.ArticleId, MarkedBody.Of(ArticleDraft.FromJson(newest.Draft)).Text);
    }

    private static async Task<IResult> AnswerAsync(Outcome outcome, HttpContext http, NewsDb db, CancellationToken ct) => outcome switch
    {
        Outcome.Done done => await ReviewAsync(done.Article.PublicId, db, ct),
        Outcome.Refused refused => Problems.Invalid(FieldError.ByField(refused.Errors, ApiLanguage.Of(http))),
        Outcome.Conflict => Etags.Outdated(),
        _ => Problems.NotFound("article or review"),
    };

    private static ReviewJson JsonOf(ArticleReview r) => new(r.State, r.By, r.AskedUtc, r.Editor?.PublicId, r.Editor?.Name, r.Message, r.ReturnedBy, r.ReturnedUtc, r.Note);

    private static CommentJson JsonOf(ArticleComment c, string text, IReadOnlyList<CommentJson> answers) =>
        new(c.PublicId, c.By, c.PreviewLinkId is not null, c.AtUtc, c.Text, c.Quote, c.Quote is { } quote ? quote.FindIn(text) is not null : null, c.ResolvedUtc, c.ResolvedBy, answers);
}
