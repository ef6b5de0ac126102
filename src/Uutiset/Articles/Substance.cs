using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>
/// Whether a text says anything else to readers than the public one. When to look at it again, until when it stays, where it came from
/// and that its links were let stand are the newsroom's own: "Päivitetty" is for what readers read.
/// </summary>
internal static class Substance
{
    /// <summary>False also while the article is not public: whoever puts it out again tells readers anew.</summary>
    public static async Task<bool> IsSameAsync(NewsDb db, Article article, ArticleDraft draft, CancellationToken ct)
    {
        if (article is not { Status: ArticleStatus.Published, PublicRevision: { } number }) return false;
        var shown = await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == number).Select(r => r.Draft).SingleOrDefaultAsync(ct);
        return shown is not null && Told(ArticleDraft.FromJson(shown)) == Told(draft);
    }

    private static string Told(ArticleDraft draft) => (draft with
    {
        ReviewBy = null, LastCheckedAt = null, ExpiresAt = null, KeepsVagueLinks = false, SourceId = null, PublishedAt = null, PublishedPrecision = null,
        // Of one that has a row, the form knows the id alone
        Deadlines = [.. draft.Deadlines.Select(d => d is { DeadlineId: { } id, Supersedes: null } ? new DraftDeadline(id) : d)],
    }).ToJson();
}
