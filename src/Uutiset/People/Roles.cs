using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>
/// Titles that people in this work have, each whole in three languages: a Swedish page says "organisationernas förändringsagent" of
/// somebody whose title was typed in Finnish. Any other title is shown as it was typed.
/// </summary>
internal static class Roles
{
    public static readonly IReadOnlyList<Localized> All =
    [
        new("Järjestöjen muutosagentti", "Organisationernas förändringsagent", "NGO change agent"),
        new("Muutosagentti", "Förändringsagent", "Change agent"),
        new("Päätoimittaja", "Chefredaktör", "Chief editor"),
        new("Vastaava toimittaja", "Ansvarig redaktör", "Responsible editor"),
        new("Toimittaja", "Redaktör", "Editor"),
        new("Hankepäällikkö", "Projektchef", "Project manager"),
        new("Hankekoordinaattori", "Projektkoordinator", "Project coordinator"),
        new("Projektipäällikkö", "Projektledare", "Project manager"),
        new("Aluekoordinaattori", "Regionkoordinator", "Regional coordinator"),
        new("Järjestökoordinaattori", "Organisationskoordinator", "NGO coordinator"),
        new("Järjestöasiantuntija", "Organisationssakkunnig", "NGO specialist"),
        new("Erityisasiantuntija", "Specialsakkunnig", "Senior specialist"),
        new("Asiantuntija", "Sakkunnig", "Specialist"),
        new("Kokemusasiantuntija", "Erfarenhetsexpert", "Expert by experience"),
        new("Toiminnanjohtaja", "Verksamhetsledare", "Executive director"),
        new("Puheenjohtaja", "Ordförande", "Chair"),
        new("Viestintäpäällikkö", "Kommunikationschef", "Head of communications"),
        new("Viestintäasiantuntija", "Kommunikationssakkunnig", "Communications specialist"),
        new("Suunnittelija", "Planerare", "Planning officer"),
    ];

    private static readonly Dictionary<string, Localized> ByName = All.SelectMany(r => new[] { r.Fi, r.Sv!, r.En! }.Distinct().Select(name => (name, r)))
        .GroupBy(x => x.name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().r, StringComparer.OrdinalIgnoreCase);

    /// <summary>The role that was typed in any of the languages; null: a title of its own.</summary>
    public static Localized? Find(string? typed) => typed is null ? null : ByName.GetValueOrDefault(typed.Trim());

    /// <summary>A printed title in the language of the page.</summary>
    public static string? In(string? printed, string lang) => Find(printed) is { } role ? role.In(lang) : printed;

    /// <summary>The languages that were left empty, where the title is a known one.</summary>
    public static (string? Sv, string? En) Fill(string? fi, string? sv, string? en) => Find(fi) is { } role ? (sv ?? role.Sv, en ?? role.En) : (sv, en);
}
