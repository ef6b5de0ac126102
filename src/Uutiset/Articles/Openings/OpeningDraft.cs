namespace Uutiset.Articles.Openings;

/// <summary>The editable fields of a place to influence: the desk's form and the API's body.</summary>
/// <param name="Description">Plain text; an empty line begins a paragraph.</param>
/// <param name="DecidedBy">Who decides: "Lapin aluevaltuusto".</param>
/// <param name="Regions">Region codes; none means the whole country.</param>
/// <param name="Tags">Slugs or labels of terms.</param>
/// <param name="Closes">The closing day; another one than before moves the deadline. None: not known yet when Opens is told, else it stays open.</param>
/// <param name="SourceUrl">Where the closing day is told.</param>
/// <param name="MaterialUrl">What is decided about.</param>
/// <param name="AnswerUrl">Where one has one's say.</param>
/// <param name="ArticleIds">Articles about it.</param>
/// <param name="OpensPrecision">month: no more is known of the opening than its month.</param>
/// <param name="IsPublic">Shown on the site.</param>
/// <param name="DeadlineId">A deadline that is known already, as articles tell it. Its day is told when none is given here, and moved by another one.</param>
/// <param name="PublisherId">Whose it is. Left out, it stays whose it was, and a new one is the key's own publisher's or the site's first one's.</param>
internal sealed record OpeningDraft(
    OpeningKind Kind, string? Title, string? Description = null, string? DecidedBy = null, string? Lang = null, IReadOnlyList<string>? Regions = null, IReadOnlyList<string>? Tags = null,
    DateOnly? Opens = null, DateOnly? Closes = null, TimeOnly? ClosesAt = null, DatePrecision? Precision = null, string? SourceUrl = null, string? MaterialUrl = null, string? AnswerUrl = null,
    IReadOnlyList<Guid>? ArticleIds = null, bool IsPublic = false, DatePrecision? OpensPrecision = null, Guid? PublisherId = null, Guid? DeadlineId = null);

/// <summary>A place to influence as the API promises it.</summary>
/// <param name="Status">open or closed.</param>
/// <param name="Answering">Listed organisations that have said that they take part.</param>
internal sealed record OpeningJson(
    Guid Id, string Slug, string Url, OpeningKind Kind, string Lang, string Title, string Description, string? DecidedBy, IReadOnlyList<string> Regions, IReadOnlyList<string> Tags,
    IReadOnlyList<string> TagSlugs, string Status, DeadlineJson? Deadline, string? MaterialUrl, string? AnswerUrl, IReadOnlyList<EventArticleJson> Articles,
    IReadOnlyList<AnsweringJson> Answering, bool IsPublic, int Version, Guid? PublisherId);

internal sealed record AnsweringJson(Guid OrganisationId, string Name, IReadOnlyList<string> Regions);
