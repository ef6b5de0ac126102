using System.ComponentModel.DataAnnotations;

namespace Uutiset.Themes;

/// <summary>What the site is called, where it lives and who answers for it. Section "Site".</summary>
internal sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>Absolute address without a final slash; links in mails, feeds and canonical addresses start with it.</summary>
    [Required(ErrorMessage = "Site__BaseUrl is missing.")]
    [RegularExpression("^https?://[^/?#]+(/[^?#]*[^/?#])?$", ErrorMessage = "Site__BaseUrl must be an address such as https://uutiset.example.fi, without a final slash.")]
    public string BaseUrl { get; set; } = "http://127.0.0.1:5080";

    [Required(ErrorMessage = "Site__Name is missing.")]
    public string Name { get; set; } = "Uutiset";

    /// <summary>One line under the name, per language; empty: none.</summary>
    public string? Tagline { get; set; }
    public string? TaglineSv { get; set; }
    public string? TaglineEn { get; set; }

    [RegularExpression("^[a-z0-9-]+$", ErrorMessage = "Site__Theme is a folder name under themes: a-z, 0-9 and -.")]
    public string Theme { get; set; } = "lehti";

    /// <summary>Null means all three; see <see cref="AllLanguages"/>.</summary>
    public string[]? Languages { get; set; }

    /// <summary>Publisher and responsible editor stand on every page (Act 460/2003).</summary>
    public string? Publisher { get; set; }
    public string? ResponsibleEditor { get; set; }
    public string? Address { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }

    public IReadOnlyList<string> AllLanguages => Languages is { Length: > 0 } some ? some : ThemeTexts.Languages;

    public string? TaglineIn(string lang) => lang switch { "sv" => TaglineSv ?? Tagline, "en" => TaglineEn ?? Tagline, _ => Tagline };
}
