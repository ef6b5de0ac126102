namespace Uutiset.Themes.Pages;

internal sealed record FrontPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    /// <summary>Null on a site that has published nothing yet.</summary>
    public ArticleCard? Lead { get; init; }
    public IReadOnlyList<ArticleCard> News { get; init; } = [];
    public IReadOnlyList<Link> Regions { get; init; } = [];
    public IReadOnlyList<Link> Themes { get; init; } = [];
    public IReadOnlyList<DeadlineLeaf> Deadlines { get; init; } = [];
    public IReadOnlyList<EventCard> Events { get; init; } = [];
    public required string EventsUrl { get; init; }
    public BulletinRow? LatestBulletin { get; init; }
    public required string ArchiveUrl { get; init; }
    public required string DeadlinesUrl { get; init; }
    public required string BulletinsUrl { get; init; }
}

internal sealed record ArticlePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    /// <summary>Language of the content, when it is not the page's.</summary>
    public string? Lang { get; init; }
    public required string Kicker { get; init; }
    /// <summary>Of a standing page: those above it, the topmost first.</summary>
    public IReadOnlyList<Link> Trail { get; init; } = [];
    /// <summary>Of a standing page: those below it.</summary>
    public IReadOnlyList<Link> Below { get; init; } = [];
    public IReadOnlyList<Link> Regions { get; init; } = [];
    public required string Title { get; init; }
    public string? Standfirst { get; init; }
    public Moment? Published { get; init; }
    /// <summary>Instead of a date: that nobody knows it, and before which day it was not.</summary>
    public string? Undated { get; init; }
    public Moment? Updated { get; init; }
    /// <summary>The day on which somebody last found that it still holds.</summary>
    public Moment? Checked { get; init; }
    public IReadOnlyList<BylineCard> Bylines { get; init; } = [];
    public Link? Publisher { get; init; }
    public Link? Project { get; init; }
    public Picture? Hero { get; init; }
    public required TrustedHtml Body { get; init; }
    public IReadOnlyList<DeadlineLeaf> Deadlines { get; init; } = [];
    /// <summary>Events, materials, links, sources, contacts: what stands below the text.</summary>
    public AfterText After { get; init; } = AfterText.Nothing;
    /// <summary>Places to influence that name the article.</summary>
    public IReadOnlyList<Link> Openings { get; init; } = [];
    /// <summary>Themes and programmes.</summary>
    public IReadOnlyList<Link> Tags { get; init; } = [];
    public IReadOnlyList<Link> Series { get; init; } = [];
    public IReadOnlyList<Link> Audiences { get; init; } = [];
    public bool Filed => Tags.Count + Series.Count + Audiences.Count > 0;
    /// <summary>Articles that this one goes on from.</summary>
    public IReadOnlyList<Link> Follows { get; init; } = [];
    /// <summary>Articles that go on from this one.</summary>
    public IReadOnlyList<Link> FollowedBy { get; init; } = [];
    /// <summary>What it says better, or says anew; and what says so of it.</summary>
    public IReadOnlyList<Link> Corrects { get; init; } = [];
    public IReadOnlyList<Link> CorrectedBy { get; init; } = [];
    public IReadOnlyList<Link> Supersedes { get; init; } = [];
    public IReadOnlyList<Link> SupersededBy { get; init; } = [];
    /// <summary>The same item in other languages, in easy language, and as summaries.</summary>
    public IReadOnlyList<LanguageLink> Translations { get; init; } = [];
    /// <summary>For readers of the page's language, when the text is in another one.</summary>
    public SummaryBox? Summary { get; init; }
    /// <summary>Summaries in languages that are not the page's.</summary>
    public IReadOnlyList<SummaryBox> Summaries { get; init; } = [];
    /// <summary>Chosen by the editor.</summary>
    public IReadOnlyList<ArticleCard> Related { get; init; } = [];
    /// <summary>Chosen by the system, each with its reason.</summary>
    public IReadOnlyList<ArticleCard> MoreOnTheme { get; init; } = [];
    /// <summary>Errors that readers were told, the latest first.</summary>
    public IReadOnlyList<CorrectionNote> Corrections { get; init; } = [];
    /// <summary>A line above everything: preview, a former version, long out of date.</summary>
    public string? Notice { get; init; }
    /// <summary>Where the notice leads: from a preview back to its form, from a former version to the one that holds.</summary>
    public Link? NoticeLink { get; init; }
    /// <summary>Only on a preview for somebody outside.</summary>
    public GuestForm? Guest { get; init; }
}

/// <param name="FormerUrl">The text as it was until then; null when it is not shown or stayed the same.</param>
/// <param name="Lang">Language of the two sentences, when it is not the page's.</param>
internal sealed record CorrectionNote(Moment Date, string Wrong, string Right, string? FormerUrl, string? Lang = null);

internal sealed record CorrectionNotes(IReadOnlyList<CorrectionNote> Corrections);

internal sealed record ArchivePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public string Query { get; init; } = "";
    /// <summary>What the hits are of: the query, or another spelling of it.</summary>
    public string Searched { get; init; } = "";
    /// <summary>The query as it was typed, when another spelling was searched in its place.</summary>
    public Link? StillTyped { get; init; }
    /// <summary>Where a program follows what this search finds.</summary>
    public Feed? Feed { get; init; }
    public IReadOnlyList<Choice> Tags { get; init; } = [];
    public IReadOnlyList<Choice> Audiences { get; init; } = [];
    public IReadOnlyList<Choice> Series { get; init; } = [];
    public IReadOnlyList<Choice> Regions { get; init; } = [];
    public IReadOnlyList<Choice> Types { get; init; } = [];
    public IReadOnlyList<Choice> Langs { get; init; } = [];
    public IReadOnlyList<Choice> Sorts { get; init; } = [];
    public string? From { get; init; }
    public string? To { get; init; }
    public BylineCard? Author { get; init; }
    /// <summary>Carried along unseen when the search is narrowed to a writer.</summary>
    public string? AuthorSlug { get; init; }
    /// <summary>The filters that are on; each leads to the search without it.</summary>
    public IReadOnlyList<Link> Removals { get; init; } = [];
    /// <summary>Where the hits are: further filters, each with what it leaves.</summary>
    public IReadOnlyList<FacetGroup> Facets { get; init; } = [];
    /// <summary>The words that were looked for, in base form and with their synonyms, when they are not as typed.</summary>
    public string? Understood { get; init; }
    /// <summary>Open ones that the search asks for.</summary>
    public IReadOnlyList<DeadlineLeaf> Deadlines { get; init; } = [];
    public string DeadlinesUrl { get; init; } = "/maaraajat";
    /// <summary>Pages of a region, a writer or a theme that the search names.</summary>
    public IReadOnlyList<Link> Named { get; init; } = [];
    /// <summary>When nothing was found: what there is without one of the filters.</summary>
    public IReadOnlyList<FacetRow> Without { get; init; } = [];
    /// <summary>When nothing was found: the newest articles, as a way on.</summary>
    public IReadOnlyList<ArticleCard> Newest { get; init; } = [];
    /// <summary>Something was asked for: a query or a filter. Otherwise the page lists the newest.</summary>
    public bool Asked { get; init; }
    public int Total { get; init; }
    public IReadOnlyList<ArticleCard> Hits { get; init; } = [];
    public Link? DidYouMean { get; init; }
    /// <summary>How the query was understood when not as typed, or which part of it was refused.</summary>
    public string? Note { get; init; }
    public Paging? Paging { get; init; }
}

/// <param name="Rows">The most frequent ones.</param>
/// <param name="More">What one more press shows.</param>
internal sealed record FacetGroup(string Label, IReadOnlyList<FacetRow> Rows, IReadOnlyList<FacetRow> More);

internal sealed record FacetRow(string Label, string Url, int Count);

internal sealed record DeadlinesPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    /// <summary>Where a calendar program follows them.</summary>
    public Link? Calendar { get; init; }
    public IReadOnlyList<DeadlineLeaf> Open { get; init; } = [];
    public IReadOnlyList<DeadlineLeaf> Closed { get; init; } = [];
}

internal sealed record EventsPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    /// <summary>Where a calendar program follows them.</summary>
    public Link? Calendar { get; init; }
    public IReadOnlyList<EventCard> Upcoming { get; init; } = [];
    public IReadOnlyList<EventCard> Past { get; init; } = [];
    /// <summary>The one with what is coming; the others are of what has been alone.</summary>
    public bool IsFirst { get; init; } = true;
    public Paging? Paging { get; init; }
}

/// <param name="Number">The number that the bulletin keeps for ever.</param>
internal sealed record BulletinRow(string Number, string Title, string Url, Moment Date, string? Lang = null)
{
    public string? Preheader { get; init; }
    /// <summary>With its number in the series; null: of none.</summary>
    public string? Series { get; init; }
}

internal sealed record BulletinsPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public IReadOnlyList<BulletinRow> Bulletins { get; init; } = [];
    public Paging? Paging { get; init; }
}

/// <summary>Web version of a sent bulletin: its body is the stored fragment that "bulletin-body" once made.</summary>
internal sealed record BulletinWebPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public string? Lang { get; init; }
    public required string Number { get; init; }
    /// <summary>With its number in the series; null: of none.</summary>
    public string? Series { get; init; }
    public required string Title { get; init; }
    public required Moment Date { get; init; }
    public required TrustedHtml Body { get; init; }
    public IReadOnlyList<LanguageLink> Variants { get; init; } = [];
}
