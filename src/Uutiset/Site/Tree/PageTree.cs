using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;

namespace Uutiset.Site.Tree;

/// <summary>A page in one language.</summary>
internal sealed record PageText(long Id, Guid PublicId, string Lang, string Slug, string Title, ArticleStatus Status, bool HasChanges, bool IsVisible, long? PublisherId)
{
    public string Path => Article.PathOf(ArticleType.Page, Slug);
}

/// <param name="Texts">The original first, then its translations.</param>
internal sealed record PageNode(long Id, long? ParentId, int Depth, IReadOnlyList<PageText> Texts, IReadOnlyList<PageNode> Children)
{
    public PageText Original => Texts[0];

    /// <summary>What a reader of this language gets: the page in it, or else in its own; null when none of them is public.</summary>
    public PageText? For(string lang) => Texts.FirstOrDefault(t => t.IsVisible && t.Lang == lang) ?? Texts.FirstOrDefault(t => t.IsVisible);
}

/// <summary>All standing pages as a tree, read in two SQL commands: there are some dozens of them at most.</summary>
internal sealed record PageTree(IReadOnlyList<PageNode> Top, IReadOnlyList<PageNode> All)
{
    public static Task<PageTree> ReadAsync(NewsDb db, DateTime nowUtc, CancellationToken ct) => ReadAsync(db, nowUtc, Actor.System, ct);

    /// <param name="actor">Who looks: what another publisher writes has no title for them before it is public.</param>
    public static async Task<PageTree> ReadAsync(NewsDb db, DateTime nowUtc, Actor actor, CancellationToken ct)
    {
        var rows = await db.Articles.AsNoTracking().Where(a => a.Type == ArticleType.Page)
            .Select(a => new
            {
                a.Id, a.PublicId, a.Lang, a.Slug, a.Title, a.WorkingTitle, a.Status, a.WorkingPublisherId,
                // Until it is public, a translation has its place among the drafts only
                TranslationOfId = a.PublicRevision == null && a.Translation != null ? (long?)a.Translation.OriginalId : a.TranslationOfId,
                 HasChanges = a.PublicRevision != null && a.PublicRevision != a.WorkingRevision,
                IsVisible = a.Status == ArticleStatus.Published && a.PublishedUtc <= nowUtc && (a.ExpiresUtc == null || a.ExpiresUtc > nowUtc),
            }).ToListAsync(ct);
        var places = await db.PagePlaces.AsNoTracking().ToDictionaryAsync(p => p.ArticleId, ct);
        var ids = rows.Select(r => r.Id).ToHashSet();
        // A translation of something that is no page, or no longer there, stands for itself
        bool IsOriginal(long? of) => of is not { } id || !ids.Contains(id);
        var translations = rows.Where(r => !IsOriginal(r.TranslationOfId)).ToLookup(r => r.TranslationOfId!.Value);
        var finnish = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fi-FI"), false);
        var nodes = rows.Where(r => IsOriginal(r.TranslationOfId)).ToDictionary(r => r.Id, r => (
            Parent: places.GetValueOrDefault(r.Id)?.ParentId is { } parent && ids.Contains(parent) ? parent : (long?)null,
            Position: places.GetValueOrDefault(r.Id)?.Position ?? int.MaxValue,
            Texts: (IReadOnlyList<PageText>)[.. translations[r.Id].OrderBy(t => t.Lang, StringComparer.Ordinal).Prepend(r)
                .Select(t => new PageText(t.Id, t.PublicId, t.Lang, t.Slug, t.IsVisible ? t.Title : actor.SpeaksFor(t.WorkingPublisherId) ? t.WorkingTitle : "–", t.Status, t.HasChanges, t.IsVisible, t.WorkingPublisherId))]));
        var all = new List<PageNode>();
        var seen = new HashSet<long>();
        var top = Below(null, 0);
        // A circle that a careless hand made in the database hangs nowhere: its pages are shown at the top
        top.AddRange(nodes.Where(n => !seen.Contains(n.Key)).Select(n => Add(n.Key, 0, [])).ToList());
        return new PageTree(top, all);

        List<PageNode> Below(long? parent, int depth) =>
            [.. nodes.Where(n => n.Value.Parent == parent).OrderBy(n => n.Value.Position).ThenBy(n => n.Value.Texts[0].Title, finnish).ThenBy(n => n.Key).ToList().Select(n => Add(n.Key, depth, null))];

        PageNode Add(long id, int depth, IReadOnlyList<PageNode>? children)
        {
            seen.Add(id);
            // Its place in the list is before those of its children
            var at = all.Count;
            all.Add(null!);
            var node = new PageNode(id, nodes[id].Parent, depth, nodes[id].Texts, children ?? Below(id, depth + 1));
            all[at] = node;
            return node;
        }
    }

    public PageNode? Find(long articleId) => All.FirstOrDefault(n => n.Texts.Any(t => t.Id == articleId));

    /// <summary>The pages above, the topmost first.</summary>
    public IReadOnlyList<PageNode> Above(PageNode node)
    {
        var above = new List<PageNode>();
        for (var next = Parent(node); next is not null && !above.Contains(next); next = Parent(next)) above.Insert(0, next);
        return above;
    }

    /// <summary>Those of the same page above, in their order, itself among them.</summary>
    public IReadOnlyList<PageNode> Siblings(PageNode node) => Parent(node)?.Children is { } children && children.Contains(node) ? children : Top;

    public bool IsWithin(PageNode node, PageNode above) => node == above || Above(node).Contains(above);

    private PageNode? Parent(PageNode node) => node.ParentId is { } id ? All.FirstOrDefault(n => n.Id == id) : null;
}
