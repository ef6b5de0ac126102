namespace Uutiset.People;

/// <summary>The editable fields of a project.</summary>
internal sealed record ProjectDraft
{
    public string? Name { get; init; }
    public string? NameSv { get; init; }
    public string? NameEn { get; init; }
    public Guid? UmbrellaId { get; init; }
    /// <summary>The owner.</summary>
    public Guid? OrganisationId { get; init; }
    public IReadOnlyList<Guid>? PartnerIds { get; init; }
    /// <summary>Those who work in it.</summary>
    public IReadOnlyList<Guid>? PersonIds { get; init; }
    public DateOnly? StartsOn { get; init; }
    public DayPrecision StartsPrecision { get; init; }
    public DateOnly? EndsOn { get; init; }
    public DayPrecision EndsPrecision { get; init; }
    public IReadOnlyList<ProjectFunderDraft>? Funders { get; init; }
    public string? FundingText { get; init; }
    public string? FundingTextSv { get; init; }
    public string? FundingTextEn { get; init; }
    public string? DescriptionHtml { get; init; }
    public string? DescriptionSvHtml { get; init; }
    public string? DescriptionEnHtml { get; init; }
    public IReadOnlyList<ProjectLinkDraft>? Links { get; init; }
    /// <summary>Links whose words do not say where they lead may stand; not kept, so it is said with every save.</summary>
    public bool KeepsVagueLinks { get; init; }
    public Guid? SuccessorId { get; init; }
    public DateOnly? CheckedOn { get; init; }
    public DateOnly? ReviewBy { get; init; }
}

/// <summary>One of the organisations, or a name; the sum in euros.</summary>
/// <param name="LogoId">An image of the media library; without one the organisation's is shown.</param>
internal sealed record ProjectFunderDraft(Guid? OrganisationId = null, string? Name = null, decimal? Amount = null, Guid? LogoId = null);

internal sealed record ProjectLinkDraft(string? Url, string? Title);

/// <param name="Funders">Whose organisation is known has its name too.</param>
internal sealed record ProjectJson(
    Guid Id, string Slug, string Url, string Name, string? NameSv, string? NameEn, ProjectStatus Status, Guid? UmbrellaId, Guid? OrganisationId, IReadOnlyList<Guid> PartnerIds, IReadOnlyList<Guid> PersonIds,
    DateOnly? StartsOn, DayPrecision StartsPrecision, DateOnly? EndsOn, DayPrecision EndsPrecision, IReadOnlyList<ProjectFunderDraft> Funders, decimal? Funding,
    string? FundingText, string? FundingTextSv, string? FundingTextEn, string DescriptionHtml, string? DescriptionSvHtml, string? DescriptionEnHtml, IReadOnlyList<ProjectLinkDraft> Links, Guid? SuccessorId,
    DateOnly? CheckedOn, DateOnly? ReviewBy, int Version)
{
    public static ProjectJson Of(Project p, DateOnly today, Func<string, string> absolute) => new(
        p.PublicId, p.Slug, absolute("/hankkeet/" + p.Slug), p.Name, p.NameSv, p.NameEn, p.StatusOn(today), p.Umbrella?.PublicId, p.Organisation?.PublicId,
        [.. p.Partners.Select(x => x.Organisation!.PublicId)], [.. p.People.Select(x => x.Person!.PublicId)],
        p.StartsOn, p.StartsPrecision, p.EndsOn, p.EndsPrecision,
        [.. p.Funders.OrderBy(f => f.Position).Select(f => new ProjectFunderDraft(f.Organisation?.PublicId, f.Organisation?.Name ?? f.Name, f.Amount, f.LogoId))],
        p.Funders.Exists(f => f.Amount is not null) ? p.Funders.Sum(f => f.Amount ?? 0) : null,
        p.FundingText, p.FundingTextSv, p.FundingTextEn, p.DescriptionHtml, p.DescriptionSvHtml, p.DescriptionEnHtml, [.. p.Links.OrderBy(l => l.Position).Select(l => new ProjectLinkDraft(l.Url, l.Title))],
        p.Successor?.PublicId, p.CheckedOn, p.ReviewBy, p.Version);
}
