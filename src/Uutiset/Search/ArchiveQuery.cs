using Uutiset.Articles;

namespace Uutiset.Search;

internal enum ArchiveSort { Relevance, Newest }

/// <summary>
/// What somebody asks of the archive: the one query model of page, feed and API. An empty one lists everything, newest
/// first. <c>Archive.SearchAsync(ArchiveQuery, CancellationToken)</c> answers with an <see cref="ArchivePage"/>.
/// </summary>
internal sealed record ArchiveQuery
{
    public const int MostPerPage = 100;

    /// <summary>As typed: words, "phrases", -excluded, truncat*.</summary>
    public string? Q { get; init; }
    /// <summary>Slug of a term of any scheme.</summary>
    public string? Tag { get; init; }
    /// <summary>Slug of an audience: for whom it is written, whatever it is about.</summary>
    public string? Audience { get; init; }
    /// <summary>Slug of a series.</summary>
    public string? Series { get; init; }
    /// <summary>Code or slug of a region. Articles of a region that includes it count; national ones do not.</summary>
    public string? Region { get; init; }
    /// <summary>Slug of a person, or the name of a byline without one.</summary>
    public string? Author { get; init; }
    public ArticleType? Type { get; init; }
    /// <summary>Texts in this language, and those with a summary in it.</summary>
    public string? Lang { get; init; }
    /// <summary>First and last day of publication, in Finland.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>Nothing is looked for in its place when it finds nothing, and no other spelling is offered.</summary>
    public bool AsTyped { get; init; }
    public ArchiveSort Sort { get; init; }
    public int Page { get; init; } = 1;
    public int PageSize { get; init; } = 20;
    /// <summary>The reader's language: of the labels in the facets, and of summaries that stand for a text in another one.</summary>
    public string LabelLang { get; init; } = "fi";
    /// <summary>False where nobody shows them (feeds): they cost as much as the search itself.</summary>
    public bool WithFacets { get; init; } = true;
}
