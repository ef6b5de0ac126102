using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

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
    /// <summary>As plain text, like the other two.</summary>
    public string IntroductionHtml { get; set; } = "";
    public string IntroductionSvHtml { get; set; } = "";
    public string IntroductionEnHtml { get; set; } = "";

    /// <summary>The fields with the keys of their labels, in the order of the page.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(Name)] = "organisations.name", [nameof(NameSv)] = "organisations.nameSv", [nameof(NameEn)] = "organisations.nameEn", [nameof(Type)] = "organisations.type",
        [nameof(BusinessId)] = "organisations.businessId", [nameof(RegistryNumber)] = "organisations.registryNumber", [nameof(ParentId)] = "organisations.parent", [nameof(Website)] = "organisations.website",
        [nameof(Address)] = "organisations.address", [nameof(Phone)] = "people.phone", [nameof(Email)] = "people.email", [nameof(LogoId)] = "organisations.logo", [nameof(IntroductionHtml)] = "introduction", [nameof(IntroductionSvHtml)] = "introduction.sv",
        [nameof(IntroductionEnHtml)] = "introduction.en",
        [nameof(Regions)] = "people.regions",
        [nameof(Listed)] = "organisations.listed", [nameof(IsPublisher)] = "organisations.isPublisher",
    };

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
        IntroductionHtml = PlainText.Of(organisation.IntroductionHtml, "fi") ?? "",
        IntroductionSvHtml = PlainText.Of(organisation.IntroductionSvHtml, "sv") ?? "",
        IntroductionEnHtml = PlainText.Of(organisation.IntroductionEnHtml, "en") ?? "",
        Regions = [.. organisation.Regions.Select(r => r.RegionCode)],
    };

    /// <summary>The fields that choose by name, as the page calls them.</summary>
    public IReadOnlyList<PickField> Picks() => [new("Form.ParentId", PeoplePicks.Organisation, ParentId)];

    /// <param name="stored">The introduction as it is: what was not touched keeps its markup.</param>
    public OrganisationDraft Draft(Introduction? stored) => new()
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
        IntroductionHtml = TypedText.Markup(IntroductionHtml, "fi", stored?.Fi) ?? "",
        IntroductionSvHtml = TypedText.Markup(IntroductionSvHtml, "sv", stored?.Sv) ?? "",
        IntroductionEnHtml = TypedText.Markup(IntroductionEnHtml, "en", stored?.En) ?? "",
        Regions = Regions,
    };
}
