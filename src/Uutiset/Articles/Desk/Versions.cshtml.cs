using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Versions;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Every saved text of an article: two of them side by side, an old one made the newest again, and what readers saw at an hour.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class VersionsModel(NewsDb db, History history, Drafting drafting, ArticleRights rights, DeskText text, TimeProvider clock) : PageModel
{
    private const int Most = 300;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [FromQuery(Name = "from")]
    public int? From { get; set; }

    [FromQuery(Name = "to")]
    public int? To { get; set; }

    /// <summary>Asked for: what readers saw at that hour, as people write it.</summary>
    [FromQuery(Name = "at")]
    public string? At { get; set; }

    public Article Article { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<ComparedField> Differences { get; private set; } = [];

    public string? WrongMoment { get; private set; }

    public DateTime? MomentUtc { get; private set; }

    public Row? PublicThen { get; private set; }

    internal sealed record Row(int Number, string By, DateTime SavedUtc, DateTime? PublishedFromUtc, DateTime? PublishedUntilUtc);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await RefusalAsync(ct) is { } refusal) return refusal;
        var articleId = Article.Id;
        Rows = await RowsOf(db.Revisions).Take(Most).ToListAsync(ct);
        await ReadMomentAsync(ct);
        To ??= PublicThen?.Number ?? Article.WorkingRevision;
        // What readers have against what they would get, or else the save before
        From ??= Article.HasUnpublishedChanges && To == Article.WorkingRevision ? Article.PublicRevision : To - 1;
        var (from, to) = (From, To);
        var drafts = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == articleId && (r.Number == from || r.Number == to)).ToDictionaryAsync(r => r.Number, r => r.Draft, ct);
        if (from is { } first && drafts.TryGetValue(first, out var before) && drafts.TryGetValue(to.Value, out var after))
            Differences = await history.CompareAsync(ArticleDraft.FromJson(before), ArticleDraft.FromJson(after), text.Lang, ct);
        else From = null;
        return Page();
    }

    public async Task<IActionResult> OnPostRestoreAsync(int number, int version, CancellationToken ct)
    {
        if (await RefusalAsync(ct) is { } refusal) return refusal;
        if (await db.Revisions.Where(r => r.ArticleId == Article.Id && r.Number == number).Select(r => r.Draft).SingleOrDefaultAsync(ct) is not { } old) return NotFound();
        var mayPublish = await rights.MayPublishAsync(User, Article, ArticleDraft.FromJson(old), ct);
        switch (await drafting.RestoreAsync(Id, number, version, mayPublish, Actor.Of(User), ct))
        {
            case Outcome.Done:
                this.Notice(text["articles.versions.restored", number]);
                return Redirect($"/desk/articles/{Id}");
            case Outcome.Refused refused:
                this.Notice(string.Join(" ", refused.Errors.Select(e => e.Message.In(text.Lang))));
                break;
            case Outcome.Conflict conflict:
                this.Notice(text["articles.versions.conflict", conflict.By]);
                break;
            default:
                return NotFound();
        }
        return RedirectToPage(new { id = Id });
    }

    private async Task<IActionResult?> RefusalAsync(CancellationToken ct)
    {
        if (await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == Id, ct) is not { } article) return NotFound();
        Article = article;
        var newest = await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync(ct);
        return await rights.MayEditAsync(User, article, ArticleDraft.FromJson(newest), ct) ? null : Forbid();
    }

    private IQueryable<Row> RowsOf(IQueryable<Revision> revisions)
    {
        var id = Article.Id;
        return revisions.AsNoTracking().Where(r => r.ArticleId == id).OrderByDescending(r => r.Number).Select(r => new Row(r.Number, r.By, r.SavedUtc, r.PublishedFromUtc, r.PublishedUntilUtc));
    }

    private async Task ReadMomentAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(At)) return;
        var dates = new FormDates(clock.Today());
        if (dates.Read("at", At) is not { } written)
        {
            WrongMoment = dates.Errors[0].Message.In(text.Lang);
            return;
        }
        MomentUtc = written.Utc;
        // Among all of them: the list below ends before the oldest
        PublicThen = await RowsOf(db.Revisions.PublicAt(written.Utc)).FirstOrDefaultAsync(ct);
    }
}
