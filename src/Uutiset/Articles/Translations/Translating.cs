using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Translations;

/// <summary>Begins versions of an item in other languages, ties existing articles together and apart, and notes that a version was compared with its original.</summary>
internal sealed class Translating(NewsDb db, Drafting drafting, Autosaving autosaving, Audit audit, TimeProvider clock)
{
    /// <summary>A new draft beside the original with its facts and none of its texts.</summary>
    /// <param name="id">The original, or any version of it.</param>
    public async Task<Outcome> StartAsync(Guid id, string lang, bool easyLanguage, Actor actor, CancellationToken ct)
    {
        if (await SourceText.FindAsync(db, id, ct) is not { } source || !actor.SpeaksFor(source.PublisherId)) return new Outcome.Missing();
        var errors = new DraftErrors();
        if (!DraftCheck.ContentLanguages.Contains(lang)) errors.Add("lang", "Kieltä ei tunneta.", "Språket är okänt.", "The language is not known.");
        else if (source.Taken.Any(t => t.Lang == lang && t.EasyLanguage == easyLanguage)) GroupCheck.Taken(errors, "lang");
        if (errors.Found.Count > 0) return new Outcome.Refused(errors.Found);
        // The original's facts were looked at when it was saved; who speaks for one publisher makes its articles only
        var carried = CarriedOver.Of(source, lang, easyLanguage);
        var publisher = await db.PublisherForAsync(actor, actor.PublisherId is null ? carried.PublisherId : null, ct);
        if (actor.PublisherId is not null) carried = carried with { PublisherId = publisher?.PublicId };
        var article = drafting.Add(new CheckedDraft(carried, [], source) { PublisherId = publisher?.Id }, actor);
        audit.Write(db, actor, "article.translationStarted", Drafting.Target(article), $"{ContentTag.Of(lang, easyLanguage)} · article:{source.PublicId}");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (db.Database.CurrentTransaction is null)
        {
            // Somebody began the same version in this moment
            db.ChangeTracker.Clear();
            if (!await db.Translations.AnyAsync(t => t.OriginalId == source.Id && t.Lang == lang && t.EasyLanguage == easyLanguage, ct)) throw;
            GroupCheck.Taken(errors, "lang");
            return new Outcome.Refused(errors.Found);
        }
        return new Outcome.Done(article);
    }

    /// <param name="original">Null: the article stands alone from now on.</param>
    /// <param name="mayPublish">An approved text that waits for its hour is changed only by those who may.</param>
    public async Task<Outcome> LinkAsync(Guid id, Guid? original, bool mayPublish, Actor actor, CancellationToken ct)
    {
        var article = await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return new Outcome.Missing();
        var draft = ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync(ct));
        var typed = actor.UserId is { } user ? await autosaving.FindAsync(id, user, ct) : null;
        var outcome = await drafting.SaveAsync(id, draft with { TranslationOf = original }, article.Version, mayPublish, actor, ct);
        if (outcome is not Outcome.Done { Article: var saved }) return outcome;
        audit.Write(db, actor, original is null ? "article.translationUnlinked" : "article.translationLinked", Drafting.Target(saved), $"article:{original ?? draft.TranslationOf}");
        await db.SaveChangesAsync(ct);
        // Saving takes what was typed for saved: it was not, so it waits on as it was
        if (typed is not null)
            await autosaving.KeepAsync(id, ArticleDraft.FromJson(typed.Draft) with { TranslationOf = original }, typed.BasedOnVersion == article.Version ? saved.Version : typed.BasedOnVersion, typed.UserId, ct);
        return outcome;
    }

    /// <summary>The version says what this revision of the original says.</summary>
    /// <returns>False when there is no such version or revision.</returns>
    public async Task<bool> CheckedAsync(Guid id, int revision, Actor actor, CancellationToken ct)
    {
        var place = await db.Translations.SingleOrDefaultAsync(t => db.Articles.Any(a => a.Id == t.ArticleId && a.PublicId == id), ct);
        if (place is null || !await db.Revisions.AnyAsync(r => r.ArticleId == place.OriginalId && r.Number == revision, ct)) return false;
        (place.SourceRevision, place.CheckedUtc, place.CheckedBy) = (revision, clock.GetUtcNow().UtcDateTime, actor.Name);
        audit.Write(db, actor, "article.translationChecked", $"article:{id}", FormattableString.Invariant($"revision {revision}"));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
