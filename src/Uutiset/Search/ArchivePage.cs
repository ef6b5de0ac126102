using Uutiset.Articles;

namespace Uutiset.Search;

/// <summary>How the words were read when the search as typed found nothing.</summary>
internal enum SearchedAs
{
    /// <summary>As typed: all words.</summary>
    Typed,

    /// <summary>Two words as one, or one as two; the text is in DidYouMean.</summary>
    Joined,

    /// <summary>A word put right; the text is in DidYouMean.</summary>
    Corrected,

    /// <summary>No article has all the words; these have some of them.</summary>
    AnyWord,
}

/// <param name="DidYouMean">Another spelling of the whole query: the one that was searched, or with As = Typed one that finds far more.</param>
internal sealed record ArchivePage(
    int Total, IReadOnlyList<ArchiveHit> Hits, ArchiveFacets Facets, int Page, int PageSize, SearchedAs As, string? DidYouMean, double TookMs)
{
    /// <summary>The words that were looked for, when they are not as typed.</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    public int Pages => (Total + PageSize - 1) / PageSize;
}

/// <summary>TitleHtml and SnippetHtml are escaped text whose only element is <c>mark</c>. Tags are in the article's language.</summary>
internal sealed record ArchiveHit(
    Guid Id, string Slug, string Path, string Title, string TitleHtml, string SnippetHtml, DateTime PublishedUtc, DatePrecision PublishedPrecision,
    ArticleType Type, string Lang, IReadOnlyList<string> Authors, IReadOnlyList<ArchiveTag> Tags, IReadOnlyList<string> Regions, double Score)
{
    /// <summary>Deadlines of the article that were moved, each with the state before.</summary>
    public IReadOnlyList<Deadline> Moved { get; init; } = [];

    public bool EasyLanguage { get; init; }

    /// <summary>Title, TitleHtml and SnippetHtml are of the summary in this language; null: of the text itself.</summary>
    public string? SummaryLang { get; init; }
}

internal sealed record ArchiveTag(string Slug, string Label);

/// <summary>Value goes back into the query; largest count first, years newest first.</summary>
internal sealed record ArchiveFacet(string Value, string Label, int Count);

/// <param name="Tags">Terms of every scheme.</param>
/// <param name="Audiences">For <c>?audience=</c>.</param>
/// <param name="Series">For <c>?series=</c>.</param>
internal sealed record ArchiveFacets(
    IReadOnlyList<ArchiveFacet> Tags, IReadOnlyList<ArchiveFacet> Regions, IReadOnlyList<ArchiveFacet> Authors,
    IReadOnlyList<ArchiveFacet> Types, IReadOnlyList<ArchiveFacet> Years, IReadOnlyList<ArchiveFacet> Audiences, IReadOnlyList<ArchiveFacet> Series)
{
    public static readonly ArchiveFacets None = new([], [], [], [], [], [], []);
}
