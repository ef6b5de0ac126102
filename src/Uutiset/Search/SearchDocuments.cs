using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>Brings the documents of some articles in line with what a context is about to save.</summary>
internal sealed class SearchDocuments(IArchiveIndex index)
{
    private static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="articleIds">Keys as the context knows them; those of articles that are not saved yet are temporary.</param>
    public async Task UpdateAsync(NewsDb db, IReadOnlyCollection<long> articleIds, CancellationToken ct)
    {
        var articles = await ArticlesAsync(db, articleIds, ct);
        var documents = await DocumentsAsync(db, articleIds, ct);
        var bylines = await JoinAsync<Byline>(db, articleIds, ct);
        var terms = await JoinAsync<ArticleTerm>(db, articleIds, ct);
        var regions = await JoinAsync<ArticleRegion>(db, articleIds, ct);
        var links = await JoinAsync<ArticleLink>(db, articleIds, ct);
        var attachments = await JoinAsync<Attachment>(db, articleIds, ct);
        var summaries = await JoinAsync<ArticleSummary>(db, articleIds, ct);
        var labels = await LabelsAsync(db, [.. terms.SelectMany(g => g).Select(t => t.TermId).Distinct()], ct);
        var added = new List<EntityEntry<SearchDocument>>();
        foreach (var id in articleIds)
        {
            documents.TryGetValue(id, out var entry);
            if (!articles.TryGetValue(id, out var article) || article is not { Status: ArticleStatus.Published, PublishedUtc: { } published })
            {
                entry?.State = entry.State == EntityState.Added ? EntityState.Detached : EntityState.Deleted;
                continue;
            }
            if (entry is not null && entry.Entity.Id >> SearchDocument.CounterBits != SearchDocument.FirstId(published) >> SearchDocument.CounterBits)
            {
                entry.State = entry.State == EntityState.Added ? EntityState.Detached : EntityState.Deleted;
                entry = null;
            }
            var document = entry?.Entity ?? new SearchDocument { Id = Candidate(published) };
            document.Lang = article.Lang;
            document.Languages = string.Join(' ', summaries[id].Select(s => s.Lang).Order(StringComparer.Ordinal).Prepend(article.Lang).Distinct());
            document.Title = article.Title;
            document.Lead = PlainText.Cut(article.Lead, PlainText.Longest);
            document.Tags = Lines([.. terms[id].OrderBy(t => t.Position).Select(t => labels.GetValueOrDefault(t.TermId)?.In(article.Lang)),
                .. regions[id].Select(r => Regions.Find(r.RegionCode)?.Short.In(article.Lang))]);
            document.Byline = Lines([.. bylines[id].OrderBy(b => b.Position).SelectMany(b => new[] { b.Name, b.Title, b.Organisation, b.Project }),
                DateWords.Of(published, article.PublishedPrecision, article.Lang)]);
            document.Body = PlainText.Cut(Lines([PlainText.Of(article.BodyHtml), .. attachments[id].SelectMany(a => a.Presenters.Select(p => p.ToString()).Prepend(a.Title)),
                .. links[id].Select(l => l.Title), .. SummaryLines(summaries[id])]), PlainText.Longest);
            document.Words = document.Body.AsSpan().Count(' ') + document.Body.AsSpan().Count('\n') + 1;
            document.PublishedUtc = published;
            document.VisibleUntilUtc = article.ExpiresUtc ?? Never;
            index.Prepare(document);
            if (entry is not null) continue;
            // Its key may not be known yet: then EF fills it in when the article has one
            if (db.Entry(article).State == EntityState.Detached) document.ArticleId = id;
            else document.Article = article;
            added.Add(db.SearchDocuments.Add(document));
        }
        await GiveFreeIdsAsync(db, added, ct);
    }

    /// <summary>The last lines of a body: readers find the item by the words of their own language.</summary>
    public static IReadOnlyList<string> SummaryLines(IEnumerable<ArticleSummary> summaries) =>
        [.. summaries.OrderBy(s => s.Lang, StringComparer.Ordinal).SelectMany(s => new[] { s.Title, s.Text })];

    private static string Lines(IEnumerable<string?> texts) => string.Join('\n', texts.Where(t => !string.IsNullOrWhiteSpace(t)));

    private static long Candidate(DateTime published) => SearchDocument.FirstId(published) + Random.Shared.Next(1 << SearchDocument.CounterBits);

    /// <summary>A random counter: two publications in the same second on two nodes do not meet, as they would if both counted on.</summary>
    private static async Task GiveFreeIdsAsync(NewsDb db, List<EntityEntry<SearchDocument>> added, CancellationToken ct)
    {
        if (added.Count == 0) return;
        var candidates = added.Select(e => e.Entity.Id).ToList();
        var taken = (await db.SearchDocuments.AsNoTracking().Where(d => candidates.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct)).ToHashSet();
        foreach (var entry in added.Where(e => taken.Contains(e.Entity.Id)))
        {
            entry.State = EntityState.Detached;
            entry.Entity.Id = Candidate(entry.Entity.PublishedUtc);
            db.SearchDocuments.Add(entry.Entity);
        }
    }

    private static async Task<Dictionary<long, Article>> ArticlesAsync(NewsDb db, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        var tracked = db.ChangeTracker.Entries<Article>().Where(e => ids.Contains(Key(e))).ToDictionary(Key);
        var missing = ids.Where(id => !tracked.ContainsKey(id)).ToList();
        var articles = missing.Count == 0 ? [] : await db.Articles.AsNoTracking().Where(a => missing.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        foreach (var (id, entry) in tracked.Where(t => t.Value.State != EntityState.Deleted)) articles[id] = entry.Entity;
        return articles;
    }

    private static async Task<Dictionary<long, EntityEntry<SearchDocument>>> DocumentsAsync(NewsDb db, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        await db.SearchDocuments.Where(d => ids.Contains(d.ArticleId)).LoadAsync(ct);
        return db.ChangeTracker.Entries<SearchDocument>().Where(e => e.State != EntityState.Deleted)
            .Where(e => ids.Contains(e.Property(d => d.ArticleId).CurrentValue)).ToDictionary(e => e.Property(d => d.ArticleId).CurrentValue);
    }

    /// <summary>The rows as they will be once the context is saved: what is stored, under what is tracked.</summary>
    private static async Task<ILookup<long, T>> JoinAsync<T>(NewsDb db, IReadOnlyCollection<long> ids, CancellationToken ct) where T : class
    {
        const string articleId = nameof(Byline.ArticleId);
        var tracked = db.ChangeTracker.Entries<T>().ToList();
        var known = tracked.Select(PrimaryKey).ToHashSet();
        var stored = await db.Set<T>().AsNoTracking().Where(r => ids.Contains(EF.Property<long>(r, articleId))).ToListAsync(ct);
        return stored.Select(r => db.Entry(r)).Where(e => !known.Contains(PrimaryKey(e)))
            .Concat(tracked.Where(e => e.State != EntityState.Deleted))
            .ToLookup(e => e.Property<long>(articleId).CurrentValue, e => e.Entity);

        static string PrimaryKey(EntityEntry<T> entry) =>
            string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p).CurrentValue));
    }

    /// <summary>A word that is only proposed, or was refused, is not the public's to search by.</summary>
    private static async Task<Dictionary<long, Localized>> LabelsAsync(NewsDb db, IReadOnlyCollection<long> termIds, CancellationToken ct)
    {
        var terms = await db.Terms.AsNoTracking().Where(t => termIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        foreach (var term in db.ChangeTracker.Entries<Term>()) terms[term.Property(t => t.Id).CurrentValue] = term.Entity;
        return terms.Where(t => t.Value.State == TermState.Active).ToDictionary(t => t.Key, t => t.Value.Label);
    }

    internal static long Key(EntityEntry<Article> entry) => entry.Property(a => a.Id).CurrentValue;
}
