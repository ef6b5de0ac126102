using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>What a person typed since they saved: one row for each article and person, no revision, seen by nobody else.</summary>
internal sealed class Autosaving(NewsDb db, TimeProvider clock)
{
    /// <returns>When it was stored; null when the article is gone.</returns>
    public async Task<DateTime?> KeepAsync(Guid id, ArticleDraft draft, int basedOnVersion, long userId, CancellationToken ct)
    {
        var articleId = await db.Articles.Where(a => a.PublicId == id).Select(a => (long?)a.Id).SingleOrDefaultAsync(ct);
        if (articleId is null) return null;
        var row = await db.Autosaves.SingleOrDefaultAsync(a => a.ArticleId == articleId && a.UserId == userId, ct);
        if (row is null) db.Autosaves.Add(row = new Autosave { ArticleId = articleId.Value, UserId = userId });
        row.Draft = draft.ToJson();
        row.BasedOnVersion = basedOnVersion;
        row.SavedUtc = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        return row.SavedUtc;
    }

    public Task<Autosave?> FindAsync(Guid id, long userId, CancellationToken ct) =>
        db.Autosaves.AsNoTracking().SingleOrDefaultAsync(a => a.UserId == userId && db.Articles.Any(x => x.Id == a.ArticleId && x.PublicId == id), ct);

    public Task DiscardAsync(Guid id, long userId, CancellationToken ct) =>
        db.Autosaves.Where(a => a.UserId == userId && db.Articles.Any(x => x.Id == a.ArticleId && x.PublicId == id)).ExecuteDeleteAsync(ct);
}
