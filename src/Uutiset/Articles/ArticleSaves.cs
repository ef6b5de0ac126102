using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

internal static class ArticleSaves
{
    /// <summary>Commits, or says what somebody else committed in between. Nothing of ours is stored then.</summary>
    public static async Task<Outcome> SaveOrConflictAsync(this NewsDb db, Article article, CancellationToken ct)
    {
        var seen = db.Entry(article).Property(a => a.Version).OriginalValue;
        try
        {
            await SaveAsync(db, ct);
            return new Outcome.Done(article);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            var now = await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == article.Id, ct);
            if (now is null) return new Outcome.Missing();
            // The version is the same: what failed was something else, and it must be heard of
            if (now.Version == seen) throw;
            var newest = await db.Revisions.AsNoTracking().SingleAsync(r => r.ArticleId == now.Id && r.Number == now.WorkingRevision, ct);
            return Drafting.ConflictWith(now, newest);
        }
    }

    private static async Task SaveAsync(NewsDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        // Another tab discarded the autosave that goes with this save: it is gone, as it should be
        catch (DbUpdateConcurrencyException gone) when (gone.Entries.Count > 0 && gone.Entries.All(e => e is { Entity: Autosave, State: EntityState.Deleted }))
        {
            foreach (var entry in gone.Entries) entry.State = EntityState.Detached;
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>With what each new revision keeps up to date beside itself.</summary>
    public static IQueryable<Article> WithWorking(this IQueryable<Article> articles) =>
        articles.Include(a => a.Media).Include(a => a.WorkingText).Include(a => a.Filings).AsSplitQuery();

    /// <summary>With everything that hangs on them: what publishing writes anew must have been read.</summary>
    public static IQueryable<Article> Whole(this IQueryable<Article> articles) => articles.WithParts().Include(a => a.Media).Include(a => a.Quotes).Include(a => a.WorkingText);

    public static Task<Article?> WholeAsync(this IQueryable<Article> articles, Guid id, CancellationToken ct) => articles.Whole().SingleOrDefaultAsync(a => a.PublicId == id, ct);

    /// <summary>One command for each join: a single one would multiply tags by regions by links.</summary>
    public static IQueryable<Article> WithParts(this IQueryable<Article> articles) =>
        articles.Include(a => a.Bylines.OrderBy(b => b.Position)).Include(a => a.Terms.OrderBy(t => t.Position)).Include(a => a.Regions)
            .Include(a => a.Links.OrderBy(l => l.Position)).Include(a => a.Attachments.OrderBy(t => t.Position)).ThenInclude(t => t.Event)
            .Include(a => a.Deadlines.OrderBy(d => d.Position)).ThenInclude(d => d.Deadline).ThenInclude(d => d!.Supersedes)
            .Include(a => a.Events.OrderBy(e => e.Position)).ThenInclude(e => e.Event)
            .Include(a => a.Contacts.OrderBy(c => c.Position)).Include(a => a.Mentions.OrderBy(m => m.Position)).ThenInclude(m => m.Organisation)
            .Include(a => a.Corrections.OrderBy(c => c.AtUtc)).Include(a => a.Summaries).AsSplitQuery();
}
