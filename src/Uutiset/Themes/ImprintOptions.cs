namespace Uutiset.Themes;

/// <summary>Who publishes and answers for what stands here; shown on every page (Act 460/2003). Section "Site", beside name and address.</summary>
internal sealed class ImprintOptions
{
    /// <summary>One line under the name, per language; empty: none.</summary>
    public string? Tagline { get; set; }
    public string? TaglineSv { get; set; }
    public string? TaglineEn { get; set; }

    /// <summary>Empty, as those below: what the publishing organisation's own record says.</summary>
    public string? Publisher { get; set; }
    public string? ResponsibleEditor { get; set; }
    public string? Address { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }

    public string? TaglineIn(string lang) => lang switch { "sv" => TaglineSv ?? Tagline, "en" => TaglineEn ?? Tagline, _ => Tagline };
}
