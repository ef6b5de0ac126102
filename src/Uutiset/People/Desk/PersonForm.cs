using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.People.Desk;

/// <summary>What the person's page posts, as typed.</summary>
internal sealed class PersonForm
{
    public string Name { get; set; } = "";
    public string TitleFi { get; set; } = "";
    public string TitleSv { get; set; } = "";
    public string TitleEn { get; set; } = "";
    public List<MembershipRow> Memberships { get; set; } = [];
    public Pick SuccessorId { get; set; } = new();
    public Guid? PhotoId { get; set; }
    public string Project { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
    public string ContactUntil { get; set; } = "";
    /// <summary>E-mail of the desk account.</summary>
    public string Account { get; set; } = "";
    public List<string> Regions { get; set; } = [];
    /// <summary>As plain text, like the other two.</summary>
    public string IntroductionHtml { get; set; } = "";
    public string IntroductionSvHtml { get; set; } = "";
    public string IntroductionEnHtml { get; set; } = "";

    /// <summary>The fields with the keys of their labels, in the order of the page.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(Name)] = "people.name", [nameof(TitleFi)] = "people.title", [nameof(TitleSv)] = "people.titleSv", [nameof(TitleEn)] = "people.titleEn", [nameof(Memberships)] = "people.memberships",
        [nameof(PhotoId)] = "people.photo", [nameof(Project)] = "people.project", [nameof(Phone)] = "people.phone", [nameof(Email)] = "people.email", [nameof(ContactUntil)] = "people.until",
        [nameof(SuccessorId)] = "people.successor", [nameof(IntroductionHtml)] = "introduction", [nameof(IntroductionSvHtml)] = "introduction.sv",
        [nameof(IntroductionEnHtml)] = "introduction.en",
        [nameof(Regions)] = "people.regions", [nameof(Account)] = "people.user",
    };

    public static PersonForm Of(Person person, string? account) => new()
    {
        Name = person.Name,
        TitleFi = person.TitleFi,
        TitleSv = person.TitleSv ?? "",
        TitleEn = person.TitleEn ?? "",
        Memberships = [.. person.Memberships.OrderByDescending(m => m.UntilOn ?? DateOnly.MaxValue).ThenByDescending(m => m.FromOn).Select(MembershipRow.Of)],
        SuccessorId = Pick.Of(person.Successor?.PublicId),
        PhotoId = person.PhotoId,
        Project = person.Project ?? "",
        Phone = person.Phone ?? "",
        Email = person.Email ?? "",
        ContactUntil = MembershipRow.Written(person.ContactUntil),
        Account = account ?? "",
        IntroductionHtml = PlainText.Of(person.IntroductionHtml, "fi") ?? "",
        IntroductionSvHtml = PlainText.Of(person.IntroductionSvHtml, "sv") ?? "",
        IntroductionEnHtml = PlainText.Of(person.IntroductionEnHtml, "en") ?? "",
        Regions = [.. person.Regions.Select(r => r.RegionCode)],
    };

    /// <summary>The fields that choose by name, as the page calls them.</summary>
    public IReadOnlyList<PickField> Picks() =>
    [
        new("Form.SuccessorId", PeoplePicks.Person, SuccessorId),
        .. Memberships.Select((m, i) => new PickField(FormattableString.Invariant($"Form.Memberships[{i}].OrganisationId"), PeoplePicks.Organisation, m.OrganisationId)),
    ];

    /// <param name="read">A day as typed, with the field it stands in.</param>
    /// <param name="stored">The introduction as it is: what was not touched keeps its markup.</param>
    public PersonDraft Draft(Func<string, string, DateOnly?> read, Introduction? stored) => new()
    {
        Name = Name,
        TitleFi = TitleFi,
        TitleSv = TitleSv,
        TitleEn = TitleEn,
        Memberships = [.. Memberships.Select((m, i) => new MembershipDraft(m.OrganisationId.Id, m.TitleFi, m.TitleSv, m.TitleEn,
            read(FormattableString.Invariant($"Memberships[{i}].From"), m.From), read(FormattableString.Invariant($"Memberships[{i}].Until"), m.Until)))],
        SuccessorId = SuccessorId.Id,
        PhotoId = PhotoId,
        Project = Project,
        Phone = Phone,
        Email = Email,
        ContactUntil = read("ContactUntil", ContactUntil),
        Account = Account,
        IntroductionHtml = TypedText.Markup(IntroductionHtml, "fi", stored?.Fi) ?? "",
        IntroductionSvHtml = TypedText.Markup(IntroductionSvHtml, "sv", stored?.Sv) ?? "",
        IntroductionEnHtml = TypedText.Markup(IntroductionEnHtml, "en", stored?.En) ?? "",
        Regions = Regions,
    };
}
