using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>Whoever saves an article, its byline, its terms or what a term is called saves the search document with it, in one transaction.</summary>
internal sealed class SearchDocumentInterceptor(SearchDocuments documents) : SaveChangesInterceptor
{
    // A draft saved onto a published article touches the row but nothing that the public sees
    private static readonly string[] Seen =
        [nameof(Article.Status), nameof(Article.PublishedUtc), nameof(Article.PublishedPrecision), nameof(Article.ExpiresUtc), nameof(Article.Lang), nameof(Article.Title), nameof(Article.Lead), nameof(Article.BodyHtml)];
    private static readonly string[] SeenOfTerms = [nameof(Term.LabelFi), nameof(Term.LabelSv), nameof(Term.LabelEn), nameof(Term.State)];

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is NewsDb db && await TouchedAsync(db, cancellationToken) is { Count: > 0 } touched)
            await documents.UpdateAsync(db, touched, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        eventData.Context is NewsDb db && Touched(db).Count > 0
            ? throw new InvalidOperationException("Articles are saved with SaveChangesAsync: their search documents are read on the way")
            : result;

    private static async Task<HashSet<long>> TouchedAsync(NewsDb db, CancellationToken ct)
    {
        var touched = Touched(db);
        var relabelled = db.ChangeTracker.Entries<Term>()
            .Where(e => e.State == EntityState.Modified && SeenOfTerms.Any(l => e.Property(l).IsModified)).Select(e => e.Entity.Id).ToList();
        if (relabelled.Count > 0)
        {
            touched.UnionWith(await db.Set<ArticleTerm>().Where(t => relabelled.Contains(t.TermId))
                .Join(db.SearchDocuments, t => t.ArticleId, d => d.ArticleId, (t, _) => t.ArticleId).ToListAsync(ct));
        }
        return touched;
    }

    private static HashSet<long> Touched(NewsDb db)
    {
        var touched = db.ChangeTracker.Entries<Article>().Where(IsTouched).Select(SearchDocuments.Key).ToHashSet();
        touched.UnionWith(Joins<Byline>(db));
        touched.UnionWith(Joins<ArticleTerm>(db));
        touched.UnionWith(Joins<ArticleRegion>(db));
        touched.UnionWith(Joins<ArticleLink>(db));
        touched.UnionWith(Joins<Attachment>(db));
        touched.UnionWith(Joins<ArticleSummary>(db));
        return touched;
    }

    private static bool IsTouched(EntityEntry<Article> entry) => entry.State switch
    {
        EntityState.Added => entry.Entity.Status == ArticleStatus.Published,
        EntityState.Modified => Seen.Any(name => entry.Property(name).IsModified),
        _ => entry.State == EntityState.Deleted,
    };

    private static IEnumerable<long> Joins<T>(NewsDb db) where T : class =>
        db.ChangeTracker.Entries<T>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => e.Property<long>(nameof(Byline.ArticleId)).CurrentValue);
}
