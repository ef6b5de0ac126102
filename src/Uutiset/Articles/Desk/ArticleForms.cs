using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>The article page's form: filled from a draft, read back into one, with what its lists offer.</summary>
internal sealed class ArticleForms(NewsDb db, Terms terms, ArticleRights rights, Commenting commenting, TranslationGroups groups, Translating translating, Picking picking, TimeProvider clock)
{
    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    public Task<(ArticleDraft Draft, IReadOnlyList<FieldError> Errors)> ReadAsync(ArticleForm form, ArticleDraft before, CancellationToken ct) =>
        new FormReading(db, clock).ReadAsync(form, before, ct);

    public Task<bool> MayEditAsync(ClaimsPrincipal user, Article article, ArticleDraft draft, CancellationToken ct) => rights.MayEditAsync(user, article, draft, ct);

    public Task<bool> MayPublishAsync(ClaimsPrincipal user, Article? article, ArticleDraft draft, CancellationToken ct) => rights.MayPublishAsync(user, article, draft, ct);

    /// <summary>What the form of a new article begins with: the writer, and what an agent or a publisher's own editor writes of as a rule.</summary>
    public async Task<ArticleDraft> BlankAsync(ClaimsPrincipal user, long me, string deskLang, CancellationToken ct)
    {
        var (actor, lang) = (Actor.Of(user), deskLang == "sv" ? "sv" : "fi");
        var writer = await db.People.Where(p => p.UserId == me).Select(p => (Guid?)p.PublicId).FirstOrDefaultAsync(ct);
        var publisher = actor.PublisherId is null ? null : await db.PublisherForAsync(actor, null, ct);
        return new ArticleDraft
        {
            Lang = lang, PublisherId = publisher?.PublicId, Authors = writer is null ? [] : [new DraftAuthor(writer, null)],
            Regions = user.Has(Permission.ArticlesReview) ? [] : [.. await rights.RegionsOfAsync(me, ct)],
        };
    }

    /// <summary>What goes on around the text: its review and the comments that wait, its versions in other languages, and what it translates.</summary>
    public async Task<Surrounding> SurroundingAsync(ClaimsPrincipal user, Article? article, string deskLang, CancellationToken ct) => article is null ? Surrounding.None : new(
        await db.ArticleReviews.AsNoTracking().Include(r => r.Editor).SingleOrDefaultAsync(r => r.ArticleId == article.Id, ct),
        [.. (await commenting.ThreadsAsync(article.Id, ct)).Where(t => t.IsOpen)],
        await groups.OfAsync(article.Id, await rights.ReachOfAsync(user, ct), ct),
        await groups.SourceAsync(user, article.Id, deskLang, ct));

    /// <summary>The box for a small correction, ticked when nothing that readers see has been changed.</summary>
    public async Task<MinorChoice> MinorAsync(Article? article, ArticleDraft newest, CancellationToken ct) =>
        article is { HasUnpublishedChanges: true } && await Substance.IsSameAsync(db, article, newest, ct) ? new MinorChoice { Chosen = true, Suggested = true } : new MinorChoice();

    public Task<bool> CheckedAsync(Guid id, int sourceRevision, Actor actor, CancellationToken ct) => translating.CheckedAsync(id, sourceRevision, actor, ct);

    public Task<ArticleForm> FillAsync(Article? article, ArticleDraft draft, string deskLang, CancellationToken ct) => new FormFilling(db, terms, clock.Today()).FillAsync(article, draft, deskLang, ct);

    public async Task<FormChoices> ChoicesAsync(ArticleForm form, ClaimsPrincipal user, string deskLang, CancellationToken ct)
    {
        await picking.NameAsync(form.Picks(), ct);
        return await FormChoices.LoadAsync(db, terms, form, Actor.Of(user), await rights.ReachOfAsync(user, ct), clock.Today(), deskLang, ct);
    }

    /// <summary>Whom and what the typed names mean; one that means nobody for certain is asked about.</summary>
    public async Task<IReadOnlyList<FieldError>> SettleAsync(ArticleForm form, string? searched, DeskText text, CancellationToken ct)
    {
        var state = new ModelStateDictionary();
        await picking.SettleAsync(form.Picks(), state, searched, ct);
        form.DropBlankRows();
        return [.. state.Select(e => new FieldError(e.Key, new Localized(text[e.Value!.Errors[0].ErrorMessage])))];
    }

    /// <summary>The hour a person chose for publication, in Helsinki; in the past it is refused.</summary>
    public (DateTime? Utc, FieldError? Error) PublicationTime(string day, string time)
    {
        var dates = new FormDates(clock.Today());
        var written = dates.Read("publishDay", $"{day} {time}".Trim());
        if (written is null) return (null, dates.Errors.FirstOrDefault() ?? new FieldError("publishDay", "Valitse julkaisupäivä.", "Välj en publiceringsdag.", "Choose the day of publication."));
        return written.Utc > clock.GetUtcNow().UtcDateTime
            ? (written.Utc, null)
            : (null, new FieldError("publishDay", "Julkaisuaika on jo mennyt. Valitse tuleva hetki tai julkaise heti.", "Publiceringstiden har redan passerat. Välj en kommande tid eller publicera genast.", "That moment has passed. Choose a coming one, or publish now."));
    }
}

/// <param name="Open">Threads of comments that nobody has settled.</param>
/// <param name="Source">What this article translates, if it does and this person may read it.</param>
internal sealed record Surrounding(ArticleReview? Review, IReadOnlyList<CommentThread> Open, TranslationGroup Group, SourceView? Source)
{
    public static readonly Surrounding None = new(null, [], TranslationGroup.None, null);
}
