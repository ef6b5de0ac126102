using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Versions;
using Uutiset.Data;

namespace Uutiset.Articles.Translations;

/// <summary>One version of an item, for those who edit it.</summary>
/// <param name="SourceRevision">Of the original, with which it was last compared; null for the original itself.</param>
internal sealed record GroupMember(Guid Id, string Title, string Lang, bool EasyLanguage, ArticleStatus Status, bool IsOriginal, int? SourceRevision)
{
    public string LanguageTag => Vocabulary.ContentTag.Of(Lang, EasyLanguage);
}

/// <param name="Members">The original first, then by language.</param>
/// <param name="SameRevisions">Of the original: those that say what its newest says. One that is published once more is a revision of its own.</param>
internal sealed record TranslationGroup(IReadOnlyList<GroupMember> Members, IReadOnlySet<int> SameRevisions)
{
    public static readonly TranslationGroup None = new([], new HashSet<int>());

    public GroupMember? Original => Members.FirstOrDefault(m => m.IsOriginal);

    /// <summary>The original was saved with another text since.</summary>
    public bool IsBehind(GroupMember member) => member.SourceRevision is { } seen && !SameRevisions.Contains(seen);
}

/// <summary>A text that is being translated, beside its translation.</summary>
/// <param name="Revision">The number of the text shown.</param>
/// <param name="Changes">What became of it since the translation was last compared with it.</param>
internal sealed record SourceView(Article Original, ArticleDraft Draft, int Revision, int SeenRevision, IReadOnlyList<ComparedField> Changes);

/// <summary>Reads the versions of items, and what changed in an original since.</summary>
internal sealed class TranslationGroups(NewsDb db, History history, ArticleRights rights)
{
    /// <summary>Three commands. Alone, an article is the original of no other. Each version is told as any list tells it to this person.</summary>
    public async Task<TranslationGroup> OfAsync(long articleId, ArticleReach reach, CancellationToken ct)
    {
        var original = await db.Translations.Where(t => t.ArticleId == articleId).Select(t => (long?)t.OriginalId).FirstOrDefaultAsync(ct) ?? articleId;
        var rows = await reach.Told(db.Articles.AsNoTracking().Where(a => a.Id == original || a.Translation!.OriginalId == original))
            .Select(t => new { t.Line, t.Article.Id, t.Article.WorkingRevision, t.Article.Lang, t.Article.EasyLanguage, t.Article.Translation }).ToListAsync(ct);
        var newest = rows.Single(r => r.Id == original).WorkingRevision;
        var seen = rows.Select(r => r.Translation?.SourceRevision).Append(newest).OfType<int>().Distinct().ToList();
        var texts = await db.Revisions.Where(r => r.ArticleId == original && seen.Contains(r.Number)).ToDictionaryAsync(r => r.Number, r => r.Draft, ct);
        return new TranslationGroup(
            [.. rows.Select(r => new GroupMember(r.Line.Id, r.Line.Title, r.Translation?.Lang ?? r.Lang, r.Translation?.EasyLanguage ?? r.EasyLanguage, r.Line.Status, r.Id == original, r.Translation?.SourceRevision))
                .OrderBy(m => !m.IsOriginal).ThenBy(m => DraftCheck.ContentLanguages.ToList().IndexOf(m.Lang)).ThenBy(m => m.EasyLanguage)],
            texts.Where(t => t.Value == texts[newest]).Select(t => t.Key).ToHashSet());
    }

    /// <summary>
    /// The original of a translation: its newest text for who may edit it, the published one for others. Null when there is none, or none
    /// that this person may read.
    /// </summary>
    public async Task<SourceView?> SourceAsync(ClaimsPrincipal user, long articleId, string deskLang, CancellationToken ct)
    {
        var place = await db.Translations.AsNoTracking().Include(t => t.Original).SingleOrDefaultAsync(t => t.ArticleId == articleId, ct);
        if (place?.Original is not { } original) return null;
        int[] wanted = [place.SourceRevision, original.WorkingRevision, original.PublicRevision ?? 0];
        var texts = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == original.Id && wanted.Contains(r.Number)).ToDictionaryAsync(r => r.Number, ct);
        var newest = ArticleDraft.FromJson(texts[original.WorkingRevision].Draft);
        var mayEdit = await rights.MayEditAsync(user, original, newest, ct);
        var shown = mayEdit ? original.WorkingRevision : original.Status == ArticleStatus.Published ? original.PublicRevision : null;
        if (shown is not { } number) return null;
        var draft = number == original.WorkingRevision ? newest : ArticleDraft.FromJson(texts[number].Draft);
        var seen = texts.GetValueOrDefault(place.SourceRevision);
        // Words of a draft that was never public are for those who may edit it
        var compares = seen is not null && seen.Number < number && (mayEdit || seen.PublishedFromUtc is not null);
        return new SourceView(original, draft, number, place.SourceRevision,
            compares ? [.. (await history.CompareAsync(ArticleDraft.FromJson(seen!.Draft), draft, deskLang, ct)).Where(f => f.Field != "slug")] : []);
    }
}
