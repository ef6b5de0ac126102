using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Articles.Finding;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Creates articles and saves revisions. Nothing here changes what the public sees.</summary>
internal sealed class Drafting(NewsDb db, DraftCheck check, WorkingIndex index, Audit audit, TimeProvider clock)
{
    // What comes out at the hour is the newest text: it must stay the one that was approved
    private static readonly FieldError Approved = new("title",
        "Juttu on hyväksytty ja ajastettu, eikä sinulla ole oikeutta julkaista sitä. Pyydä toimittajaa perumaan ajastus tai tekemään muutos.",
        "Artikeln är godkänd och tidsbestämd, och du har inte rätt att publicera den. Be en redaktör ta bort tiden eller göra ändringen.",
        "The article is approved and scheduled, and you may not publish it. Ask an editor to cancel the schedule or to make the change.");

    public Task<Outcome> CreateAsync(ArticleDraft draft, bool mayPublish, Actor actor, CancellationToken ct) =>
        CreateAsync(Guid.CreateVersion7(), draft, mayPublish, actor, ct);

    /// <param name="id">Given out before the article existed, so that a request sent twice creates it once.</param>
    public async Task<Outcome> CreateAsync(Guid id, ArticleDraft draft, bool mayPublish, Actor actor, CancellationToken ct)
    {
        var good = await check.CheckAsync(draft, new DraftContext(MayPublish: mayPublish, By: actor), ct);
        if (!good.IsGood) return new Outcome.Refused(good.Errors);
        var article = Add(good, actor, id);
        await db.SaveChangesAsync(ct);
        return new Outcome.Done(article);
    }

    /// <summary>An article with nothing in it yet, for the desk's first autosave. A language that no article is written in waits for the first save, which refuses it.</summary>
    public async Task<Article> StartAsync(Guid id, string lang, Actor actor, CancellationToken ct)
    {
        var publisher = await db.PublisherForAsync(actor, null, ct);
        var draft = new ArticleDraft { PublisherId = actor.PublisherId is null ? null : publisher?.PublicId };
        var article = Add(new CheckedDraft(DraftCheck.ContentLanguages.Contains(lang) ? draft with { Lang = lang } : draft, []) { PublisherId = publisher?.Id }, actor, id);
        await db.SaveChangesAsync(ct);
        return article;
    }

    /// <summary>Adds the article and its first revision to the context; the caller saves.</summary>
    public Article Add(CheckedDraft good, Actor actor, Guid? id = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var article = new Article { PublicId = id ?? Guid.CreateVersion7(), CreatedUtc = now, OwnerId = actor.UserId, Version = 0 };
        db.Articles.Add(article);
        AddRevision(article, good, actor, now);
        audit.Write(db, actor, "article.created", Target(article), good.Draft.Title);
        return article;
    }

    /// <summary>Saves a new revision onto the version that the writer saw.</summary>
    public Task<Outcome> SaveAsync(Guid id, ArticleDraft draft, int expectedVersion, bool mayPublish, Actor actor, CancellationToken ct) =>
        SaveAsync(id, draft, expectedVersion, new DraftContext(MayPublish: mayPublish), actor, ct);

    public async Task<Outcome> SaveAsync(Guid id, ArticleDraft draft, int expectedVersion, DraftContext context, Actor actor, CancellationToken ct)
    {
        var article = await db.Articles.WithWorking().Include(a => a.Translation).SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return new Outcome.Missing();
        var newest = await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        if (article.Version != expectedVersion) return ConflictWith(article, newest);
        context = context with { Article = article, Previous = ArticleDraft.FromJson(newest.Draft), ComesOut = context.ComesOut || article.PublishAtUtc is not null, By = actor };
        var good = await check.CheckAsync(draft, context, ct);
        if (!good.IsGood) return new Outcome.Refused(good.Errors);
        return await StoreAsync(article, newest, good, null, context.MayPublish, actor, ct);
    }

    /// <summary>Makes an old revision the newest one again, as a revision of its own.</summary>
    public async Task<Outcome> RestoreAsync(Guid id, int number, int? expectedVersion, bool mayPublish, Actor actor, CancellationToken ct)
    {
        var article = await db.Articles.WithWorking().Include(a => a.Translation).SingleOrDefaultAsync(a => a.PublicId == id, ct);
        var old = article is null ? null : await db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.ArticleId == article.Id && r.Number == number, ct);
        if (article is null || old is null) return new Outcome.Missing();
        var newest = await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        if (expectedVersion is { } expected && article.Version != expected) return ConflictWith(article, newest);
        // Its days may have passed and its terms merged since: it is looked at like any other text
        var good = await check.CheckAsync(ArticleDraft.FromJson(old.Draft), new DraftContext(article, ArticleDraft.FromJson(old.Draft), ComesOut: article.PublishAtUtc is not null, By: actor), ct);
        return good.IsGood ? await StoreAsync(article, newest, good, number, mayPublish, actor, ct) : new Outcome.Refused(good.Errors);
    }

    /// <summary>Whether a text says something else than the newest revision, once it stands in the form in which texts are stored.</summary>
    public async Task<bool> IsChangedAsync(Article article, ArticleDraft newest, ArticleDraft typed, CancellationToken ct) =>
        (await check.CheckAsync(typed, new DraftContext(article, newest), ct)).Draft.ToJson() != newest.ToJson();

    public static string Target(Article article) => $"article:{article.PublicId}";

    internal static Outcome.Conflict ConflictWith(Article article, Revision newest) =>
        new(article.Version, ArticleDraft.FromJson(newest.Draft), newest.By, newest.SavedUtc);

    /// <param name="restored">The revision that this text stood in before; null for a text that was written.</param>
    private async Task<Outcome> StoreAsync(Article article, Revision newest, CheckedDraft good, int? restored, bool mayPublish, Actor actor, CancellationToken ct)
    {
        var draft = good.Draft;
        var changes = draft.ToJson() != ArticleDraft.FromJson(newest.Draft).ToJson();
        if (changes && article.PublishAtUtc is not null && !mayPublish) return new Outcome.Refused([Approved]);
        if (actor.UserId is { } user && await db.Autosaves.SingleOrDefaultAsync(a => a.ArticleId == article.Id && a.UserId == user, ct) is { } autosave)
            db.Autosaves.Remove(autosave);
        // The same text again is no revision
        if (changes)
        {
            audit.Write(db, actor, restored is null ? "article.saved" : "article.restored", Target(article), draft.Title, [.. AuditChanges.Between(ArticleDraft.FromJson(newest.Draft), draft),
                new("workingRevision", FormattableString.Invariant($"{article.WorkingRevision}"), FormattableString.Invariant($"{article.WorkingRevision + 1}{(restored is { } old ? $" = {old}" : "")}"))]);
            AddRevision(article, good, actor, clock.GetUtcNow().UtcDateTime);
        }
        return await db.SaveOrConflictAsync(article, ct);
    }

    private void AddRevision(Article article, CheckedDraft good, Actor actor, DateTime now)
    {
        Place(article, good, actor, now);
        article.WorkingPublisherId = good.PublisherId;
        AddText(article, good.Draft, actor, now);
    }

    /// <summary>Adds a checked text to the context as the newest one, where it stands among the versions of an item staying as it is; the caller has loaded <see cref="ArticleSaves.WithWorking"/> and saves.</summary>
    public Revision AddText(Article article, ArticleDraft draft, Actor actor, DateTime now)
    {
        article.WorkingRevision++;
        article.WorkingTitle = draft.Title;
        article.SavedUtc = now;
        article.SavedBy = actor.Name;
        article.Version++;
        // It was chosen for the text before
        article.PublishAtMinor = null;
        if (article.PublicRevision is null) (article.Type, article.Lang, article.EasyLanguage, article.SourceId) = (draft.Type, draft.Lang, draft.EasyLanguage, draft.SourceId);
        DraftMedia.Of(draft).MarkWorking(article);
        index.Bring(article, draft);
        return db.Revisions.Add(new Revision { Article = article, Number = article.WorkingRevision, ArticleVersion = article.Version, Draft = draft.ToJson(), ByUserId = actor.UserId, By = actor.Name, SavedUtc = now }).Entity;
    }

    /// <summary>Its place among the versions of an item. One that comes to an item is taken to say what the original says now.</summary>
    private static void Place(Article article, CheckedDraft good, Actor actor, DateTime now)
    {
        if (good.Source is not { } source)
        {
            article.Translation = null;
            return;
        }
        var place = article.Translation ??= new Translation();
        if (place.OriginalId != source.Id) (place.OriginalId, place.SourceRevision, place.CheckedUtc, place.CheckedBy) = (source.Id, source.Revision, now, actor.Name);
        (place.Lang, place.EasyLanguage) = (good.Draft.Lang, good.Draft.EasyLanguage);
    }
}
