using Uutiset.Desk.Picks;

namespace Uutiset.People.Desk;

/// <summary>What the organisation's page posts, as typed.</summary>
internal sealed class OrganisationForm
{
    public string Name { get; set; } = "";
    public string NameSv { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string Type { get; set; } = OrganisationTypes.Association;
    public string BusinessId { get; set; } = "";
    public string RegistryNumber { get; set; } = "";
    public Pick ParentId { get; set; } = new();
    public Guid? LogoId { get; set; }
    public string Website { get; set; } = "";
    public string Address { get; set; } = "";
    public string Email { get; set; } = "";
    public string Phone { get; set; } = "";
    public bool Listed { get; set; }
    public bool IsPublisher { get; set; }
    public List<string> Regions { get; set; } = [];

    public static OrganisationForm Of(Organisation organisation) => new()
    {
        Name = organisation.Name,
        NameSv = organisation.NameSv ?? "",
        NameEn = organisation.NameEn ?? "",
        Type = organisation.Type,
        BusinessId = organisation.BusinessId ?? "",
        RegistryNumber = organisation.RegistryNumber ?? "",
        ParentId = Pick.Of(organisation.Parent?.PublicId),
        LogoId = organisation.LogoId,
        Website = organisation.Website ?? "",
        Address = organisation.Address ?? "",
        Email = organisation.Email ?? "",
        Phone = organisation.Phone ?? "",
        Listed = organisation.Listed,
        IsPublisher = organisation.IsPublisher,
        Regions = [.. organisation.Regions.Select(r => r.RegionCode)],
    };

    /// <summary>The fields that choose by name, as the page calls them.</summary>
    public IReadOnlyList<PickField> Picks() => [new("Form.ParentId", PeoplePicks.Organisation, ParentId)];

    public OrganisationDraft Draft() => new()
    {
        Name = Name,
        NameSv = NameSv,
        NameEn = NameEn,
        Type = Type,
        BusinessId = BusinessId,
        RegistryNumber = RegistryNumber,
        ParentId = ParentId.Id,
        LogoId = LogoId,
        Website = Website,
        Address = Address,
        Email = Email,
        Phone = Phone,
        Listed = Listed,
        IsPublisher = IsPublisher,
        Regions = Regions,
    };
}
