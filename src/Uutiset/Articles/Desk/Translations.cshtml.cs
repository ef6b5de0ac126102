using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>The versions of an item: begins new ones, ties existing articles together and apart. Whoever may edit an article may translate it.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class TranslationsModel(NewsDb db, Translating translating, TranslationGroups groups, ArticleRights rights, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    public Article Article { get; private set; } = null!;

    public TranslationGroup Group { get; private set; } = TranslationGroup.None;

    /// <summary>Versions that are begun with one button: the site's languages, and easy language in the original's.</summary>
    public IReadOnlyList<TakenPlace> Free { get; private set; } = [];

    public IReadOnlyList<Uutiset.Desk.Picks.Picked> Found { get; private set; } = [];

    public bool IsAlone => Group.Members.Count == 1;

    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await RefusalAsync(Id, ct) ?? await ShowAsync(ct);

    public async Task<IActionResult> OnPostStartAsync(string? lang, bool easyLanguage, CancellationToken ct)
    {
        if (await RefusalAsync(Id, ct) is { } refusal) return refusal;
        // Facts are carried over from the original, so that one has to be theirs
        var group = await groups.OfAsync(Article.Id, await rights.ReachOfAsync(User, ct), ct);
        if (group.Original!.Id != Id && await RefusalAsync(group.Original.Id, ct) is { } notTheirs) return notTheirs;
        return await AnswerAsync(await translating.StartAsync(Id, lang ?? "", easyLanguage, Actor.Of(User), ct), "translations.started", toVersion: true, ct);
    }

    /// <param name="as">"original": the other article is what this one translates; otherwise it becomes a version of this item.</param>
    public async Task<IActionResult> OnPostLinkAsync(Guid other, string? @as, CancellationToken ct)
    {
        // Whose this one is comes first: whether the other exists is for those who may be here
        if (await RefusalAsync(Id, ct) is { } refusal) return refusal;
        if (await RefusalAsync(other, ct) is { } notTheirs) return notTheirs;
        var (version, original) = @as == "original" ? (Id, other) : (other, Id);
        return await AnswerAsync(await translating.LinkAsync(version, original, await MayPublishAsync(version, ct), Actor.Of(User), ct), "translations.linked", toVersion: false, ct);
    }

    public async Task<IActionResult> OnPostUnlinkAsync(Guid version, CancellationToken ct)
    {
        if (await RefusalAsync(Id, ct) is { } refusal) return refusal;
        if (await RefusalAsync(version, ct) is { } notTheirs) return notTheirs;
        return await AnswerAsync(await translating.LinkAsync(version, null, await MayPublishAsync(version, ct), Actor.Of(User), ct), "translations.unlinked", toVersion: false, ct);
    }

    private async Task<IActionResult> AnswerAsync(Outcome outcome, string done, bool toVersion, CancellationToken ct)
    {
        switch (outcome)
        {
            case Outcome.Done { Article: var changed }:
                this.Notice(text[done] + (changed.Status == ArticleStatus.Published ? " " + text["translations.whenPublished"] : ""));
                return Redirect(toVersion ? $"/desk/articles/{changed.PublicId}" : $"/desk/articles/{Id}/translations");
            case Outcome.Refused refused:
                Wrong = string.Join(" ", refused.Errors.Select(e => e.Message.In(text.Lang)));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                break;
            case Outcome.Conflict conflict:
                Wrong = text["articles.versions.conflict", conflict.By];
                Response.StatusCode = StatusCodes.Status409Conflict;
                break;
            default:
                return NotFound();
        }
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var reach = await rights.ReachOfAsync(User, ct);
        Group = await groups.OfAsync(Article.Id, reach, ct);
        var original = Group.Original!;
        bool IsFree(TakenPlace place) => !Group.Members.Any(m => m.Lang == place.Lang && m.EasyLanguage == place.EasyLanguage);
        Free = [.. Languages.All.Select(l => new TakenPlace(0, l, false)).Append(new TakenPlace(0, original.Lang, true)).Where(IsFree)];
        var members = Group.Members.Select(m => m.Id).ToHashSet();
        if (Words is { Length: > 0 }) Found = [.. (await RelatedSearch.FindAsync(db, reach, Words, Id, text, ct)).Where(f => !members.Contains(f.Id))];
        return Page();
    }

    /// <summary>Leaves the article of this page in <see cref="Article"/>.</summary>
    private async Task<IActionResult?> RefusalAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } found) return NotFound();
        if (id == Id) Article = found.Article;
        return await rights.MayEditAsync(User, found.Article, found.Draft, ct) ? null : Forbid();
    }

    private async Task<bool> MayPublishAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) is { } found && await rights.MayPublishAsync(User, found.Article, found.Draft, ct);

    private async Task<(Article Article, ArticleDraft Draft)?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == id, ct) is not { } article) return null;
        return (article, ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync(ct)));
    }
}
