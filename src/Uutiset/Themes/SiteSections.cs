namespace Uutiset.Themes;

/// <param name="Path">Without prefix.</param>
/// <param name="Key">The theme's text that names it.</param>
internal sealed record SiteSection(string Path, string Key);

/// <summary>What every site has by itself, and where it is linked as long as nobody has changed the menus.</summary>
internal static class SiteSections
{
    private static readonly SiteSection[] Header =
    [
        new("/aiheet", "nav.themes"), new("/alueet", "nav.regions"), new("/maaraajat", "nav.deadlines"), new("/tilaisuudet", "nav.events"), new("/vaikuta", "nav.openings"),
        new("/tiedotteet", "nav.bulletins"), new("/arkisto", "nav.archive"),
    ];

    private static readonly SiteSection[] Footer =
        [new("/tekijat", "nav.authors"), new("/organisaatiot", "nav.organisations"), new("/hankkeet", "nav.projects"), new("/saavutettavuus", "nav.accessibility"), new("/tietosuoja", "nav.privacy")];

    public static readonly IReadOnlyList<SiteSection> All = [.. Header, .. Footer];

    public static IReadOnlyList<SiteSection> Usual(bool header) => header ? Header : Footer;

    public static SiteSection? Find(string? path) => All.FirstOrDefault(s => s.Path == path);
}
