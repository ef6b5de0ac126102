namespace Uutiset.Themes.Pages;

internal sealed record TermPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    /// <summary>"Aihe", "Kohderyhmä".</summary>
    public required string Kind { get; init; }
    /// <summary>What it is a part of.</summary>
    public Link? Broader { get; init; }
    public IReadOnlyList<Link> Narrower { get; init; } = [];
    /// <summary>What editors say of it, before the articles.</summary>
    public TrustedHtml? Introduction { get; init; }
    /// <summary>Its language, when it is not the page's.</summary>
    public string? IntroductionLang { get; init; }
    public Feed? Feed { get; init; }
    /// <summary>Its deadlines for a calendar program.</summary>
    public Link? Calendar { get; init; }
    public IReadOnlyList<ArticleCard> Articles { get; init; } = [];
    public Paging? Paging { get; init; }
}

internal sealed record RegionPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    /// <summary>A sentence with the region's place form, whole from the texts and the region table.</summary>
    public string? Sentence { get; init; }
    /// <summary>What editors say of it, before the articles.</summary>
    public TrustedHtml? Introduction { get; init; }
    /// <summary>Its language, when it is not the page's.</summary>
    public string? IntroductionLang { get; init; }
    public Feed? Feed { get; init; }
    /// <summary>Its deadlines for a calendar program.</summary>
    public Link? Calendar { get; init; }
    public IReadOnlyList<BylineCard> Agents { get; init; } = [];
    public IReadOnlyList<DeadlineLeaf> Deadlines { get; init; } = [];
    public IReadOnlyList<EventCard> Events { get; init; } = [];
    public IReadOnlyList<ArticleCard> Articles { get; init; } = [];
    public Paging? Paging { get; init; }
}

internal sealed record AuthorPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required BylineCard Author { get; init; }
    /// <summary>"Ei kirjoita enää täällä", when it is so.</summary>
    public string? Notice { get; init; }
    /// <summary>What editors say of it, before the articles.</summary>
    public TrustedHtml? Introduction { get; init; }
    /// <summary>Its language, when it is not the page's.</summary>
    public string? IntroductionLang { get; init; }
    public IReadOnlyList<FormerPost> Former { get; init; } = [];
    /// <summary>What this person is quoted with, the latest first.</summary>
    public IReadOnlyList<QuoteLine> Quotes { get; init; } = [];
    public Feed? Feed { get; init; }
    public IReadOnlyList<ArticleCard> Articles { get; init; } = [];
    public Paging? Paging { get; init; }
}

internal sealed record OrganisationPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Name { get; init; }
    public Picture? Logo { get; init; }
    public string? Kind { get; init; }
    public IReadOnlyList<Link> Regions { get; init; } = [];
    public Link? Website { get; init; }
    public Link? Parent { get; init; }
    public Link? Phone { get; init; }
    public Link? Email { get; init; }
    public string? Address { get; init; }
    public string? BusinessId { get; init; }
    /// <summary>In the register of associations.</summary>
    public string? RegistryNumber { get; init; }
    /// <summary>What editors say of it, before the articles.</summary>
    public TrustedHtml? Introduction { get; init; }
    /// <summary>Its language, when it is not the page's.</summary>
    public string? IntroductionLang { get; init; }
    public IReadOnlyList<Link> Members { get; init; } = [];
    public IReadOnlyList<Link> Projects { get; init; } = [];
    public IReadOnlyList<Link> People { get; init; } = [];
    public IReadOnlyList<ArticleCard> Articles { get; init; } = [];
    public Paging? Paging { get; init; }
}

internal sealed record ProjectPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    /// <summary>"Käynnissä", "Päättynyt".</summary>
    public required string Status { get; init; }
    /// <summary>A banner: the project has ended, and when.</summary>
    public string? Ended { get; init; }
    public Link? Successor { get; init; }
    public Link? Umbrella { get; init; }
    public string? Period { get; init; }
    public Link? Owner { get; init; }
    public IReadOnlyList<Link> Partners { get; init; } = [];
    public IReadOnlyList<FunderLine> Funders { get; init; } = [];
    /// <summary>All sums together, when there are two or more.</summary>
    public string? Total { get; init; }
    public string? FundingText { get; init; }
    /// <summary>Language of the funding text, when it is not the page's.</summary>
    public string? FundingLang { get; init; }
    public TrustedHtml? Description { get; init; }
    /// <summary>Language of the description, when it is not the page's.</summary>
    public string? Lang { get; init; }
    /// <summary>Language of the name, when it is not the page's.</summary>
    public string? TitleLang { get; init; }
    public IReadOnlyList<Link> Links { get; init; } = [];
    /// <summary>Projects under this umbrella.</summary>
    public IReadOnlyList<Link> Parts { get; init; } = [];
    public Moment? Checked { get; init; }
    public IReadOnlyList<BylineCard> People { get; init; } = [];
    public Feed? Feed { get; init; }
    public IReadOnlyList<ArticleCard> Articles { get; init; } = [];
    public Paging? Paging { get; init; }
}

/// <summary>All themes, regions, writers or organisations, in groups.</summary>
internal sealed record IndexPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    public string? Standfirst { get; init; }
    public IReadOnlyList<LinkGroup> Groups { get; init; } = [];
    /// <summary>Null where the list is short.</summary>
    public NameSearch? Search { get; init; }
    public Paging? Paging { get; init; }
}

/// <summary>The search of a long list of names.</summary>
/// <param name="Total">How many names there are with what was asked.</param>
internal sealed record NameSearch(string Action, string Query, int Total)
{
    public bool Narrowed { get; init; }
    public IReadOnlyList<Choice> Regions { get; init; } = [];
    public string? TypeLabel { get; init; }
    public IReadOnlyList<Choice> Types { get; init; } = [];
    /// <summary>First letters of names.</summary>
    public IReadOnlyList<Link> Letters { get; init; } = [];
    /// <summary>The list without a letter.</summary>
    public string? AllLetters { get; init; }
}

/// <param name="Heading">Null when the page has one group only.</param>
internal sealed record LinkGroup(string? Heading, IReadOnlyList<Link> Links);

/// <summary>One message with what to do next: not found, gone, failed, thanked.</summary>
internal sealed record MessagePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    public IReadOnlyList<string> Paragraphs { get; init; } = [];
    public IReadOnlyList<Link> Links { get; init; } = [];
    /// <summary>Offers the search box with this in it.</summary>
    public string? Search { get; init; }
    /// <summary>Reference for the person who looks into an error.</summary>
    public string? Reference { get; init; }
}

/// <summary>A standing page: accessibility statement, privacy notice, an editor's own page.</summary>
internal sealed record StaticPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    public string? Lang { get; init; }
    public required TrustedHtml Body { get; init; }
    public Moment? Updated { get; init; }
}
