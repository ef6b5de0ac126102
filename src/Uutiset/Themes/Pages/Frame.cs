namespace Uutiset.Themes.Pages;

/// <summary>What every page model has. Keys name what the page shows ("article:12", "term:sote-uudistus"), for caches that follow changes; nothing in a page depends on who asks.</summary>
internal interface IPage
{
    SiteFrame Site { get; }
    Head Head { get; }
    IReadOnlyList<string> Keys { get; }
}

/// <summary>What is the same on every page of one interface language.</summary>
internal sealed record SiteFrame(
    string Lang, string Name, string? Tagline, string HomeUrl, string SearchUrl, string SubscribeUrl,
    string StyleUrl, IReadOnlyList<string> PreloadUrls, string IconUrl,
    IReadOnlyList<Link> Nav, IReadOnlyList<Link> FooterLinks, IReadOnlyList<Feed> Feeds, Imprint Imprint)
{
    /// <summary>The theme's script that plays outside recordings in place; null when it has none.</summary>
    public string? VideoScriptUrl { get; init; }
}

/// <summary>Who publishes and who answers for the content.</summary>
internal sealed record Imprint(string Publisher, string? ResponsibleEditor, string? Address, Link? Email, Link? Phone);

/// <summary>What differs from page to page around the content. Addresses are absolute where the outside reads them.</summary>
internal sealed record Head(
    string Title, string? Description, string? CanonicalUrl, IReadOnlyList<LanguageLink> Languages)
{
    public bool NoIndex { get; init; }
    /// <summary>Open Graph type.</summary>
    public string Type { get; init; } = "website";
    public IReadOnlyList<Feed> Feeds { get; init; } = [];
    /// <summary>hreflang alternates: translations of the content, not of the interface.</summary>
    public IReadOnlyList<LanguageLink> Alternates { get; init; } = [];
    public TrustedHtml? JsonLd { get; init; }
    /// <summary>Absolute: what is shown beside the address when it is shared.</summary>
    public string? ImageUrl { get; init; }
    public string? ImageAlt { get; init; }
    public string? PublishedIso { get; init; }
    public string? UpdatedIso { get; init; }
    /// <summary>Address of the item of the navigation that this page belongs to.</summary>
    public string? Section { get; init; }
    /// <summary>Outside services whose player the reader may open on this page: the content policy lets in these and no others.</summary>
    public IReadOnlyList<string> FrameHosts { get; init; } = [];
    /// <summary>What the search box in the masthead shows.</summary>
    public string? Query { get; init; }
}

internal sealed record LanguageLink(string Lang, string Name, string Url, bool Current = false);

internal sealed record Feed(string Title, string Url, string Type);

/// <param name="Lang">Only when the text is in another language than the page.</param>
internal sealed record Link(string Url, string Text, string? Lang = null)
{
    public int? Count { get; init; }
    public bool Current { get; init; }
}

/// <summary>A day or an instant: machine form for datetime, formatted text for people.</summary>
internal sealed record Moment(string Iso, string Text);

/// <summary>Previous and next page and where we are; null on a list that fits one page.</summary>
internal sealed record Paging(int Page, int Pages, string? PreviousUrl, string? NextUrl);
