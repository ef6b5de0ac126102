using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles.Translations;

/// <summary>The original that a draft names, as its newest saved text is.</summary>
/// <param name="PublisherId">Whose the original is.</param>
/// <param name="Taken">Languages that a version of it has already, its own first.</param>
internal sealed record SourceText(long Id, Guid PublicId, int Revision, long? PublisherId, ArticleDraft Draft, IReadOnlyList<TakenPlace> Taken)
{
    /// <param name="id">The original, or any version of it.</param>
    public static async Task<SourceText?> FindAsync(NewsDb db, Guid id, CancellationToken ct)
    {
        var key = await db.Articles.Where(a => a.PublicId == id).Select(a => (long?)(a.Translation == null ? a.Id : a.Translation.OriginalId)).FirstOrDefaultAsync(ct);
        if (key is not { } original) return null;
        var text = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == original && r.Number == r.Article!.WorkingRevision)
            .Select(r => new { r.Article!.PublicId, r.Article.WorkingPublisherId, r.Number, r.Draft }).SingleAsync(ct);
        var draft = ArticleDraft.FromJson(text.Draft);
        return new SourceText(original, text.PublicId, text.Number, text.WorkingPublisherId, draft, [new(original, draft.Lang, draft.EasyLanguage), .. await PlacesAsync(db, original, ct)]);
    }

    public static Task<List<TakenPlace>> PlacesAsync(NewsDb db, long original, CancellationToken ct) =>
        db.Translations.Where(t => t.OriginalId == original).Select(t => new TakenPlace(t.ArticleId, t.Lang, t.EasyLanguage)).ToListAsync(ct);
}

internal sealed record TakenPlace(long ArticleId, string Lang, bool EasyLanguage);
