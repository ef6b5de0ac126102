using System.Text.Json;
using System.Text.Json.Serialization;
using Uutiset.Articles.Translations;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>The editable fields of an article: the desk's form, the API's body, a line of an import, a stored revision.</summary>
internal sealed record ArticleDraft
{
    public ArticleType Type { get; init; } = ArticleType.News;
    public string Lang { get; init; } = "fi";
    public string Title { get; init; } = "";
    public string? ShortTitle { get; init; }
    public string? Slug { get; init; }
    public string? Lead { get; init; }
    public string? Excerpt { get; init; }
    public string? BodyHtml { get; init; }
    public IReadOnlyList<DraftAuthor> Authors { get; init; } = [];
    /// <summary>Who tells more ("Lisätietoja"): one of the site's persons, or typed.</summary>
    public IReadOnlyList<DraftAuthor> Contacts { get; init; } = [];
    /// <summary>Labels or slugs of themes, series and programmes.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Audiences { get; init; } = [];
    /// <summary>Region codes; none means the whole country.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<DraftLink> Related { get; init; } = [];
    public IReadOnlyList<DraftAttachment> Attachments { get; init; } = [];
    public IReadOnlyList<DraftDeadline> Deadlines { get; init; } = [];
    public IReadOnlyList<DraftEvent> Events { get; init; } = [];
    /// <summary>Organisations that the text tells of.</summary>
    public IReadOnlyList<DraftMention> Organisations { get; init; } = [];
    /// <summary>A promise to come back to the matter, in a sentence; an article with a link of kind follows keeps it.</summary>
    public string? FollowUp { get; init; }
    /// <summary>By which day.</summary>
    public DateOnly? FollowUpBy { get; init; }
    /// <summary>UTC. Accepted before first publication only, from those who may publish, never in the future.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
    public DatePrecision? PublishedPrecision { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateOnly? ReviewBy { get; init; }
    /// <summary>When somebody last looked at the text and found that it still holds. Not in the future.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }
    /// <summary>Somebody has looked at links whose words do not say where they lead and lets them stand; else they keep the text from the public.</summary>
    public bool KeepsVagueLinks { get; init; }
    public string? SourceId { get; init; }
    public Guid? ProjectId { get; init; }
    public Guid? PublisherId { get; init; }
    /// <summary>The original; a version of a version counts as one of the original.</summary>
    public Guid? TranslationOf { get; init; }
    // Left out unless set: drafts stored before there was such a field must still read as the same text
    /// <summary>The text is in easy language (selkokieli): a version of its own, also beside a full one in the same language.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EasyLanguage { get; init; }
    /// <summary>Short texts for languages without a full version, at most one for each.</summary>
    public IReadOnlyList<DraftSummary>? Summaries { get; init; }
    public Guid? HeroMediaId { get; init; }

    [JsonIgnore]
    public string LanguageTag => ContentTag.Of(Lang, EasyLanguage);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ArticleDraft FromJson(string json) => JsonSerializer.Deserialize<ArticleDraft>(json, Json)!;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>PersonId null: a typed byline.</summary>
internal sealed record DraftAuthor(
    Guid? PersonId, string? Name, string? Title = null, string? Organisation = null, string? Project = null, string? Phone = null, string? Email = null);

/// <summary>An article of ours (ArticleId) or an address outside (Url with Title).</summary>
/// <param name="Publisher">Who published what lies outside.</param>
/// <param name="Date">On which day.</param>
internal sealed record DraftLink(
    Guid? ArticleId = null, string? Url = null, string? Title = null, LinkKind Kind = LinkKind.Related, string? Publisher = null, DateOnly? Date = null);

/// <summary>One of the listed organisations, by id or by its exact name in any language.</summary>
internal sealed record DraftMention(Guid? OrganisationId = null, string? Name = null);

/// <param name="Presenter">One line, "name, title, organisation"; read when Presenters is absent.</param>
/// <param name="Pages">Of a document.</param>
/// <param name="Lang">BCP 47 tag of the material.</param>
/// <param name="AvailableFrom">The first day on which it may be seen.</param>
/// <param name="AvailableUntil">The last one; afterwards its address is told nowhere.</param>
/// <param name="Captions">Of a recording: present, missing or notNeeded.</param>
/// <param name="EventId">The event of the same article that it belongs to.</param>
/// <param name="CaptionsUntil">The day by which captions that are missing come.</param>
/// <param name="CaptionsFi">A WebVTT file of the library with Finnish captions; likewise Swedish and English ones.</param>
/// <param name="PosterId">An image of the library that stands in a recording's place until it plays.</param>
/// <param name="TranscriptId">A file of the library with what is said; or TranscriptUrl, an address.</param>
/// <param name="Accessibility">accessible or notAccessible; absent: nobody knows.</param>
/// <param name="FileType">Of a file at an outside address: "PDF". Files of the library are known.</param>
/// <param name="FileSize">Bytes of a file at an outside address.</param>
internal sealed record DraftAttachment(
    string? Title, string? Url = null, Guid? MediaId = null, string? Kind = null, string? Presenter = null, DateOnly? AvailableUntil = null,
    IReadOnlyList<Presenter>? Presenters = null, int? Pages = null, string? Lang = null, DateOnly? AvailableFrom = null, Captions? Captions = null, Guid? EventId = null,
    DateOnly? CaptionsUntil = null, Guid? CaptionsFi = null, Guid? CaptionsSv = null, Guid? CaptionsEn = null, Guid? PosterId = null, Guid? TranscriptId = null, string? TranscriptUrl = null,
    Accessibility? Accessibility = null, string? FileType = null, long? FileSize = null)
{
    [JsonIgnore]
    public IEnumerable<Guid> Captioning => new[] { CaptionsFi, CaptionsSv, CaptionsEn }.OfType<Guid>();

    /// <summary>Everything of the library that it names.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> Files => Captioning.Concat(new[] { MediaId, PosterId, TranscriptId }.OfType<Guid>());

    /// <summary>Nothing was typed or picked. Of other rows the title is asked for.</summary>
    [JsonIgnore]
    public bool IsBlank => !Files.Any() && string.IsNullOrWhiteSpace(Title + Url + Presenter + TranscriptUrl + FileType) && Presenters is null or { Count: 0 } && Pages is null && FileSize is null
        && AvailableFrom is null && AvailableUntil is null && CaptionsUntil is null;
}

/// <summary>DeadlineId names an existing deadline; without one the other fields make a new one.</summary>
/// <param name="Closes">May be left out while nobody knows, when Opens is told.</param>
/// <param name="OpensPrecision">month: no more is known of the opening than its month. Left out unless set, like the fields above that came later.</param>
/// <param name="Was">Of one that supersedes another: the day that the writer knew. Moved by somebody since, the deadline is not moved back. Left out, it is the day at the saving.</param>
internal sealed record DraftDeadline(
    Guid? DeadlineId = null, string? Title = null, DateOnly? Opens = null, DateOnly? Closes = null, TimeOnly? ClosesAt = null,
    DatePrecision? Precision = null, string? SourceUrl = null, Guid? Supersedes = null, DatePrecision? OpensPrecision = null, DeadlineDay? Was = null)
{
    /// <summary>A month is told by any of its days, and stored by its last.</summary>
    [JsonIgnore]
    public DateOnly? LastDay => this is { Precision: DatePrecision.Month, Closes: { } day } ? new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)) : Closes;

    /// <summary>Somebody moved what this supersedes after it was written, and to another day.</summary>
    public bool IsOvertaken(Deadline standing) => Was is { } known && known != DeadlineDay.Of(standing) && (standing.Closes, standing.ClosesAt) != (LastDay, ClosesAt);
}

/// <param name="Url">A page about it.</param>
/// <param name="EventId">Ties attachments to it; one of a published event keeps it the same event. Of one that another article tells: that one is told here too, as it is there, and the other fields are passed over.</param>
/// <param name="OnlineUrl">Where one takes part from afar.</param>
/// <param name="RegistrationUntil">The last day to sign up.</param>
/// <param name="Region">Region code of the place; none: the regions of the article.</param>
internal sealed record DraftEvent(
    string? Title = null, DateOnly? Start = null, TimeOnly? StartsAt = null, DateOnly? End = null, TimeOnly? EndsAt = null,
    string? Place = null, string? Url = null, Guid? EventId = null, string? OnlineUrl = null, string? RegistrationUrl = null, DateOnly? RegistrationUntil = null,
    string? Region = null)
{
    /// <summary>Nothing was typed. Of other rows the title and the day are asked for.</summary>
    [JsonIgnore]
    public bool IsBlank => string.IsNullOrWhiteSpace(Title + Place + Url + OnlineUrl + RegistrationUrl) && Start is null && End is null && RegistrationUntil is null && EventId is null;

    public static DraftEvent Of(Event e) =>
        new(e.Title, e.StartsOn, e.StartsAt, e.EndsOn, e.EndsAt, e.Place, e.Url, e.PublicId, e.OnlineUrl, e.RegistrationUrl, e.RegistrationUntil, e.RegionCode);
}
