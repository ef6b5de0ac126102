using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Everything around a saved text before it comes out: who looks at it, what is said of its passages, who outside may read it.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class ReviewModel(
    NewsDb db, Reviewing reviewing, Commenting commenting, PreviewLinks links, Publishing publishing, ArticleForms forms, IOptions<SiteOptions> site, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version that the page shows: nobody approves a text that they have not seen.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public Guid? EditorId { get; set; }

    [BindProperty]
    public string Message { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    [BindProperty]
    public string PublishDay { get; set; } = "";

    [BindProperty]
    public string PublishTime { get; set; } = "";

    [BindProperty]
    public MinorChoice Minor { get; set; } = new();

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Exact { get; set; } = "";

    [BindProperty]
    public string Prefix { get; set; } = "";

    [BindProperty]
    public string Suffix { get; set; } = "";

    [BindProperty]
    public string ForWhom { get; set; } = "";

    [BindProperty]
    public int Days { get; set; } = PreviewLinks.UsualDays;

    [BindProperty]
    public bool MayAnswer { get; set; }

    public Article Article { get; private set; } = null!;

    public ArticleDraft Draft { get; private set; } = null!;

    public ArticleReview? Review { get; private set; }

    public IReadOnlyList<CommentThread> Threads { get; private set; } = [];

    public string BodyHtml { get; private set; } = "";

    /// <summary>Numbers of the threads whose passage still stands in the text.</summary>
    public IReadOnlySet<int> Found { get; private set; } = new HashSet<int>();

    public IReadOnlyList<PreviewLink> Links { get; private set; } = [];

    public IReadOnlyList<(Guid Id, string Name)> Editors { get; private set; } = [];

    /// <summary>The new link, shown this once.</summary>
    public string? NewLink { get; private set; }

    public DateTime NowUtc { get; private set; }

    public bool MayReview => User.Has(Permission.ArticlesReview);

    public bool IsAsked => Review?.State == ReviewState.Asked;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!await LoadAsync(HttpContext.RequestAborted)) context.Result = NotFound();
        else if (await forms.MayEditAsync(User, Article, Draft, HttpContext.RequestAborted)) await next();
        else context.Result = Forbid();
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        NewLink = TempData["link"] as string;
        Version = Article.Version;
        Minor = await forms.MinorAsync(Article, Draft, ct);
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct) =>
        await AnswerAsync(await reviewing.AskAsync(Id, Version, new ReviewRequest(EditorId, Message), Me, ct), nameof(Message), "workflow.asked", ct);

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct) =>
        await AnswerAsync(await reviewing.TakeBackAsync(Id, null, Me, ct), "", "workflow.takenBack", ct);

    public async Task<IActionResult> OnPostReturnAsync(CancellationToken ct) =>
        MayReview ? await AnswerAsync(await reviewing.ReturnAsync(Id, null, Note, Me, ct), nameof(Note), "workflow.returned", ct) : Forbid();

    public async Task<IActionResult> OnPostApproveAsync(CancellationToken ct) =>
        MayReview ? await AnswerAsync(await publishing.PublishAsync(Id, Version, null, Minor.Asked, Me, ct), "", "articles.published", ct) : Forbid();

    public async Task<IActionResult> OnPostScheduleAsync(CancellationToken ct)
    {
        if (!MayReview) return Forbid();
        var (hour, wrong) = forms.PublicationTime(PublishDay, PublishTime);
        return await AnswerAsync(wrong is null ? await publishing.PublishAsync(Id, Version, hour, Minor.Asked, Me, ct) : new Outcome.Refused([wrong]), "", "articles.scheduled", ct);
    }

    public async Task<IActionResult> OnPostCommentAsync(CancellationToken ct) =>
        await SaidAsync(await commenting.AddAsync(Id, new CommentDraft(Text, new TextQuote(Exact, Prefix, Suffix)), Me, null, ct), isAnswer: false, ct);

    public async Task<IActionResult> OnPostAnswerAsync(Guid thread, string answer, CancellationToken ct) =>
        await SaidAsync(await commenting.AddAsync(Id, new CommentDraft(answer, Answers: thread), Me, null, ct), isAnswer: true, ct);

    public async Task<IActionResult> OnPostResolveAsync(Guid thread, bool resolved, CancellationToken ct)
    {
        if (await commenting.ResolveAsync(Id, thread, resolved, Me, ct) is null) return NotFound();
        this.Notice(text[resolved ? "workflow.comment.resolved" : "workflow.comment.reopened"]);
        return RedirectToPage(new { id = Id });
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken ct)
    {
        var (token, error) = ModelState.IsValid ? await links.MakeAsync(Article.Id, ForWhom, Days, MayAnswer, Me, ct) : (null, null);
        if (error is not null) ModelState.AddModelError(KeyOf(error.Field, ""), error.Message.In(text.Lang));
        if (token is null) return await RefusedAsync(ct);
        TempData["link"] = site.Value.Absolute("/esikatselu/" + token);
        return Redirect($"/desk/articles/{Id}/review#links");
    }

    public async Task<IActionResult> OnPostRevokeAsync(long link, CancellationToken ct)
    {
        if (!await links.RevokeAsync(Article.Id, link, Me, ct)) return NotFound();
        this.Notice(text["workflow.link.revoked"]);
        return RedirectToPage(new { id = Id });
    }

    private Actor Me => Actor.Of(User);

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == Id, ct) is not { } article) return false;
        Article = article;
        Draft = ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync(ct));
        return true;
    }

    private async Task<IActionResult> SaidAsync(Commented? done, bool isAnswer, CancellationToken ct)
    {
        if (done is null) return NotFound();
        // A field of its own for each thread: what is wrong with an answer is said above all of them
        foreach (var error in done.Errors) ModelState.AddModelError(isAnswer ? "" : KeyOf(error.Field, ""), error.Message.In(text.Lang));
        if (done.Comment is null) return await RefusedAsync(ct);
        this.Notice(text["workflow.comment.added"]);
        return RedirectToPage(new { id = Id });
    }

    private async Task<IActionResult> AnswerAsync(Outcome outcome, string messageField, string done, CancellationToken ct)
    {
        switch (outcome)
        {
            case Outcome.Done saved:
                this.Notice((text[done, text.DateAndTime(saved.Article.PublishAtUtc)] + " " + ClockChanges.Twice(saved.Article.PublishAtUtc)?.In(text.Lang)).TrimEnd());
                return RedirectToPage(new { id = Id });
            case Outcome.Missing:
                return NotFound();
            case Outcome.Conflict conflict:
                ModelState.AddModelError("", text["workflow.changed", conflict.By, text.DateAndTime(conflict.SavedUtc)]);
                Response.StatusCode = StatusCodes.Status409Conflict;
                break;
            case Outcome.Refused refused:
                foreach (var error in refused.Errors) ModelState.AddModelError(KeyOf(error.Field, messageField), error.Message.In(text.Lang));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                break;
        }
        // What somebody else saved meanwhile is on the page that answers, so its button may approve it
        db.ChangeTracker.Clear();
        if (!await LoadAsync(ct)) return NotFound();
        Version = Article.Version;
        ModelState.Remove(nameof(Version));
        return await ShowAsync(ct);
    }

    private Task<IActionResult> RefusedAsync(CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        NowUtc = forms.NowUtc;
        Review = await db.ArticleReviews.AsNoTracking().Include(r => r.Editor).SingleOrDefaultAsync(r => r.ArticleId == Article.Id, ct);
        Threads = await commenting.ThreadsAsync(Article.Id, ct);
        (BodyHtml, Found) = MarkedBody.Of(Draft).Mark(Threads.Where(t => t.IsOpen && t.First.Quote is not null).Select(t => (t.Number, t.First.Quote!)));
        Links = await links.OfAsync(Article.Id, ct);
        Editors = [.. (await reviewing.Editors(Article).OrderBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder)).ThenBy(u => u.Id).Select(u => new { u.PublicId, u.Name }).ToListAsync(ct)).Select(u => (u.PublicId, u.Name))];
        return Page();
    }

    private static string KeyOf(string field, string messageField) => field switch
    {
        "message" => messageField,
        "editorId" => nameof(EditorId),
        "publishDay" => nameof(PublishDay),
        "text" => nameof(Text),
        "exact" => nameof(Exact),
        "forWhom" => nameof(ForWhom),
        "days" => nameof(Days),
        _ => "",
    };
}
