namespace Uutiset.People;

/// <summary>The editable fields of an organisation.</summary>
internal sealed record OrganisationDraft
{
    public string? Name { get; init; }
    public string? NameSv { get; init; }
    /// <summary>A key of <see cref="OrganisationTypes"/>.</summary>
    public string? Type { get; init; }
    /// <summary>Y-tunnus, 1234567-1.</summary>
    public string? BusinessId { get; init; }
    public IReadOnlyList<string>? Regions { get; init; }
    public string? Website { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    /// <summary>Shown in the site's list. Null: yes, since an editor has seen it.</summary>
    public bool? Listed { get; init; }
    /// <summary>Publishes in its own name. Null: as before.</summary>
    public bool? IsPublisher { get; init; }
}

internal sealed record OrganisationJson(
    Guid Id, string Slug, string Name, string? NameSv, string Type, string? BusinessId, IReadOnlyList<string> Regions, string? Website, string? Email, string? Phone, bool Listed, bool IsPublisher)
{
    public static OrganisationJson Of(Organisation o) => new(
        o.PublicId, o.Slug, o.Name, o.NameSv, o.Type, o.BusinessId, [.. o.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)], o.Website, o.Email, o.Phone, o.Listed, o.IsPublisher);
}

internal sealed record ProjectDraft(string? Name, Guid? OrganisationId = null, DateOnly? StartsOn = null, DateOnly? EndsOn = null);
