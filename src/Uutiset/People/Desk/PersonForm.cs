using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>What the person's page posts, as typed.</summary>
internal sealed class PersonForm
{
    public string Name { get; set; } = "";
    public string TitleFi { get; set; } = "";
    public string TitleSv { get; set; } = "";
    public string TitleEn { get; set; } = "";
    public Guid? OrganisationId { get; set; }
    public string Project { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
    public string ContactUntil { get; set; } = "";
    /// <summary>E-mail of the desk account.</summary>
    public string Account { get; set; } = "";
    public List<string> Regions { get; set; } = [];

    public static PersonForm Of(Person person, string? account) => new()
    {
        Name = person.Name,
        TitleFi = person.TitleFi,
        TitleSv = person.TitleSv ?? "",
        TitleEn = person.TitleEn ?? "",
        OrganisationId = person.Organisation?.PublicId,
        Project = person.Project ?? "",
        Phone = person.Phone ?? "",
        Email = person.Email ?? "",
        ContactUntil = person.ContactUntil is { } day ? Dates.Iso(day) : "",
        Account = account ?? "",
        Regions = [.. person.Regions.Select(r => r.RegionCode)],
    };

    public PersonDraft Draft(DateOnly? contactUntil) => new()
    {
        Name = Name,
        TitleFi = TitleFi,
        TitleSv = TitleSv,
        TitleEn = TitleEn,
        OrganisationId = OrganisationId,
        Project = Project,
        Phone = Phone,
        Email = Email,
        ContactUntil = contactUntil,
        Account = Account,
        Regions = Regions,
    };
}
