namespace Uutiset.Themes.Pages;

/// <summary>/tilaus/{token}/tiedot: what the site knows of a reader, part by part, as names and values.</summary>
internal sealed record KnownPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required IReadOnlyList<KnownPart> Parts { get; init; }
    /// <summary>To take it along, to erase it, back to the settings.</summary>
    public required IReadOnlyList<Link> Links { get; init; }
}

internal sealed record KnownPart(string Title, IReadOnlyList<KnownItem> Items);

internal sealed record KnownItem(string Title, IReadOnlyList<KnownFact> Facts);

internal sealed record KnownFact(string Name, string Value);
