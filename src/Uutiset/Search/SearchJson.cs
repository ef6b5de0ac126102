using Uutiset.Articles;

namespace Uutiset.Search;

/// <summary>Answer of <c>GET /api/v1/search</c>.</summary>
/// <param name="Total">Exact number of articles found, over all pages.</param>
/// <param name="TookMs">Milliseconds spent.</param>
/// <param name="DidYouMean">Another spelling of the whole query: the one that was searched, or with searchedAs typed one that finds far more; null when the one typed is fine.</param>
/// <param name="SearchedAs">typed; joined or corrected when only didYouMean found something; anyWord when no article has all words.</param>
internal sealed record SearchJson(
    int Total, double TookMs, string? DidYouMean, SearchedAs SearchedAs, IReadOnlyList<SearchHitJson> Hits, ArchiveFacets Facets, int Page, int PageSize);

/// <param name="TitleHtml">Escaped text with <c>mark</c> around what matched, nothing else.</param>
/// <param name="SnippetHtml">The same, from the body.</param>
/// <param name="Score">Comparable within one answer only.</param>
/// <param name="SummaryLang">Title and snippet are of the summary in this language; null: of the text itself.</param>
/// <param name="MovedDeadlines">Deadlines that the article tells and that were moved since they were announced.</param>
internal sealed record SearchHitJson(
    Guid Id, string Slug, string Url, string Title, string TitleHtml, string SnippetHtml, DateTime PublishedAt, ArticleType Type, string Lang,
    IReadOnlyList<string> Authors, IReadOnlyList<string> Tags, IReadOnlyList<string> TagSlugs, IReadOnlyList<string> Regions, double Score,
    IReadOnlyList<MovedDeadlineJson> MovedDeadlines, bool EasyLanguage, string? SummaryLang);

/// <param name="Was">The closing day before the last move.</param>
internal sealed record MovedDeadlineJson(Guid DeadlineId, string Title, DateOnly? Was, DateOnly? Closes, string? SourceUrl);

/// <summary>Answer of <c>GET /api/v1/search/suggest</c>.</summary>
internal sealed record SuggestionsJson(IReadOnlyList<Suggestion> Items);
