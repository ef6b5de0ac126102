using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Versions;

/// <summary>Reads what an article has been, and holds two of its texts side by side or together.</summary>
internal sealed class History(NewsDb db, Terms terms, DeskTexts texts, TimeProvider clock)
{
    public async Task<IReadOnlyList<ComparedField>> CompareAsync(ArticleDraft before, ArticleDraft after, string deskLang, CancellationToken ct)
    {
        var lines = await LinesAsync([before, after], deskLang, ct);
        return Comparing.Of(lines.Of(before), lines.Of(after));
    }

    /// <param name="version">The article's version at which "mine" was begun.</param>
    public async Task<Merging> MergeAsync(Article article, int version, ArticleDraft mine, ArticleDraft theirs, string deskLang, CancellationToken ct)
    {
        var root = await db.Revisions.Where(r => r.ArticleId == article.Id && r.ArticleVersion <= version).OrderByDescending(r => r.Number).Select(r => r.Draft).FirstOrDefaultAsync(ct);
        var former = root is null ? null : ArticleDraft.FromJson(root);
        return new Merging(former, mine, theirs, await LinesAsync(former is null ? [mine, theirs] : [former, mine, theirs], deskLang, ct));
    }

    private async Task<DraftLines> LinesAsync(IReadOnlyList<ArticleDraft> drafts, string deskLang, CancellationToken ct) =>
        new(await ArticleNames.LoadAsync(db, [], drafts, clock.GetUtcNow().UtcDateTime, ct), await terms.IndexAsync(ct), texts, deskLang);
}
