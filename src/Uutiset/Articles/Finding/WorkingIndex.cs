using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Articles.Finding;

/// <summary>Keeps <see cref="WorkingText"/> and <see cref="Filing"/> in line with the newest revision of each article.</summary>
internal sealed class WorkingIndex(Analysis analysis) : IStartingRows
{
    // A title and a lead at their longest; what is pasted beyond is found by its beginning
    private const int Longest = 8000;
    private const int Batch = 500;

    /// <summary>The article's own rows must be loaded; the caller saves.</summary>
    public void Bring(Article article, ArticleDraft draft)
    {
        (article.WorkingText ??= new WorkingText()).Words = Words(draft);
        var missing = Filings(draft).ToHashSet();
        article.Filings.RemoveAll(f => !missing.Remove((f.Kind, f.Key)));
        article.Filings.AddRange(missing.Select(m => new Filing { Kind = m.Kind, Key = m.Key }));
    }

    /// <summary>The newest text has become the public one.</summary>
    public static void BringPublic(Article article)
    {
        if (article.WorkingText is { } text) text.PublicWords = text.Words;
    }

    /// <summary>Articles from before these rows were kept.</summary>
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        while (await NewestAsync(db, db.Articles.Where(a => a.WorkingText == null || a.PublicRevision != null && a.WorkingText.PublicWords == null), ct) is { Count: > 0 } newest)
            await WriteAsync(db, newest, ct);
    }

    /// <summary>Again by the analysis at hand, a batch a transaction.</summary>
    public async Task RebuildAsync(NewsDb db, CancellationToken ct)
    {
        for (var last = 0L; await NewestAsync(db, db.Articles.Where(a => a.Id > last), ct) is { Count: > 0 } newest; last = newest[^1].Id) await WriteAsync(db, newest, ct);
    }

    private async Task WriteAsync(NewsDb db, List<Newest> newest, CancellationToken ct)
    {
        var ids = newest.ConvertAll(n => n.Id);
        var texts = await db.WorkingTexts.Where(t => ids.Contains(t.ArticleId)).ToDictionaryAsync(t => t.ArticleId, ct);
        // Where something waits to be published, readers see an earlier text
        var shown = await db.Revisions.Where(r => ids.Contains(r.ArticleId) && db.Articles.Any(a => a.Id == r.ArticleId && a.PublicRevision == r.Number && a.WorkingRevision != r.Number))
            .ToDictionaryAsync(r => r.ArticleId, r => r.Draft, ct);
        foreach (var (id, draft, isPublic) in newest)
        {
            if (!texts.TryGetValue(id, out var text))
            {
                db.Add(text = new WorkingText { ArticleId = id });
                db.AddRange(Filings(draft).Distinct().Select(f => new Filing { ArticleId = id, Kind = f.Kind, Key = f.Key }));
            }
            text.Words = Words(draft);
            text.PublicWords = isPublic ? text.Words : shown.TryGetValue(id, out var json) ? Words(ArticleDraft.FromJson(json)) : "";
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private string Words(ArticleDraft draft)
    {
        var text = string.Join('\n', draft.Title, draft.ShortTitle, draft.Lead);
        var words = " " + string.Join(' ', analysis.Tokens(text).SelectMany(t => t.Keys).Select(k => k.Term).Distinct()) + " ";
        return words.Length <= Longest ? words : words[..(words.LastIndexOf(' ', Longest) + 1)];
    }

    private static IEnumerable<(FilingKind Kind, string Key)> Filings(ArticleDraft draft) =>
    [
        .. draft.Regions.Select(r => (FilingKind.Region, r)),
        .. draft.Tags.Concat(draft.Audiences).Select(t => (FilingKind.Term, t)),
        .. draft.Authors.Select(a => a.PersonId).OfType<Guid>().Select(p => (FilingKind.Person, p.ToString())),
        .. draft.Authors.Select(a => a.Name).OfType<string>().Where(n => n.Length > 0).Select(n => (FilingKind.Author, Folding.Lower(n))),
    ];

    /// <param name="IsPublic">Readers see this very text.</param>
    private sealed record Newest(long Id, ArticleDraft Draft, bool IsPublic);

    private static async Task<List<Newest>> NewestAsync(NewsDb db, IQueryable<Article> articles, CancellationToken ct)
    {
        var rows = await articles.OrderBy(a => a.Id)
            .Join(db.Revisions, a => new { a.Id, Number = a.WorkingRevision }, r => new { Id = r.ArticleId, r.Number }, (a, r) => new { a.Id, r.Draft, IsPublic = a.PublicRevision == a.WorkingRevision })
            .OrderBy(r => r.Id).Take(Batch).ToListAsync(ct);
        return rows.ConvertAll(r => new Newest(r.Id, ArticleDraft.FromJson(r.Draft), r.IsPublic));
    }
}
