using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Themes;

/// <summary>The organisation that publishes the site, as its editors keep it.</summary>
internal sealed record PublishingOrganisation(string Name, string? Address, string? Email, string? Phone);

/// <summary>What the editors say of the site; null: what the settings say.</summary>
internal sealed record SiteSays(Localized? Tagline, string? ResponsibleEditor)
{
    public static readonly SiteSays Nothing = new(null, null);
}

/// <summary>The menus of one interface language; null: the usual one.</summary>
internal sealed record SiteMenus(IReadOnlyList<Link>? Header, IReadOnlyList<Link>? Footer);

/// <summary>Masthead, navigation and footer per interface language, made once for a publisher. Any room that shows a public page starts here.</summary>
internal sealed class SiteFrames
{
    private static readonly FrozenDictionary<string, string> LanguageNames =
        new Dictionary<string, string>
        {
            ["fi"] = "Suomi", ["sv"] = "Svenska", ["en"] = "English", ["se"] = "Davvisámegiella", ["smn"] = "Anarâškielâ", ["sms"] = "Nuõrttsääʹmǩiõll",
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> EasyNames =
        new Dictionary<string, string> { ["fi"] = "Selkokieli", ["sv"] = "Lätt svenska", ["en"] = "Easy English" }.ToFrozenDictionary();

    public static string NameOf(string lang) => LanguageNames.GetValueOrDefault(lang) ?? lang;

    /// <summary>A language, or easy language in it, in its own words.</summary>
    public static string NameOf(string lang, bool easy) => !easy ? NameOf(lang) : EasyNames.GetValueOrDefault(lang) ?? $"{NameOf(lang)} ({EasyNames["fi"]})";

    private readonly Theme theme;
    private readonly SiteOptions site;
    private readonly ImprintOptions imprint;
    private readonly string[] languages;
    private volatile FrozenDictionary<string, SiteFrame> frames;
    private PublishingOrganisation? publisher;
    private IReadOnlyDictionary<string, SiteMenus> menus = FrozenDictionary<string, SiteMenus>.Empty;
    private string written = "";
    private SiteSays says = SiteSays.Nothing;

    public SiteFrames(Theme theme, IOptions<SiteOptions> options, IOptions<ImprintOptions> imprint)
    {
        (this.theme, site, this.imprint) = (theme, options.Value, imprint.Value);
        languages = site.Languages;
        frames = Made();
    }

    /// <summary>From now on names this organisation in the footer, where the settings name nobody, and shows these menus.</summary>
    /// <param name="siteSays">Wins over the settings.</param>
    /// <param name="menusWritten">The menus as one text, to see whether they have changed.</param>
    public void Show(PublishingOrganisation? organisation, SiteSays siteSays, IReadOnlyDictionary<string, SiteMenus> siteMenus, string menusWritten)
    {
        if (organisation == publisher && siteSays == says && menusWritten == written) return;
        (publisher, says, menus, written) = (organisation, siteSays, siteMenus, menusWritten);
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
        Link[] Usual(bool header) => [.. SiteSections.Usual(header).Select(s => new Link(Prefixed(lang, s.Path), theme.Texts.Get(lang, s.Key)))];
        return new(
            lang, site.Name, says.Tagline?.In(lang) ?? imprint.TaglineIn(lang), Prefixed(lang, "/"), Prefixed(lang, "/arkisto"), Prefixed(lang, "/tilaa"),
            theme.Assets.Url(ThemeAssets.StyleSheet),
            [.. theme.Manifest.Preload.Where(theme.Assets.Has).Select(theme.Assets.Url)], theme.Assets.Url("icon.svg"),
            menus.GetValueOrDefault(lang)?.Header ?? Usual(header: true), menus.GetValueOrDefault(lang)?.Footer ?? Usual(header: false),
            [new(site.Name, Prefixed(lang, "/syote.atom"), "application/atom+xml"), new(site.Name, Prefixed(lang, "/syote.rss"), "application/rss+xml"), new(site.Name, Prefixed(lang, "/syote.json"), "application/feed+json")],
            new(
                imprint.Publisher ?? publisher?.Name ?? site.Name, says.ResponsibleEditor ?? imprint.ResponsibleEditor, imprint.Address ?? publisher?.Address,
                (imprint.Email ?? publisher?.Email) is { } email ? new("mailto:" + email, email) : null,
                (imprint.Phone ?? publisher?.Phone) is { } phone ? new(ContactLinks.Tel(phone), phone) : null))
        {
            VideoScriptUrl = theme.Assets.Has(ThemeAssets.VideoScript) ? theme.Assets.Url(ThemeAssets.VideoScript) : null,
        };
    }
}
