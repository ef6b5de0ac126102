using Uutiset.Themes.Pages;

namespace Uutiset.Site.Tree;

/// <summary>The pages around a standing page, in the reader's language where they exist in it; those that nobody can read are left out.</summary>
internal static class PagesAround
{
    public static IReadOnlyList<Link> Above(PageTree tree, long articleId, string lang) => tree.Find(articleId) is { } node ? Links(tree.Above(node), lang) : [];

    public static IReadOnlyList<Link> Below(PageTree tree, long articleId, string lang) => tree.Find(articleId) is { } node ? Links(node.Children, lang) : [];

    private static IReadOnlyList<Link> Links(IEnumerable<PageNode> nodes, string lang) =>
        [.. nodes.Select(n => n.For(lang)).OfType<PageText>().Select(t => new Link(Press.At(lang, t.Path), t.Title, Cards.Foreign(t.Lang, lang)))];
}
