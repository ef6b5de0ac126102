using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;

namespace Uutiset.Themes;

/// <summary>The organisation that publishes the site, as its editors keep it.</summary>
internal sealed record PublishingOrganisation(string Name, string? Address, string? Email, string? Phone);

/// <summary>Masthead, navigation and footer per interface language, made once for a publisher. Any room that shows a public page starts here.</summary>
internal sealed class SiteFrames
{
    private static readonly FrozenDictionary<string, string> LanguageNames =
        new Dictionary<string, string> { ["fi"] = "Suomi", ["sv"] = "Svenska", ["en"] = "English" }.ToFrozenDictionary();

    public static string NameOf(string lang) => LanguageNames.GetValueOrDefault(lang) ?? lang;

    private readonly Theme theme;
    private readonly SiteOptions site;
    private readonly ImprintOptions imprint;
    private readonly string[] languages;
    private volatile FrozenDictionary<string, SiteFrame> frames;
    private PublishingOrganisation? publisher;

    public SiteFrames(Theme theme, IOptions<SiteOptions> options, IOptions<ImprintOptions> imprint)
    {
        (this.theme, site, this.imprint) = (theme, options.Value, imprint.Value);
        languages = site.Languages;
        frames = Made();
    }

    /// <summary>Names this organisation in the footer from now on, where the settings name nobody.</summary>
    public void PublishedBy(PublishingOrganisation? organisation)
    {
        if (organisation == publisher) return;
        publisher = organisation;
        frames = Made();
    }

    public IReadOnlyList<string> Languages => languages;

    public SiteFrame In(string lang) => frames.GetValueOrDefault(lang) ?? frames[languages[0]];

    /// <summary>Absolute address of a path under a language's prefix; a mail may be in a language that the site does not serve.</summary>
    public string Absolute(string lang, string path) => site.Absolute(Prefixed(site.Served(lang), path));

    public static string Prefixed(string lang, string path) => lang == "fi" ? path : path == "/" ? "/" + lang : "/" + lang + path;

    /// <summary>Head of a page that exists at the same path under every prefix.</summary>
    public Head Head(string lang, string title, string path, string? description = null) =>
        new(title, description, Absolute(lang, path), Switch(lang, path));

    /// <summary>The language switch: this page under the other prefixes.</summary>
    public IReadOnlyList<LanguageLink> Switch(string lang, string path) =>
        [.. languages.Select(l => new LanguageLink(l, LanguageNames[l], Prefixed(l, path), l == lang))];

    private FrozenDictionary<string, SiteFrame> Made() => languages.ToFrozenDictionary(lang => lang, Make);

    private SiteFrame Make(string lang)
    {
        Link To(string path, string key) => new(Prefixed(lang, path), theme.Texts.Get(lang, key));
        return new(
            lang, site.Name, imprint.TaglineIn(lang), Prefixed(lang, "/"), Prefixed(lang, "/arkisto"), Prefixed(lang, "/tilaa"),
            theme.Assets.Url(ThemeAssets.StyleSheet),
            [.. theme.Manifest.Preload.Where(theme.Assets.Has).Select(theme.Assets.Url)], theme.Assets.Url("icon.svg"),
            [To("/aiheet", "nav.themes"), To("/alueet", "nav.regions"), To("/maaraajat", "nav.deadlines"), To("/tilaisuudet", "nav.events"), To("/vaikuta", "nav.openings"), To("/tiedotteet", "nav.bulletins"), To("/arkisto", "nav.archive")],
            [To("/tekijat", "nav.authors"), To("/organisaatiot", "nav.organisations"), To("/hankkeet", "nav.projects"), To("/saavutettavuus", "nav.accessibility"), To("/tietosuoja", "nav.privacy")],
            [new(site.Name, Prefixed(lang, "/syote.atom"), "application/atom+xml"), new(site.Name, Prefixed(lang, "/syote.rss"), "application/rss+xml"), new(site.Name, Prefixed(lang, "/syote.json"), "application/feed+json")],
            new(
                imprint.Publisher ?? publisher?.Name ?? site.Name, imprint.ResponsibleEditor, imprint.Address ?? publisher?.Address,
                (imprint.Email ?? publisher?.Email) is { } email ? new("mailto:" + email, email) : null,
                (imprint.Phone ?? publisher?.Phone) is { } phone ? new(ContactLinks.Tel(phone), phone) : null));
    }
}
