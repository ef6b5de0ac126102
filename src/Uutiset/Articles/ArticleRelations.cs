using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>An article at either end of a relation.</summary>
internal sealed record RelationEnd(long Id, Guid PublicId, ArticleType Type, string Slug, string Title, string Lang)
{
    public string Path => Article.PathOf(Type, Slug);
}

/// <summary>One public article goes on from, corrects or supersedes another one: both ends tell readers of it.</summary>
internal sealed record ArticleRelation(LinkKind Kind, RelationEnd From, RelationEnd To);

internal static class ArticleRelations
{
    // No page names more of them
    private const int Most = 500;

    /// <summary>The kinds that the other article tells of, too.</summary>
    public static readonly IReadOnlyList<LinkKind> TwoWays = [LinkKind.Follows, LinkKind.Corrects, LinkKind.Supersedes];

    /// <summary>The relations from and to these articles, as far as the public sees both ends; the oldest first. One command.</summary>
    public static async Task<IReadOnlyList<ArticleRelation>> RelationsAsync(this NewsDb db, IReadOnlyCollection<long> articles, DateTime nowUtc, CancellationToken ct)
    {
        if (articles.Count == 0) return [];
        var (ids, visible) = (articles.Select(id => (long?)id).ToList(), db.Articles.AsNoTracking().VisibleAt(nowUtc));
        // From the links on, which both indexes find: through the articles it would ask each of them
        var rows = await (from link in db.Set<ArticleLink>().AsNoTracking()
                          where TwoWays.Contains(link.Kind) && (ids.Contains(link.ArticleId) || ids.Contains(link.TargetId))
                          join a in visible on link.ArticleId equals a.Id
                          join target in visible on link.TargetId equals (long?)target.Id
                          where a.Id != target.Id
                          orderby a.PublishedUtc, a.Id, link.Position
                          select new
                          {
                              link.Kind, a.Id, a.PublicId, a.Type, a.Slug, a.Title, a.Lang,
                              ToId = target.Id, ToPublicId = target.PublicId, ToType = target.Type, ToSlug = target.Slug, ToTitle = target.Title, ToLang = target.Lang,
                          }).Take(Most).ToListAsync(ct);
        return [.. rows.Select(r => new ArticleRelation(r.Kind, new(r.Id, r.PublicId, r.Type, r.Slug, r.Title, r.Lang), new(r.ToId, r.ToPublicId, r.ToType, r.ToSlug, r.ToTitle, r.ToLang))).Distinct()];
    }
}
