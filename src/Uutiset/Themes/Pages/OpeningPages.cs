namespace Uutiset.Themes.Pages;

/// <summary>A place to influence in a list.</summary>
/// <param name="Kind">"Kuuleminen", "Lausuntopyyntö".</param>
/// <param name="Answering">"3 järjestöä vastaamassa".</param>
internal sealed record OpeningCard(string Url, string Title, string Kind, string Answering, string? Lang = null)
{
    public IReadOnlyList<Link> Regions { get; init; } = [];
    public IReadOnlyList<Link> Tags { get; init; } = [];
    public string? Standfirst { get; init; }
    /// <summary>Who decides.</summary>
    public string? DecidedBy { get; init; }
    /// <summary>Null when it has no closing day.</summary>
    public DeadlineLeaf? Deadline { get; init; }
}

/// <summary>/vaikuta. Field names of the filter: region, tag, kind.</summary>
internal sealed record OpeningsPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public IReadOnlyList<Choice> Regions { get; init; } = [];
    public IReadOnlyList<Choice> Tags { get; init; } = [];
    public IReadOnlyList<Choice> Kinds { get; init; } = [];
    public bool Narrowed { get; init; }
    public Link? Calendar { get; init; }
    public IReadOnlyList<OpeningCard> Open { get; init; } = [];
    public IReadOnlyList<OpeningCard> Closed { get; init; } = [];
    /// <summary>The one with what is open; the others are of the closed ones alone.</summary>
    public bool IsFirst { get; init; } = true;
    public Paging? Paging { get; init; }
    /// <summary>Regions that open places concern and of which no organisation takes part in any.</summary>
    public IReadOnlyList<Link> Silent { get; init; } = [];
    public IReadOnlyList<RegionRow> Gaps { get; init; } = [];
}

/// <param name="Open">Places that concern the region.</param>
/// <param name="Organisations">Of the region, taking part.</param>
/// <param name="Unanswered">Places without any of them.</param>
internal sealed record RegionRow(Link Region, int Open, int Organisations, int Unanswered);

internal sealed record OpeningPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required OpeningCard Opening { get; init; }
    public IReadOnlyList<string> Paragraphs { get; init; } = [];
    public Link? Material { get; init; }
    public Link? Answer { get; init; }
    public IReadOnlyList<Link> Organisations { get; init; } = [];
    public IReadOnlyList<Link> Articles { get; init; } = [];
    public required Link All { get; init; }
    /// <summary>By which an organisation asks for its link; null when the place is closed.</summary>
    public AnswerForm? Form { get; init; }
}

/// <summary>Field names: email, and what stands in Hidden.</summary>
/// <param name="TrapName">A field that people do not see and robots fill.</param>
internal sealed record AnswerForm(string Action, string PrivacyUrl, string TrapName, IReadOnlyList<HiddenField> Hidden)
{
    public string? Email { get; init; }
    /// <summary>What is wrong with the form as a whole.</summary>
    public string? Error { get; init; }
    public string? EmailError { get; init; }
}
