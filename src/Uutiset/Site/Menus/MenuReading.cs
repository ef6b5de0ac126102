using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Site.Tree;
using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Menus;

/// <summary>A line as the desk and the API tell it.</summary>
/// <param name="Hidden">A page that nobody can read now: readers do not see the line.</param>
internal sealed record MenuRow(MenuEntry Entry, IReadOnlyDictionary<string, Link> Links, bool Hidden);

/// <summary>Menus as readers get them: names of sections from the theme, of pages from the page in the reader's language.</summary>
internal sealed class MenuReading(Press press)
{
    /// <returns>No lines: the menu is the usual one.</returns>
    public async Task<ILookup<MenuName, MenuRow>> RowsAsync(NewsDb db, CancellationToken ct)
    {
        var entries = await db.MenuEntries.AsNoTracking().OrderBy(e => e.Menu).ThenBy(e => e.Position).ThenBy(e => e.Id).ToListAsync(ct);
        var tree = entries.Exists(e => e.ArticleId is not null) ? await PageTree.ReadAsync(db, press.NowUtc, ct) : null;
        return entries.Select(e => (e.Menu, Row: Row(e, e.ArticleId is { } id ? tree?.Find(id) : null))).ToLookup(e => e.Menu, e => e.Row);
    }

    /// <summary>The usual lines, for the desk to show what stands there.</summary>
    public IReadOnlyList<MenuRow> Usual(MenuName menu) => [.. SiteSections.Usual(menu == MenuName.Header).Select(s => Row(new MenuEntry { Menu = menu, Section = s.Path }, null))];

    public async Task<(IReadOnlyDictionary<string, SiteMenus> Menus, string Written)> ReadAsync(NewsDb db, CancellationToken ct)
    {
        var rows = await RowsAsync(db, ct);
        var menus = press.Languages.ToDictionary(lang => lang, lang => new SiteMenus(Links(rows[MenuName.Header], lang), Links(rows[MenuName.Footer], lang)));
        return (menus, string.Join('\n', menus.SelectMany(m => (m.Value.Header ?? []).Prepend(new Link(m.Key, "header")).Concat((m.Value.Footer ?? []).Prepend(new Link(m.Key, "footer"))))));
    }

    private static IReadOnlyList<Link>? Links(IEnumerable<MenuRow> rows, string lang)
    {
        var all = rows.ToList();
        return all.Count == 0 ? null : [.. all.Where(r => !r.Hidden).Select(r => r.Links[lang])];
    }

    private MenuRow Row(MenuEntry entry, PageNode? page)
    {
        var hidden = entry.ArticleId is not null && page?.For("fi") is null;
        return new MenuRow(entry, press.Languages.ToDictionary(lang => lang, lang => LinkIn(entry, page, lang)), hidden);
    }

    private Link LinkIn(MenuEntry entry, PageNode? page, string lang)
    {
        if (entry.Section is { } path)
            return entry.Label is { } own ? new(Press.At(lang, path), own.In(lang), Foreign(entry, lang)) : new(Press.At(lang, path), press.In(lang)[SiteSections.Find(path)?.Key ?? "nav.archive"]);
        if (entry.Address is { } address) return new(Own(address, lang), entry.Label?.In(lang) ?? address, Foreign(entry, lang));
        var text = page?.For(lang) ?? page?.Original;
        if (text is null) return new("", entry.Label?.In(lang) ?? "–", entry.Label is null ? null : Foreign(entry, lang));
        return entry.Label is { } label ? new(Press.At(lang, text.Path), label.In(lang), Foreign(entry, lang)) : new(Press.At(lang, text.Path), text.Title, Cards.Foreign(text.Lang, lang));
    }

    // A path has the reader's prefix, unless it names a language itself or is a file
    private static string Own(string address, string lang) =>
        address[0] != '/' || address.StartsWith("/media/", StringComparison.Ordinal) || Languages.All.Any(l => address == "/" + l || address.StartsWith($"/{l}/", StringComparison.Ordinal)) ? address : Press.At(lang, address);

    // Where the name is not written in the reader's language it stands in Finnish
    private static string? Foreign(MenuEntry entry, string lang) =>
        lang != "fi" && (lang == "sv" ? entry.LabelSv : entry.LabelEn) is null ? "fi" : null;
}
