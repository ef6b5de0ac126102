using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>What a person typed since they saved: one row for each article and person, no revision. Nobody else sees it, but for the title of an article that was never saved.</summary>
internal sealed class Autosaving(NewsDb db, TimeProvider clock)
{
    private const int Tries = 5;

    /// <returns>When it was stored; null when the article is gone.</returns>
    public async Task<DateTime?> KeepAsync(Guid id, ArticleDraft draft, int basedOnVersion, long userId, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryKeepAsync(id, draft, basedOnVersion, userId, ct);
            }
            // Another tab made or discarded the same row, or saved the article, in this moment: look again
            catch (DbUpdateException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<DateTime?> TryKeepAsync(Guid id, ArticleDraft draft, int basedOnVersion, long userId, CancellationToken ct)
    {
        var article = await db.Articles.SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return null;
        // A draft that was never saved stands in the list by what its title is so far
        if (article.WorkingRevision == 1 && await IsUntitledAsync(article.Id, ct))
            article.WorkingTitle = draft.Title.Length > DraftCheck.LongestTitle ? draft.Title[..DraftCheck.LongestTitle] : draft.Title;
        var row = await db.Autosaves.SingleOrDefaultAsync(a => a.ArticleId == article.Id && a.UserId == userId, ct);
        if (row is null) db.Autosaves.Add(row = new Autosave { ArticleId = article.Id, UserId = userId });
        row.Draft = draft.ToJson();
        row.BasedOnVersion = basedOnVersion;
        row.SavedUtc = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        return row.SavedUtc;
    }

    private async Task<bool> IsUntitledAsync(long articleId, CancellationToken ct) =>
        ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == articleId && r.Number == 1).Select(r => r.Draft).SingleAsync(ct)).Title.Length == 0;

    public Task<Autosave?> FindAsync(Guid id, long userId, CancellationToken ct) =>
        db.Autosaves.AsNoTracking().SingleOrDefaultAsync(a => a.UserId == userId && db.Articles.Any(x => x.Id == a.ArticleId && x.PublicId == id), ct);

    public Task DiscardAsync(Guid id, long userId, CancellationToken ct) =>
        db.Autosaves.Where(a => a.UserId == userId && db.Articles.Any(x => x.Id == a.ArticleId && x.PublicId == id)).ExecuteDeleteAsync(ct);
}
