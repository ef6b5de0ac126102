using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Translations;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>The shape of Samples/demo.json. Days count from the moment of seeding, so that deadlines are always ahead.</summary>
internal sealed record DemoContent(
    IReadOnlyList<DemoOrganisation> Organisations, IReadOnlyList<DemoPerson> People, IReadOnlyList<DemoArticle> Articles,
    IReadOnlyList<DemoSubscriber> Subscribers, IReadOnlyList<DemoBulletin> Bulletins, IReadOnlyList<DemoProject> Projects)
{
    public IReadOnlyList<DemoOpening> Openings { get; init; } = [];
}

/// <param name="Answering">Names of subscribed organisations that take part.</param>
internal sealed record DemoOpening(
    OpeningKind Kind, string Title, string Description, string DecidedBy, IReadOnlyList<string> Regions, IReadOnlyList<string> Tags, int? InDays, string? Article, IReadOnlyList<string> Answering);

internal sealed record DemoOrganisation(string Key, string Name, string? NameSv, string Type, IReadOnlyList<string> Regions, string Website, string Email, DemoImage? Logo = null);

internal sealed record DemoPerson(string Key, string Name, string Org, string? Project, string Phone, string Email, IReadOnlyList<string> Regions, DemoImage? Photo = null);

/// <param name="Successor">Name of a project further up in the list.</param>
internal sealed record DemoProject(
    string Name, string? NameSv, string Org, IReadOnlyList<string> Partners, IReadOnlyList<string> People, int StartsYearsAgo, int EndsInYears, IReadOnlyList<DemoFunder> Funders, string FundingText,
    string DescriptionHtml, IReadOnlyList<DemoLink> Links, string? Successor);

internal sealed record DemoFunder(string Name, decimal? Amount);

internal sealed record DemoSubscriber(string Name, string Type, IReadOnlyList<string> Regions, IReadOnlyList<string> Tags, string Lang, IReadOnlyList<string> Contacts);

internal sealed record DemoBulletin(
    string Subject, string Preheader, string Intro, string SubjectSv, string PreheaderSv, string IntroSv, IReadOnlyList<string> Items);

internal sealed record DemoDeadline(string Title, int InDays, string SourceUrl);

internal sealed record DemoEvent(string Title, int InDays, string Place, string? OnlineUrl = null, string? RegistrationUrl = null, int? RegistrationInDays = null);

internal sealed record DemoAttachment(string Title, string Kind, string? Presenter, int AvailableInDays, string Url, int? Pages = null, Captions? Captions = null);

/// <param name="File">Beside demo.json.</param>
internal sealed record DemoImage(string File, string AltFi, string AltSv, string Credit, string Licence = "CC0 1.0");

/// <param name="DaysAgo">When the publisher published it.</param>
internal sealed record DemoLink(string Url, string Title, LinkKind Kind = LinkKind.ReadMore, string? Publisher = null, int? DaysAgo = null);

internal sealed record DemoArticle(
    string Slug, ArticleType Type, string Lang, int DaysAgo, string Author, string Title, string Lead, string BodyHtml,
    IReadOnlyList<string> Regions, IReadOnlyList<string> Tags, IReadOnlyList<string> Audiences)
{
    public IReadOnlyList<DemoDeadline> Deadlines { get; init; } = [];

    public IReadOnlyList<DemoEvent> Events { get; init; } = [];

    public IReadOnlyList<DemoAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<DemoLink> ReadMore { get; init; } = [];

    public IReadOnlyList<string> Related { get; init; } = [];

    public DemoImage? Hero { get; init; }

    /// <summary>In how many days a notice ends; null: never.</summary>
    public int? ExpiresInDays { get; init; }

    /// <summary>Slug of the article of which this one is a version in another language.</summary>
    public string? TranslationOf { get; init; }

    public bool EasyLanguage { get; init; }

    public IReadOnlyList<DraftSummary>? Summaries { get; init; }

    /// <summary>Slugs of articles that this one goes on from.</summary>
    public IReadOnlyList<string> Follows { get; init; } = [];

    /// <summary>Names of organisations that it tells of.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    public DraftAuthor? Contact { get; init; }

    public string? FollowUp { get; init; }

    public int FollowUpInDays { get; init; }

    /// <summary>Slug of the article whose deadline this one moves.</summary>
    public string? Supersedes { get; init; }

    public ArticleDraft ToDraft(DateTimeOffset now, Guid person, Guid publisher, Guid? superseded, IReadOnlyDictionary<string, Article> published)
    {
        var today = Dates.DayOf(now.UtcDateTime);
        return new ArticleDraft
        {
            Type = Type, Lang = Lang, Slug = Slug, Title = Title, Lead = Lead, BodyHtml = BodyHtml, Regions = Regions, Tags = Tags, Audiences = Audiences,
            Authors = [new DraftAuthor(person, null)],
            PublisherId = publisher,
            TranslationOf = TranslationOf is { } original ? published[original].PublicId : null,
            EasyLanguage = EasyLanguage,
            ExpiresAt = ExpiresInDays is { } days ? new DateTimeOffset(Dates.ToUtc(today.AddDays(days), new TimeOnly(16, 15)), TimeSpan.Zero) : null,
            Summaries = Summaries,
            // Within office hours, whenever the demo was started
            PublishedAt = new DateTimeOffset(today.AddDays(-DaysAgo), new TimeOnly(6, 30), TimeSpan.Zero).AddMinutes(DaysAgo * 37 % 480),
            PublishedPrecision = DatePrecision.Minute,
            Deadlines = [.. Deadlines.Select(d => new DraftDeadline(Title: d.Title, Closes: today.AddDays(d.InDays), SourceUrl: d.SourceUrl, Supersedes: superseded))],
            Events = [.. Events.Select(e => new DraftEvent(e.Title, today.AddDays(e.InDays), Place: e.Place, OnlineUrl: e.OnlineUrl, RegistrationUrl: e.RegistrationUrl,
                RegistrationUntil: e.RegistrationInDays is { } days ? today.AddDays(days) : null))],
            Attachments = [.. Attachments.Select(a => new DraftAttachment(a.Title, a.Url, null, a.Kind, a.Presenter, today.AddDays(a.AvailableInDays), Pages: a.Pages, Captions: a.Captions))],
            Related =
            [
                .. Follows.Select(slug => new DraftLink(published[slug].PublicId, Kind: LinkKind.Follows)),
                .. Related.Select(slug => new DraftLink(published[slug].PublicId)),
                .. ReadMore.Select(l => new DraftLink(null, l.Url, l.Title, l.Kind, l.Publisher, l.DaysAgo is { } days ? today.AddDays(-days) : null)),
            ],
            Contacts = Contact is null ? [] : [Contact],
            Organisations = [.. Organisations.Select(name => new DraftMention(Name: name))],
            FollowUp = FollowUp,
            FollowUpBy = FollowUp is null ? null : today.AddDays(FollowUpInDays),
        };
    }
}
