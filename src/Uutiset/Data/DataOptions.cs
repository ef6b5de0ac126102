using System.ComponentModel.DataAnnotations;

namespace Uutiset.Data;

internal enum EngineName { Sqlite, Postgres }

internal sealed class DataOptions
{
    /// <summary>Database, media, mail drop and keys live here.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    public EngineName Engine { get; set; } = EngineName.Sqlite;

    /// <summary>Connection string; SQLite needs none.</summary>
    public string? Connection { get; set; }

    /// <summary>Protects the keys that the site stores for itself. Needed outside loopback.</summary>
    public string? KeySecret { get; set; }

    public string FullFolder => Path.GetFullPath(Folder);

    public string InFolder(string name) => Path.Combine(FullFolder, name);
}

/// <summary>What the site is called and where it is found. Every room may read it, so it stands where every room may look.</summary>
internal sealed class SiteOptions
{
    [Required, Url]
    public string BaseUrl { get; set; } = "http://127.0.0.1:5080";

    [Required, MaxLength(80)]
    public string Name { get; set; } = "Uutiset";

    [Required, RegularExpression("^[a-z0-9-]+$")]
    public string Theme { get; set; } = "lehti";

    /// <summary>
    /// Languages of the interface, the first being the default. It begins empty, since the binder appends to what stands in a list;
    /// <see cref="FillLanguages"/> gives all of them when none is set.
    /// </summary>
    public string[] Languages { get; set; } = [];

    /// <summary>Addresses of reverse proxies whose X-Forwarded-For is believed.</summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>
    /// Outside services whose video player a reader may open within an article, by a button: hosts with commas between them; empty for none.
    /// The content policy lets in these and no others.
    /// </summary>
    [RegularExpression(@"^\s*[a-z0-9-]+(\.[a-z0-9-]+)+(\s*,\s*[a-z0-9-]+(\.[a-z0-9-]+)+)*\s*$")]
    public string? VideoHosts { get; set; } = "www.youtube-nocookie.com,player.vimeo.com";

    public string[] VideoHostList => (VideoHosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Sample content, and the banner that says so.</summary>
    public bool Demo { get; set; }

    public Uri Base => new(BaseUrl.TrimEnd('/') + "/");

    public string Absolute(string path) => BaseUrl.TrimEnd('/') + path;

    public bool IsLoopback => Base.IsLoopback;

    /// <summary>Finnish pages stand at the root, under path words that are Finnish in every language: a site without them would have no front page.</summary>
    public bool LanguagesAreKnown => Array.TrueForAll(Languages, Vocabulary.Languages.IsKnown) && Languages.Contains("fi");

    /// <summary>The language in which the site answers somebody who reads this one.</summary>
    public string Served(string lang) => Languages.Contains(lang) ? lang : Languages[0];

    /// <param name="inOneLine">"sv,fi": what <c>Site__Languages</c> says when it is no list.</param>
    public void FillLanguages(string? inOneLine)
    {
        if (Languages.Length == 0) Languages = (inOneLine ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Languages = Languages.Length == 0 ? [.. Vocabulary.Languages.All] : [.. Languages.Distinct()];
    }
}

internal sealed class NodeOptions
{
    /// <summary>web, sender, or both.</summary>
    public string Roles { get; set; } = "web,sender";

    public bool Sends => Has("sender");

    public bool Serves => Has("web");

    public bool AreKnown => Named.Length > 0 && Array.TrueForAll(Named, r => r is "web" or "sender");

    private string[] Named => Roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private bool Has(string role) => Named.Contains(role);
}
