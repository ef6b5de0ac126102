using Uutiset.Data;

namespace Uutiset.Search;

/// <summary>A full-text index over the search documents: FTS5 on SQLite, a tsvector on PostgreSQL. Same demand, same matches, same scores.</summary>
internal interface IArchiveIndex
{
    /// <summary>Adds to a document that is about to be saved what the engine cannot work out by itself.</summary>
    void Prepare(SearchDocument document);

    /// <summary>The documents that satisfy the demand, to be composed with filters, order and page. Visibility is the caller's.</summary>
    IQueryable<ArchiveMatch> Matches(NewsDb db, ArchiveDemand demand);

    /// <summary>Index terms that begin, end with or contain something, shortest first; those of compound parts carry their <c>+</c>.</summary>
    /// <param name="pattern">SQL LIKE with <c>\</c> as escape.</param>
    Task<IReadOnlyList<string>> TermsAsync(NewsDb db, string pattern, int most, CancellationToken ct);
}

internal sealed record ArchiveMatch(long Id, double Score);
