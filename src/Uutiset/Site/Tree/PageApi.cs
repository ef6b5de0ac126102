using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Site.Menus;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Tree;

/// <summary><c>/api/v1/pages</c> and <c>/api/v1/menus</c>: how the standing pages hang together, for a front end of another make. Their texts are at <c>/articles</c>.</summary>
internal static class PageApi
{
    public sealed record PageTextJson(Guid Id, string Lang, string Slug, string Url, string Title);

    /// <param name="Parent">Id of the page above; null at the top, and where the one above is not public.</param>
    /// <param name="Position">Place among those of the same parent, from 0.</param>
    public sealed record PageJson(Guid Id, Guid? Parent, int Position, IReadOnlyList<PageTextJson> Texts);

    public sealed record MenuLineJson(string Title, string Url, string Lang);

    public sealed record MenusJson(IReadOnlyList<MenuLineJson> Header, IReadOnlyList<MenuLineJson> Footer);

    public static void MapPageApi(this WebApplication app)
    {
        app.MapApi("/pages", "Site").MapGet("/", PagesAsync).AllowAnonymous().WithSummary("Public standing pages as a tree, the original of each first; their texts are at /articles/{id}").Produces<Paged<PageJson>>();
        app.MapApi("/menus", "Site").MapGet("/", Menus).AllowAnonymous().WithSummary("The menus of header and footer as readers see them; ?lang=").Produces<MenusJson>();
    }

    private static async Task<IResult> PagesAsync(NewsDb db, Press press, CancellationToken ct)
    {
        var tree = await PageTree.ReadAsync(db, press.NowUtc, ct);
        // Told as a reader sees it: one below a hidden page stands at the top, after those that stand there before it
        var below = new Dictionary<Guid, int>();
        var items = tree.All.Where(n => n.For("fi") is not null).Select(n =>
        {
            var above = tree.Above(n) is [.., var nearest] && nearest.For("fi") is not null ? nearest.Original.PublicId : (Guid?)null;
            var position = below[above ?? Guid.Empty] = below.GetValueOrDefault(above ?? Guid.Empty, -1) + 1;
            return new PageJson(n.Original.PublicId, above, position,
                [.. n.Texts.Where(t => t.IsVisible).Select(t => new PageTextJson(t.PublicId, t.Lang, t.Slug, press.Absolute(press.Languages.Contains(t.Lang) ? t.Lang : "fi", t.Path), t.Title))]);
        }).ToList();
        return Results.Ok(new Paged<PageJson>(items, 1, Math.Max(items.Count, 1), items.Count));
    }

    private static IResult Menus(string? lang, Press press)
    {
        var reader = press.Languages.Contains(lang) ? lang! : press.Languages[0];
        if (!string.IsNullOrEmpty(lang) && reader != lang) return Problems.Invalid("lang", $"must be one of {string.Join(", ", press.Languages)}");
        MenuLineJson[] Lines(IReadOnlyList<Themes.Pages.Link> links) => [.. links.Select(l => new MenuLineJson(l.Text, l.Url.StartsWith('/') ? press.Absolute("fi", l.Url) : l.Url, l.Lang ?? reader))];
        return Results.Ok(new MenusJson(Lines(press.Frame(reader).Nav), Lines(press.Frame(reader).FooterLinks)));
    }
}
