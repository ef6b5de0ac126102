using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>The public archive: finds, filters, orders and marks. Any text is a legal query.</summary>
internal sealed class Archive(IDbContextFactory<NewsDb> databases, IArchiveIndex index, Analysis analysis, TermSynonyms synonyms, Corrections corrections, TimeProvider clock)
{
    private const int Recent = 500;

    // Fewer hits than a page shows at a glance: worth asking whether the word was spelled as meant
    private const int Few = 3;

    private readonly DemandMaking demands = new(index);
    private readonly Highlighter highlighter = new(analysis);

    public async Task<ArchivePage> SearchAsync(ArchiveQuery query, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(ct);
        var asked = string.IsNullOrWhiteSpace(query.Q) ? analysis.Query("") : analysis.Query(query.Q, await synonyms.ReadAsync(db, ct));
        var now = clock.GetUtcNow();
        var found = await RowsAsync(db, query, asked, false, now, ct);
        var (how, better) = (SearchedAs.Typed, (string?)null);
        if (found.Total == 0 && !asked.IsEmpty && !query.AsTyped)
        {
            if (await OtherwiseAsync(db, query, now, ct) is { } other) (found, asked, how, better) = (other.Found, other.Asked, other.As, other.Text);
            else if (Loosening.Of(asked, analysis) is { } loose && await RowsAsync(db, query, loose, true, now, ct) is { Total: > 0 } wider) (found, asked, how) = (wider, loose, SearchedAs.AnyWord);
        }
        else if (found.Total is > 0 and <= Few && !asked.IsEmpty && query is { AsTyped: false, Page: 1 })
        {
            better = await MoreFrequentAsync(db, query, found.Total, now, ct);
        }
        var (rows, total) = found;
        var hits = await PageAsync(db, rows, asked, query, ct);
        var facets = query.WithFacets && total > 0 ? await Facets.CountAsync(db, rows.Select(r => r.Article!), query.LabelLang, ct) : ArchiveFacets.None;
        return new ArchivePage(total, hits, facets, query.Page, query.PageSize, how, better, Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 1))
        {
            Understood = Understood.Of(asked),
        };
    }

    /// <summary>How many there are, as typed.</summary>
    public async Task<int> CountAsync(ArchiveQuery query, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var asked = string.IsNullOrWhiteSpace(query.Q) ? analysis.Query("") : analysis.Query(query.Q, await synonyms.ReadAsync(db, ct));
        return (await RowsAsync(db, query, asked, false, clock.GetUtcNow(), ct)).Total;
    }

    /// <summary>
    /// The newest public articles with all the words, neither ranked nor counted: for somebody who looks for one thing among many kinds,
    /// where counting and ranking ten thousand hits of a common word would take longer than all the rest.
    /// </summary>
    public async Task<IReadOnlyList<long>> NewestAsync(string q, int most, CancellationToken ct)
    {
        var asked = analysis.Query(q);
        if (asked.IsEmpty) return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var demand = await demands.MakeAsync(db, asked, false, now.ToUnixTimeSeconds(), ct, ranked: false);
        // A common word fills the list from the newest articles alone; what is rarer is found by the index
        var recent = await db.SearchDocuments.OrderByDescending(d => d.Id).Skip(Recent - 1).Select(d => d.Id).FirstOrDefaultAsync(ct);
        var found = await FoundAsync(index.Matches(db, demand).Where(m => m.Id >= recent));
        return found.Count == most || recent == 0 ? found : await FoundAsync(index.Matches(db, demand with { IsGathered = true }));

        Task<List<long>> FoundAsync(IQueryable<ArchiveMatch> matches) =>
            matches.Visible(db, now.UtcDateTime).OrderByDescending(r => r.Id).Take(most).Select(r => r.Article!.Id).ToListAsync(ct);
    }

    /// <summary>The first other spelling that finds something under the same filters: joined or parted words, then corrected ones.</summary>
    private async Task<(SearchedAs As, string Text, AnalyzedQuery Asked, Found Found)?> OtherwiseAsync(NewsDb db, ArchiveQuery query, DateTimeOffset now, CancellationToken ct)
    {
        var q = PlainText.Cut(query.Q!, SearchQuery.LongestText);
        foreach (var text in await corrections.JoinedAsync(db, q, ct))
        {
            if (await AsAsync(text) is { Found.Total: > 0 } found) return (SearchedAs.Joined, text, found.Asked, found.Found);
        }
        foreach (var text in await corrections.CorrectedAsync(db, q, ct))
        {
            if (await AsAsync(text) is { Found.Total: > 0 } found) return (SearchedAs.Corrected, text, found.Asked, found.Found);
        }
        return null;

        async Task<(AnalyzedQuery Asked, Found Found)> AsAsync(string text)
        {
            var asked = analysis.Query(text, await synonyms.ReadAsync(db, ct));
            return (asked, await RowsAsync(db, query, asked, false, now, ct));
        }
    }

    private async Task<string?> MoreFrequentAsync(NewsDb db, ArchiveQuery query, int total, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var text in await corrections.CorrectedAsync(db, PlainText.Cut(query.Q!, SearchQuery.LongestText), ct))
        {
            if ((await RowsAsync(db, query, analysis.Query(text, await synonyms.ReadAsync(db, ct)), false, now, ct)).Total > total) return text;
        }
        return null;
    }

    private sealed record Found(IQueryable<ArchiveRow> Rows, int Total);

    private async Task<Found> RowsAsync(
        NewsDb db, ArchiveQuery query, AnalyzedQuery asked, bool any, DateTimeOffset now, CancellationToken ct)
    {
        var demand = await demands.MakeAsync(db, asked, any, now.ToUnixTimeSeconds(), ct);
        var rows = index.Matches(db, demand).Visible(db, now.UtcDateTime).Filter(db, query, now.UtcDateTime);
        return new Found(rows, await rows.CountAsync(ct));
    }

    private async Task<IReadOnlyList<ArchiveHit>> PageAsync(NewsDb db, IQueryable<ArchiveRow> rows, AnalyzedQuery asked, ArchiveQuery query, CancellationToken ct)
    {
        var skip = (Math.Max(1L, query.Page) - 1) * query.PageSize;
        if (skip > int.MaxValue) return [];
        var byDate = query.Sort == ArchiveSort.Newest || asked.IsEmpty;
        var ordered = byDate ? rows.OrderByDescending(r => r.Id) : rows.OrderByDescending(r => r.Score).ThenByDescending(r => r.Id);
        // The best are put in order together, whichever page of them is asked for
        var isAmongBest = !byDate && skip < ExactForms.Window;
        var from = isAmongBest ? 0 : (int)skip;
        var page = await ordered.Skip(from).Take(isAmongBest ? Math.Max(ExactForms.Window, (int)skip + query.PageSize) : query.PageSize).Select(r => new ScoredDocument(r.Id, r.Score)).ToListAsync(ct);
        if (isAmongBest)
        {
            var best = await ExactForms.FirstAsync(db, [.. page.Take(ExactForms.Window)], asked, ct);
            page = [.. best.Concat(page.Skip(ExactForms.Window)).Skip((int)skip).Take(query.PageSize)];
        }
        var ids = page.ConvertAll(p => p.Id);
        var now = clock.GetUtcNow().UtcDateTime;
        var documents = await db.SearchDocuments.AsNoTracking().Where(d => ids.Contains(d.Id) && d.VisibleUntilUtc > now && d.PublishedUtc <= now)
            .Include(d => d.Article!.Bylines).Include(d => d.Article!.Terms).ThenInclude(t => t.Term).Include(d => d.Article!.Regions).Include(d => d.Article!.Summaries)
            .Include(d => d.Article!.Deadlines.Where(x => x.Deadline!.SupersedesId != null)).ThenInclude(x => x.Deadline!.Supersedes)
            .AsSplitQuery().ToDictionaryAsync(d => d.Id, ct);
        // Withdrawn or expired between the two questions: gone
        return [.. page.Where(p => documents.ContainsKey(p.Id)).Select(p => Hit(documents[p.Id], p.Score, asked, query.LabelLang))];
    }

    private ArchiveHit Hit(SearchDocument document, double score, AnalyzedQuery asked, string readerLang)
    {
        var article = document.Article!;
        var summary = article.Lang == readerLang ? null : article.Summaries.Find(s => s.Lang == readerLang);
        var lang = summary?.Lang ?? article.Lang;
        // Words of a summary in yet another language would stand in the snippet under the wrong one
        var tail = string.Join('\n', SearchDocuments.SummaryLines(article.Summaries));
        var body = tail.Length > 0 && document.Body.EndsWith(tail, StringComparison.Ordinal) ? document.Body[..^tail.Length] : document.Body;
        var snippet = highlighter.Snippet(summary?.Text ?? body, asked, languages: lang);
        if (summary is null && !snippet.Contains("<mark>", StringComparison.Ordinal) && document.Lead.Length > 0) snippet = highlighter.Snippet(document.Lead, asked, languages: lang);
        var title = summary?.Title ?? document.Title;
        return new ArchiveHit(article.PublicId, article.Slug, article.Path, title, highlighter.Mark(title, asked, lang), snippet,
            document.PublishedUtc, article.PublishedPrecision, article.Type, article.Lang,
            [.. article.Bylines.OrderBy(b => b.Position).Select(b => b.Name)],
            [.. article.Terms.Where(t => t.Term!.State == TermState.Active).OrderBy(t => t.Position).Select(t => new ArchiveTag(t.Term!.Slug, t.Term.Label.In(article.Lang)))],
            [.. article.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)], Math.Round(score, 4))
        {
            Moved = [.. article.Deadlines.OrderBy(d => d.Position).Select(d => d.Deadline!)],
            EasyLanguage = article.EasyLanguage,
            SummaryLang = summary?.Lang,
        };
    }
}
