using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.People.Desk;

/// <summary>What the project's page posts, as typed.</summary>
internal sealed class ProjectForm
{
    public string Name { get; set; } = "";
    public string NameSv { get; set; } = "";
    public string NameEn { get; set; } = "";
    public Pick UmbrellaId { get; set; } = new();
    public Pick OrganisationId { get; set; } = new();
    public Pick PartnerIds { get; set; } = new();
    public Pick PersonIds { get; set; } = new();
    public string Starts { get; set; } = "";
    public string Ends { get; set; } = "";
    public List<FunderRow> Funders { get; set; } = [];
    public string FundingText { get; set; } = "";
    public string FundingTextSv { get; set; } = "";
    public string FundingTextEn { get; set; } = "";
    public string DescriptionHtml { get; set; } = "";
    public string DescriptionSvHtml { get; set; } = "";
    public string DescriptionEnHtml { get; set; } = "";
    public List<LinkRow> Links { get; set; } = [];
    public bool KeepsVagueLinks { get; set; }
    public Pick SuccessorId { get; set; } = new();
    public string CheckedOn { get; set; } = "";
    public string ReviewBy { get; set; } = "";

    /// <summary>The fields with the keys of their labels, in the order of the page. That vague links may stand is said with every save.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(Name)] = "projects.name", [nameof(NameSv)] = "projects.nameSv", [nameof(NameEn)] = "projects.nameEn", [nameof(Starts)] = "projects.starts", [nameof(Ends)] = "projects.ends",
        [nameof(UmbrellaId)] = "projects.umbrella", [nameof(SuccessorId)] = "projects.successor", [nameof(OrganisationId)] = "projects.owner", [nameof(PartnerIds)] = "projects.partners",
        [nameof(PersonIds)] = "projects.people", [nameof(Funders)] = "projects.funders", [nameof(FundingText)] = "projects.fundingText", [nameof(FundingTextSv)] = "projects.fundingTextSv", [nameof(FundingTextEn)] = "projects.fundingTextEn",
        [nameof(DescriptionHtml)] = "projects.description", [nameof(DescriptionSvHtml)] = "projects.descriptionSv", [nameof(DescriptionEnHtml)] = "projects.descriptionEn", [nameof(Links)] = "projects.links", [nameof(CheckedOn)] = "projects.checkedOn",
        [nameof(ReviewBy)] = "projects.reviewBy",
    };

    internal sealed class FunderRow
    {
        public Pick OrganisationId { get; set; } = new();
        public string Name { get; set; } = "";
        public string Amount { get; set; } = "";
        public Guid? LogoId { get; set; }

        public bool IsBlank => OrganisationId.IsBlank && LogoId is null && string.IsNullOrWhiteSpace(Name + Amount);
    }

    internal sealed class LinkRow
    {
        public string Url { get; set; } = "";
        public string Title { get; set; } = "";

        public bool IsBlank => string.IsNullOrWhiteSpace(Url + Title);
    }

    public static ProjectForm Of(Project p) => new()
    {
        Name = p.Name,
        NameSv = p.NameSv ?? "",
        NameEn = p.NameEn ?? "",
        UmbrellaId = Pick.Of(p.Umbrella?.PublicId),
        OrganisationId = Pick.Of(p.Organisation?.PublicId),
        PartnerIds = Pick.Of(p.Partners.Select(x => (Guid?)x.Organisation!.PublicId)),
        PersonIds = Pick.Of(p.People.Select(x => (Guid?)x.Person!.PublicId)),
        Starts = p.StartsOn is { } starts ? ProjectDays.Written(starts, p.StartsPrecision, "fi") : "",
        Ends = p.EndsOn is { } ends ? ProjectDays.Written(ends, p.EndsPrecision, "fi") : "",
        Funders = [.. p.Funders.OrderBy(f => f.Position).Select(f => new FunderRow
        {
            OrganisationId = Pick.Of(f.Organisation?.PublicId), Name = f.Name ?? "", Amount = f.Amount is { } sum ? Money.Typed(sum) : "", LogoId = f.LogoId,
        })],
        FundingText = p.FundingText ?? "",
        FundingTextSv = p.FundingTextSv ?? "",
        FundingTextEn = p.FundingTextEn ?? "",
        DescriptionHtml = p.DescriptionHtml,
        DescriptionSvHtml = p.DescriptionSvHtml ?? "",
        DescriptionEnHtml = p.DescriptionEnHtml ?? "",
        Links = [.. p.Links.OrderBy(l => l.Position).Select(l => new LinkRow { Url = l.Url, Title = l.Title })],
        KeepsVagueLinks = p.Links.Exists(l => VagueLinks.IsVague(l.Title)),
        SuccessorId = Pick.Of(p.Successor?.PublicId),
        CheckedOn = MembershipRow.Written(p.CheckedOn),
        ReviewBy = MembershipRow.Written(p.ReviewBy),
    };

    /// <summary>The fields that choose by name, as the page calls them.</summary>
    public IReadOnlyList<PickField> Picks() =>
    [
        new("Form.UmbrellaId", PeoplePicks.Project, UmbrellaId), new("Form.SuccessorId", PeoplePicks.Project, SuccessorId), new("Form.OrganisationId", PeoplePicks.Organisation, OrganisationId),
        new("Form.PartnerIds", PeoplePicks.Organisation, PartnerIds, Many: true), new("Form.PersonIds", PeoplePicks.Person, PersonIds, Many: true),
        .. Funders.Select((f, i) => new PickField(FormattableString.Invariant($"Form.Funders[{i}].OrganisationId"), PeoplePicks.Organisation, f.OrganisationId)),
    ];

    public void DropBlankRows()
    {
        Funders.RemoveAll(f => f.IsBlank);
        Links.RemoveAll(l => l.IsBlank);
    }

    /// <param name="wrong">Takes the field that was not understood and the key of what to say.</param>
    public ProjectDraft Draft(DateOnly today, Action<string, string> wrong)
    {
        if (!ProjectDays.TryRead(Starts, today, out var starts, out var startsPrecision)) wrong(nameof(Starts), "projects.date.wrong");
        if (!ProjectDays.TryRead(Ends, today, out var ends, out var endsPrecision)) wrong(nameof(Ends), "projects.date.wrong");
        return new ProjectDraft
        {
            Name = Name,
            NameSv = NameSv,
            NameEn = NameEn,
            UmbrellaId = UmbrellaId.Id,
            OrganisationId = OrganisationId.Id,
            PartnerIds = PartnerIds.Ids,
            PersonIds = PersonIds.Ids,
            StartsOn = starts,
            StartsPrecision = startsPrecision,
            EndsOn = ProjectDays.Last(ends, endsPrecision),
            EndsPrecision = endsPrecision,
            Funders = [.. Funders.Select((f, i) => new ProjectFunderDraft(f.OrganisationId.Id, f.Name, Sum(f.Amount, FormattableString.Invariant($"Funders[{i}].Amount")), f.LogoId))],
            FundingText = FundingText,
            FundingTextSv = FundingTextSv,
            FundingTextEn = FundingTextEn,
            DescriptionHtml = DescriptionHtml,
            DescriptionSvHtml = DescriptionSvHtml,
            DescriptionEnHtml = DescriptionEnHtml,
            Links = [.. Links.Select(l => new ProjectLinkDraft(l.Url, l.Title))],
            KeepsVagueLinks = KeepsVagueLinks,
            SuccessorId = SuccessorId.Id,
            CheckedOn = Day(CheckedOn, nameof(CheckedOn)),
            ReviewBy = Day(ReviewBy, nameof(ReviewBy)),
        };

        DateOnly? Day(string typed, string field)
        {
            if (string.IsNullOrWhiteSpace(typed)) return null;
            if (WrittenDate.TryRead(typed, today, out var read)) return read.Day;
            wrong(field, "people.date.wrong");
            return null;
        }

        decimal? Sum(string typed, string field)
        {
            if (Money.TryRead(typed, out var sum)) return sum;
            wrong(field, "projects.sum.wrong");
            return null;
        }
    }
}
