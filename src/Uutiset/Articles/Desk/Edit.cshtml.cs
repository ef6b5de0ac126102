using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Versions;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Writes an article. Every button is a handler of its own; all of them save what stands in the form first.</summary>
[Needs(Permission.ArticlesWrite)]
// A hundred rows of every list, with all their fields
[RequestFormLimits(ValueCountLimit = 10_000)]
internal sealed class EditModel(NewsDb db, Drafting drafting, Publishing publishing, Autosaving autosaving, ArticleForms forms, History history, DeskText text) : PageModel
{
    // The newest revision, or what a new article begins with
    private ArticleDraft newest = null!;
    private int newestVersion;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The article's version that the form shows; 0 before the article exists.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ArticleForm Form { get; set; } = new();

    [BindProperty]
    public string PublishDay { get; set; } = "";

    [BindProperty]
    public string PublishTime { get; set; } = "";

    [BindProperty]
    public MinorChoice Minor { get; set; } = new();

    [BindProperty]
    public string CorrectionWrong { get; set; } = "";

    [BindProperty]
    public string CorrectionRight { get; set; } = "";

    [BindProperty]
    public bool CorrectionHidesFormer { get; set; }

    [BindProperty]
    public bool CorrectionRenotifies { get; set; }

    public Article? Article { get; private set; }

    public FormChoices Choices { get; private set; } = null!;

    public Outcome.Conflict? Conflict { get; private set; }

    public ArticleDraft? Mine { get; private set; }

    /// <summary>Where the two texts of a conflict differ.</summary>
    public IReadOnlyList<MergePart> Parts { get; private set; } = [];

    /// <summary>Text that was typed but never saved.</summary>
    public Autosave? Unsaved { get; private set; }

    public bool ShowsUnsaved { get; private set; }

    /// <summary>The server has just seen this text, so that a copy kept by the browser is of no use.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>An agent: texts of their own regions, where agents publish at all.</summary>
    public bool MayPublish { get; private set; }

    public Surrounding Flow { get; private set; } = Surrounding.None;

    /// <summary>Whose article a person may edit is asked once, for every handler (S14).</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ct = HttpContext.RequestAborted;
        Article = await FindAsync(ct);
        newest = await NewestAsync(ct);
        MayPublish = await forms.MayPublishAsync(User, Article, newest, ct);
        if (Article is null || await forms.MayEditAsync(User, Article, newest, ct)) await next();
        else context.Result = Forbid();
    }

    /// <summary>An id that no article has is a new one: whoever signs in again after their session ended comes back here, and their text waits in the browser under it.</summary>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "text")] string? which, CancellationToken ct)
    {
        IsFresh = TempData["fresh"] is not null;
        if (Article is not null) Unsaved = await autosaving.FindAsync(Id, Me, ct);
        ShowsUnsaved = Unsaved is not null && which != "saved";
        var draft = ShowsUnsaved ? ArticleDraft.FromJson(Unsaved!.Draft) : newest;
        Version = (ShowsUnsaved ? Unsaved!.BasedOnVersion : Article?.Version) ?? 0;
        Form = await forms.FillAsync(Article, draft, text.Lang, ct);
        Choices = await forms.ChoicesAsync(Form, User, text.Lang, ct);
        Flow = await forms.SurroundingAsync(User, Article, text.Lang, ct);
        Minor = await forms.MinorAsync(Article, newest, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await ShowAsync(await SaveAsync(ct), "articles.saved", ct);

    /// <summary>Looks up a name that was typed into one of the fields, without script; nothing is saved.</summary>
    public async Task<IActionResult> OnPostFindAsync([FromForm] string? find, CancellationToken ct)
    {
        ModelState.Clear();
        await forms.SettleAsync(Form, find, text, ct);
        return await AgainAsync(ct);
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        var outcome = await SaveAsync(ct);
        return outcome is Outcome.Done ? Redirect($"/desk/articles/{Id}/preview") : await ShowAsync(outcome, "", ct);
    }

    /// <summary>To the page where a text is sent to review and talked about.</summary>
    public async Task<IActionResult> OnPostReviewAsync(CancellationToken ct)
    {
        var outcome = await SaveAsync(ct);
        return outcome is Outcome.Done ? Redirect($"/desk/articles/{Id}/review") : await ShowAsync(outcome, "", ct);
    }

    /// <summary>A translation was read against its original as it is now.</summary>
    public async Task<IActionResult> OnPostCheckedAsync(int sourceRevision, CancellationToken ct)
    {
        var outcome = await SaveAsync(ct);
        if (outcome is Outcome.Done) await forms.CheckedAsync(Id, sourceRevision, Actor.Of(User), ct);
        return await ShowAsync(outcome, "translations.checked", ct);
    }

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken ct)
    {
        if (!MayPublish) return Forbid();
        var outcome = await SaveToPublishAsync(ct);
        if (outcome is Outcome.Done saved) outcome = await publishing.PublishAsync(Id, saved.Article.Version, null, Minor.Asked, Actor.Of(User), ct);
        return await ShowAsync(outcome, "articles.published", ct);
    }

    public async Task<IActionResult> OnPostCorrectAsync(CancellationToken ct)
    {
        if (!MayPublish) return Forbid();
        var outcome = await SaveToPublishAsync(ct);
        if (outcome is Outcome.Done saved)
            outcome = await publishing.CorrectAsync(Id, saved.Article.Version, new CorrectionDraft(CorrectionWrong, CorrectionRight, !CorrectionHidesFormer, CorrectionRenotifies), Actor.Of(User), ct);
        return await ShowAsync(outcome, "articles.corrected", ct);
    }

    public async Task<IActionResult> OnPostScheduleAsync(CancellationToken ct)
    {
        if (!MayPublish) return Forbid();
        var outcome = await SaveToPublishAsync(ct);
        if (outcome is not Outcome.Done saved) return await ShowAsync(outcome, "", ct);
        var (hour, wrong) = forms.PublicationTime(PublishDay, PublishTime);
        outcome = wrong is null ? await publishing.PublishAsync(Id, saved.Article.Version, hour, Minor.Asked, Actor.Of(User), ct) : new Outcome.Refused([wrong]);
        return await ShowAsync(outcome, "articles.scheduled", ct);
    }

    // At once, whoever saved what meanwhile; the working text is not touched
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) =>
        MayPublish ? await KeepTypedAsync(await publishing.WithdrawAsync(Id, null, Actor.Of(User), ct), "articles.withdrawn", ct) : Forbid();

    public async Task<IActionResult> OnPostUnscheduleAsync(CancellationToken ct) =>
        MayPublish ? await KeepTypedAsync(await publishing.UnscheduleAsync(Id, Actor.Of(User), ct), "articles.unscheduled", ct) : Forbid();

    /// <summary>After a conflict: this person's text onto the other's version, which stays among the revisions.</summary>
    public async Task<IActionResult> OnPostKeepAsync(int theirs, CancellationToken ct)
    {
        Version = theirs;
        return await ShowAsync(await SaveAsync(ct), "articles.saved", ct);
    }

    /// <summary>After a conflict: both texts put together as chosen, for this person to read through before it is saved.</summary>
    public async Task<IActionResult> OnPostMergeAsync(int theirs, List<Side> choice, CancellationToken ct)
    {
        ModelState.Clear();
        if (Article is null) return NotFound();
        (Mine, var errors) = await forms.ReadAsync(Form, newest, ct);
        if (errors.Count > 0) return await ShowAsync(new Outcome.Refused(errors), "", ct);
        // Somebody saved once more meanwhile: the choices were made for another text
        if (Article.Version != theirs) return await ShowAsync(new Outcome.Conflict(Article.Version, newest, Article.SavedBy, Article.SavedUtc), "", ct);
        var merged = (await history.MergeAsync(Article, Version, Mine, newest, text.Lang, ct)).Merge(choice);
        await autosaving.KeepAsync(Id, merged, Article.Version, Me, ct);
        TempData["fresh"] = true;
        this.Notice(text["articles.merged"]);
        return RedirectToPage(new { id = Id });
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct)
    {
        await autosaving.DiscardAsync(Id, Me, ct);
        TempData["fresh"] = true;
        return RedirectToPage(new { id = Id });
    }

    /// <summary>What was typed, every few seconds. The words for the save line come from here: nothing is "saved" before.</summary>
    public async Task<IActionResult> OnPostAutosaveAsync(CancellationToken ct)
    {
        if (Article is null && Version == 0)
        {
            Article = await drafting.StartOnceAsync(db, Id, Form.Lang, Actor.Of(User), ct);
            newest = await NewestAsync(ct);
        }
        if (Article is null) return NotFound();
        var (draft, _) = await forms.ReadAsync(Form, newest, ct);
        if (Version == 0) Version = Article.Version;
        if (await autosaving.KeepAsync(Id, draft, Version, Me, ct) is not { } savedUtc) return NotFound();
        return new JsonResult(new
        {
            Version,
            Text = text["articles.savedAt", Dates.Time(TimeOnly.FromDateTime(Dates.InHelsinki(savedUtc)))],
            Warning = Article.Version == Version || HasSeenNewest ? null : text["articles.conflict.soon", Article.SavedBy, text.DateAndTime(Article.SavedUtc)],
        });
    }

    private long Me => Actor.Of(User).UserId ?? throw new InvalidOperationException("The desk is for accounts");

    private Task<Article?> FindAsync(CancellationToken ct) => db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == Id, ct);

    private async Task<ArticleDraft> NewestAsync(CancellationToken ct)
    {
        if (Article is not null)
        {
            var saved = await db.Revisions.Where(r => r.ArticleId == Article.Id && r.Number == Article.WorkingRevision).Select(r => new { r.Draft, r.ArticleVersion }).SingleAsync(ct);
            newestVersion = saved.ArticleVersion;
            return ArticleDraft.FromJson(saved.Draft);
        }
        return await forms.BlankAsync(User, Me, text.Lang, ct);
    }

    private async Task<Outcome> SaveAsync(CancellationToken ct)
    {
        // What the binder kept would be shown instead of the form's rows, which are numbered anew
        var unreadable = ModelState.Where(e => e.Value!.Errors.Count > 0).Select(e => new FieldError(e.Key, new Localized(text["desk.error.invalid"]))).ToList();
        ModelState.Clear();
        if (Article is null && Version != 0) return new Outcome.Missing();
        Form.DropBlankRows();
        unreadable.AddRange(await forms.SettleAsync(Form, null, text, ct));
        (Mine, var errors) = await forms.ReadAsync(Form, newest, ct);
        if (unreadable.Count > 0 || errors.Count > 0) return new Outcome.Refused([.. errors, .. unreadable]);
        var mayPublish = MayPublish && (Article?.PublishAtUtc is null || await forms.MayPublishAsync(User, Article, Mine, ct));
        Outcome? created = null;
        if (Article is null) (created, Article) = await drafting.CreateOnceAsync(db, Id, Mine, MayPublish, Actor.Of(User), ct);
        var outcome = created
            ?? await drafting.SaveAsync(Id, Mine, IsMyOwnStart || HasSeenNewest ? Article!.Version : Version, mayPublish, Actor.Of(User), ct);
        // The same form sent twice, by two clicks: what it says is saved already
        if (outcome is Outcome.Conflict conflict && Article is not null && !await drafting.IsChangedAsync(Article, conflict.Theirs, Mine, ct) && await FindAsync(ct) is { } now)
            outcome = new Outcome.Done(now);
        // When publishing is refused after this, the form shows the version that was just saved
        if (outcome is Outcome.Done saved) Version = saved.Article.Version;
        return outcome;
    }

    // Which regions a text has is known when it has been read
    private async Task<Outcome> SaveToPublishAsync(CancellationToken ct)
    {
        var outcome = await SaveAsync(ct);
        return outcome is Outcome.Done && !await forms.MayPublishAsync(User, Article, Mine!, ct) ? new Outcome.Refused([ArticleRights.NotYours]) : outcome;
    }

    /// <summary>After a change of state, which saves no text: what was typed waits as an autosave, on the version that the change made.</summary>
    private async Task<IActionResult> KeepTypedAsync(Outcome outcome, string done, CancellationToken ct)
    {
        if (outcome is Outcome.Done changed)
        {
            ArticleDraft? typed = (await forms.ReadAsync(Form, newest, ct)).Draft;
            if (!await drafting.IsChangedAsync(changed.Article, newest, typed, ct))
                typed = await autosaving.FindAsync(Id, Me, ct) is { } kept && kept.BasedOnVersion == Version ? ArticleDraft.FromJson(kept.Draft) : null;
            if (typed is not null) await autosaving.KeepAsync(Id, typed, Version == Article!.Version ? changed.Article.Version : Version, Me, ct);
        }
        return await ShowAsync(outcome, done, ct);
    }

    // The answer to the autosave that made the article got lost: its form still believes that there is none
    private bool IsMyOwnStart => Version == 0 && Article is { WorkingRevision: 1 } && Article.OwnerId == Me && newest is { Title.Length: 0, BodyHtml: null };

    // Published, returned or scheduled meanwhile: that changed no text, and there is nothing to put together
    private bool HasSeenNewest => Article is not null && Version >= newestVersion && Version < Article.Version;

    private async Task<IActionResult> ShowAsync(Outcome outcome, string done, CancellationToken ct)
    {
        switch (outcome)
        {
            case Outcome.Done saved:
                TempData["fresh"] = true;
                this.Notice((text[done, text.DateAndTime(saved.Article.PublishAtUtc)] + " " + ClockChanges.Twice(saved.Article.PublishAtUtc)?.In(text.Lang)).TrimEnd());
                return RedirectToPage(new { id = Id });
            case Outcome.Missing:
                return NotFound();
            case Outcome.Conflict conflict:
                Conflict = conflict;
                Mine ??= (await forms.ReadAsync(Form, conflict.Theirs, ct)).Draft;
                // Whichever text is chosen, this one is not lost
                await autosaving.KeepAsync(Id, Mine, Version, Me, ct);
                if (await FindAsync(ct) is { } now) Parts = (await history.MergeAsync(now, Version, Mine, conflict.Theirs, text.Lang, ct)).Parts();
                Response.StatusCode = StatusCodes.Status409Conflict;
                break;
            case Outcome.Refused refused:
                FormErrors.Add(ModelState, refused.Errors, Form, text.Lang);
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                break;
        }
        Article = await FindAsync(ct);
        return await AgainAsync(ct);
    }

    /// <summary>The page as it was posted, and no older text in its place.</summary>
    private async Task<PageResult> AgainAsync(CancellationToken ct)
    {
        IsFresh = true;
        Choices = await forms.ChoicesAsync(Form, User, text.Lang, ct);
        Flow = await forms.SurroundingAsync(User, Article, text.Lang, ct);
        return Page();
    }
}
