using Uutiset.Articles.Translations;

namespace Uutiset.Articles;

/// <summary>
/// An article as the API promises it: the fields of <see cref="ArticleDraft"/> and what the site knows about it. Without a key, and by slug, it
/// is the published text; with articles:write, by id, it is the newest text that was saved.
/// </summary>
internal sealed record ArticleJson
{
    public required Guid Id { get; init; }
    /// <summary>Null until the first publication, unless one was asked for.</summary>
    public string? Slug { get; init; }
    /// <summary>Absolute. Null until the first publication.</summary>
    public string? Url { get; init; }
    /// <summary>draft, inReview, scheduled, published, withdrawn or expired.</summary>
    public required ArticleStatus Status { get; init; }
    /// <summary>Rises with every save, publication and withdrawal; the number in the ETag.</summary>
    public required int Version { get; init; }
    /// <summary>Saved but not yet published changes exist.</summary>
    public bool HasUnpublishedChanges { get; init; }
    public required DateTime CreatedAt { get; init; }
    /// <summary>The last change that the public saw; of a text that was never public, the last save.</summary>
    public required DateTime UpdatedAt { get; init; }
    /// <summary>When the newest text becomes public; null when that is not scheduled.</summary>
    public DateTime? PublishAt { get; init; }
    public required ArticleType Type { get; init; }
    /// <summary>BCP 47 tag of the text.</summary>
    public required string Lang { get; init; }
    public required string Title { get; init; }
    public string? ShortTitle { get; init; }
    public string? Lead { get; init; }
    /// <summary>Whole sentences, at most 300 characters.</summary>
    public string? Excerpt { get; init; }
    /// <summary>Clean HTML: headings h2-h4, paragraphs, lists, quotes, tables, boxes, links.</summary>
    public required string BodyHtml { get; init; }
    public required IReadOnlyList<AuthorJson> Authors { get; init; }
    /// <summary>Who tells more ("Lisätietoja").</summary>
    public required IReadOnlyList<AuthorJson> Contacts { get; init; }
    /// <summary>Labels in the article's language.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyList<string> TagSlugs { get; init; }
    public required IReadOnlyList<string> Audiences { get; init; }
    public required IReadOnlyList<string> AudienceSlugs { get; init; }
    /// <summary>Region codes (01-21, 90, HUS); none means the whole country.</summary>
    public required IReadOnlyList<string> Regions { get; init; }
    public required IReadOnlyList<RelatedJson> Related { get; init; }
    /// <summary>Public articles that follow up, correct or supersede this one; their kind says which.</summary>
    public IReadOnlyList<RelatedJson> RelatedBy { get; init; } = [];
    public required IReadOnlyList<DraftAttachment> Attachments { get; init; }
    public required IReadOnlyList<DeadlineJson> Deadlines { get; init; }
    public required IReadOnlyList<DraftEvent> Events { get; init; }
    /// <summary>Organisations that the text tells of.</summary>
    public required IReadOnlyList<MentionJson> Organisations { get; init; }
    /// <summary>A promise to come back to the matter.</summary>
    public string? FollowUp { get; init; }
    public DateOnly? FollowUpBy { get; init; }
    /// <summary>Errors that readers were told of, the oldest first.</summary>
    public IReadOnlyList<CorrectionJson> Corrections { get; init; } = [];
    public DateTime? PublishedAt { get; init; }
    public DatePrecision? PublishedPrecision { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateOnly? ReviewBy { get; init; }
    /// <summary>When somebody last looked at the text and found that it still holds.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }
    /// <summary>Links whose words do not say where they lead were let stand.</summary>
    public bool KeepsVagueLinks { get; init; }
    public string? SourceId { get; init; }
    public Guid? ProjectId { get; init; }
    public Guid? PublisherId { get; init; }
    /// <summary>The original of which this is a version in another language.</summary>
    public Guid? TranslationOf { get; init; }
    /// <summary>Written in easy language (selkokieli).</summary>
    public bool EasyLanguage { get; init; }
    /// <summary>Short texts for readers of languages that have no full version.</summary>
    public IReadOnlyList<DraftSummary> Summaries { get; init; } = [];
    /// <summary>The other versions of the item that the public sees, the original first.</summary>
    public IReadOnlyList<TranslationJson> Translations { get; init; } = [];
    public Guid? HeroMediaId { get; init; }
}

/// <param name="Original">The one that the others are versions of.</param>
internal sealed record TranslationJson(Guid Id, string Lang, bool EasyLanguage, string Title, string Slug, string Url, bool Original);

/// <summary>A writer, with the contact details of the day of publication.</summary>
/// <param name="PhotoId">The person's photo as it is now, at <c>/media/{id}</c>.</param>
internal sealed record AuthorJson(
    Guid? PersonId, string? Slug, string? Name, string? Title, string? Organisation, string? Project, string? Phone, string? Email, Guid? PhotoId = null);

/// <summary>An article of ours (articleId) or an address outside.</summary>
/// <param name="Publisher">Who published what lies outside.</param>
/// <param name="Date">On which day.</param>
internal sealed record RelatedJson(Guid? ArticleId, string? Url, string? Title, LinkKind Kind, string? Publisher = null, DateOnly? Date = null);

/// <param name="Url">Absolute, of its page.</param>
internal sealed record MentionJson(Guid OrganisationId, string Name, string? Url);

/// <param name="Closes">Null while nobody knows; opens tells then when it begins, and precision is unknown.</param>
/// <param name="Status">announced, extended (moved at least once) or closed.</param>
/// <param name="MovedAt">When it got this day, if it was ever moved.</param>
/// <param name="Previous">Former states of a deadline that was moved, the latest first.</param>
/// <param name="OpensPrecision">day, or month when no more is known of the opening.</param>
internal sealed record DeadlineJson(
    Guid DeadlineId, string Title, DateOnly? Opens, DateOnly? Closes, TimeOnly? ClosesAt, DatePrecision Precision, string? SourceUrl, int? Version,
    DeadlineStatus? Status, DateTime? MovedAt, IReadOnlyList<FormerDeadlineJson> Previous, DatePrecision? OpensPrecision)
{
    /// <param name="d">With its history loaded.</param>
    public static DeadlineJson Of(Deadline d, DateTime nowUtc) => new(
        d.PublicId, d.Title, d.Opens, d.Closes, d.ClosesAt, d.Precision, d.SourceUrl, d.Version, d.StatusAt(nowUtc), d.MovedUtc,
        [.. d.Former.Select(f => new FormerDeadlineJson(f.Closes, f.ClosesAt, f.Precision, f.SourceUrl, f.Opens, f.Opens is null ? null : f.OpensPrecision))], d.Opens is null ? null : d.OpensPrecision);
}

/// <summary>A deadline as it was before it was moved.</summary>
/// <param name="Closes">Null when nobody knew it yet; precision is unknown then.</param>
/// <param name="OpensPrecision">day, or month when no more was known of the opening; null when opens is.</param>
internal sealed record FormerDeadlineJson(DateOnly? Closes, TimeOnly? ClosesAt, DatePrecision Precision, string? SourceUrl, DateOnly? Opens, DatePrecision? OpensPrecision);

/// <param name="FormerRevision">The revision that readers saw until then, at <c>url/versiot/{number}</c>; null when the text stayed or is not shown.</param>
/// <param name="Renotify">Whether those who got the error in a bulletin are to be told; for editors, null for the public.</param>
internal sealed record CorrectionJson(DateTime At, string Wrong, string Right, int? FormerRevision, bool? Renotify = null);

internal sealed record RevisionJson(int Number, string Title, string By, DateTime SavedAt, DateTime? PublishedFrom, DateTime? PublishedUntil);

internal sealed record RevisionTextJson(int Number, string By, DateTime SavedAt, DateTime? PublishedFrom, DateTime? PublishedUntil, ArticleDraft Draft);
