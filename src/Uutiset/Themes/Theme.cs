namespace Uutiset.Themes;

/// <summary>A loaded theme: templates, texts and assets, read and compiled once, immutable from then on.</summary>
internal sealed class Theme
{
    private readonly ThemeTemplates templates;

    private Theme(string folder, ThemeManifest manifest)
    {
        Manifest = manifest;
        Texts = ThemeTexts.Read(folder);
        Assets = new ThemeAssets(folder, manifest);
        templates = new ThemeTemplates(folder, Texts, Assets.Url);
        foreach (var required in Required)
        {
            if (!templates.Names.Contains(required)) throw new ThemeException($"Theme {manifest.Name}: the template {required}.hbs is missing in {folder}.");
        }
    }

    /// <summary>Templates that the program renders by name.</summary>
    public static readonly IReadOnlyList<string> Required =
    [
        "front", "article", "archive", "term", "region", "author", "organisation", "index", "deadlines", "events", "openings", "opening", "bulletins", "bulletin",
        "bulletin-body", "subscribe", "confirm", "preferences", "address", "seats", "hand-over", "unsubscribe", "known", "message", "static",
        "parts/leaf", "parts/inline-link", "parts/event", "parts/corrections",
        "mail/bulletin.html", "mail/bulletin.text", "mail/single.html", "mail/single.text",
    ];

    public ThemeManifest Manifest { get; }
    public ThemeTexts Texts { get; }
    public ThemeAssets Assets { get; }

    /// <exception cref="ThemeException">Something is missing or broken; the message names it in one line.</exception>
    public static Theme Load(string folder) => new(folder, ThemeManifest.Read(folder));

    /// <summary>Renders a template of <see cref="Required"/>; <paramref name="lang"/> is the interface's language.</summary>
    public string Render(string template, object model, string lang) => templates.Render(template, model, lang);
}
