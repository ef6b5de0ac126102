namespace Uutiset.People;

/// <summary>The editable fields of an organisation.</summary>
internal sealed record OrganisationDraft
{
    public string? Name { get; init; }
    public string? NameSv { get; init; }
    public string? NameEn { get; init; }
    /// <summary>A key of <see cref="OrganisationTypes"/>.</summary>
    public string? Type { get; init; }
    /// <summary>Y-tunnus, 1234567-1.</summary>
    public string? BusinessId { get; init; }
    /// <summary>Number in PRH's register of associations or foundations: 123.456.</summary>
    public string? RegistryNumber { get; init; }
    public Guid? ParentId { get; init; }
    public IReadOnlyList<string>? Regions { get; init; }
    public string? Website { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    /// <summary>An image of the media library.</summary>
    public Guid? LogoId { get; init; }
    /// <summary>Shown in the site's list. Null: yes, since an editor has seen it.</summary>
    public bool? Listed { get; init; }
    /// <summary>Publishes in its own name. Null: as before.</summary>
    public bool? IsPublisher { get; init; }
    /// <summary>HTML for the page, before the articles. Null: as before; empty: none.</summary>
    public string? IntroductionHtml { get; init; }
    public string? IntroductionSvHtml { get; init; }
    public string? IntroductionEnHtml { get; init; }
}

/// <param name="IntroductionHtml">In Finnish: HTML for the page, before the articles. Null: none.</param>
/// <param name="IntroductionSvHtml">The same in Swedish; a page without one in its language shows another.</param>
/// <param name="IntroductionEnHtml">The same in English.</param>
internal sealed record OrganisationJson(
    Guid Id, string Slug, string Name, string? NameSv, string? NameEn, string Type, string? BusinessId, string? RegistryNumber, Guid? ParentId, IReadOnlyList<string> Regions,
    string? Website, string? Email, string? Phone, string? Address, Guid? LogoId, bool Listed, bool IsPublisher, int Version,
    string? IntroductionHtml, string? IntroductionSvHtml, string? IntroductionEnHtml)
{
    /// <param name="o">With its parent.</param>
    public static OrganisationJson Of(Organisation o) => new(
        o.PublicId, o.Slug, o.Name, o.NameSv, o.NameEn, o.Type, o.BusinessId, o.RegistryNumber, o.Parent?.PublicId, [.. o.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)],
        o.Website, o.Email, o.Phone, o.Address, o.LogoId, o.Listed, o.IsPublisher, o.Version, o.IntroductionHtml, o.IntroductionSvHtml, o.IntroductionEnHtml);
}
