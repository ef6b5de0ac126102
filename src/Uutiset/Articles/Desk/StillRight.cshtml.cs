using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>"Looked at, still right" of one published article: the button of the list of reviews, and the same question on a page of its own.</summary>
[Needs(Permission.ArticlesPublish)]
internal sealed class StillRightModel(NewsDb db, Checking checking, ArticleRights rights, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>A day; left empty, nobody is asked to look again.</summary>
    [BindProperty]
    public string Next { get; set; } = "";

    public Article Article { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ct = HttpContext.RequestAborted;
        if (await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == Id, ct) is not { } article)
        {
            context.Result = NotFound();
            return;
        }
        Article = article;
        var newest = ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync(ct));
        if (await rights.MayEditAsync(User, article, newest, ct) && await rights.MayPublishAsync(User, article, newest, ct)) await next();
        else context.Result = Forbid();
    }

    public void OnGet() => Next = Dates.Iso(Checking.NextAfter(clock.Today()));

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var dates = new FormDates(clock.Today());
        var day = dates.Read(nameof(Next), Next)?.Day;
        switch (dates.Errors.Count > 0 ? new Outcome.Refused(dates.Errors) : await checking.StillRightAsync(Id, Version, day, Actor.Of(User), ct))
        {
            case Outcome.Done:
                this.Notice(day is { } by ? text["reviews.stillRight.done", Dates.Day(by, text.Lang)] : text["reviews.stillRight.doneForGood"]);
                return Redirect("/desk/reviews");
            case Outcome.Conflict conflict:
                ModelState.AddModelError("", text["reviews.stillRight.changed", conflict.By, text.DateAndTime(conflict.SavedUtc)]);
                Response.StatusCode = StatusCodes.Status409Conflict;
                Article = await db.Articles.AsNoTracking().SingleAsync(a => a.PublicId == Id, ct);
                return Page();
            case Outcome.Refused refused:
                foreach (var error in refused.Errors) ModelState.AddModelError(error.Field == "reviewBy" ? nameof(Next) : error.Field == nameof(Next) ? error.Field : "", error.Message.In(text.Lang));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            default:
                return NotFound();
        }
    }
}
