using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Finding;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>
/// Rebuilds documents and index while the site serves: a batch a transaction, so that each article is found by its old entry
/// until it is found by its new one, and killing it leaves an index that answers.
/// </summary>
internal sealed class Reindex(IDbContextFactory<NewsDb> databases, SearchDocuments documents, WorkingIndex working, Analysis analysis, TimeProvider clock)
{
    // Some 100 ms of write lock, during which nobody else publishes
    private const int Batch = 100;

    // An editor or another node changed the same article meanwhile: what it wrote is read, and the batch done over
    private const int MostTries = 5;

    /// <returns>How many articles the index holds.</returns>
    public async Task<int> RunAsync(IProgress<(int Done, int Total)>? progress, CancellationToken ct)
    {
        await using var reading = await databases.CreateDbContextAsync(ct);
        var total = await Waiting(reading, 0).CountAsync(ct);
        var done = 0;
        for (var (last, count) = await BatchAsync(0, ct); count > 0; (last, count) = await BatchAsync(last, ct))
        {
            done += count;
            progress?.Report((done, Math.Max(done, total)));
        }
        await FinishAsync(ct);
        return await reading.SearchDocuments.CountAsync(ct);
    }

    /// <summary>Those that are public, and those that an index kept though they no longer are.</summary>
    public static IQueryable<long> Waiting(NewsDb db, long after) =>
        db.Articles.Where(a => a.Id > after && (a.Status == ArticleStatus.Published || db.SearchDocuments.Any(d => d.ArticleId == a.Id))).Select(a => a.Id);

    /// <returns>The last article of the batch and how many it had; none when all are done.</returns>
    public async Task<(long Last, int Count)> BatchAsync(long after, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await WriteAsync(after, ct);
            }
            catch (DbUpdateException) when (tries < MostTries)
            {
            }
        }
    }

    /// <summary>All entries are new: says so, and ends whatever was at the same work.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // What the desk finds drafts by was made by the analysis as well
        await working.RebuildAsync(db, ct);
        await AnalysisState.SetAsync(db, analysis.Version, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Rebuilds.Where(r => r.FinishedUtc == null && r.Analysis == analysis.Version).ExecuteUpdateAsync(set => set.SetProperty(r => r.FinishedUtc, now), ct);
    }

    private async Task<(long Last, int Count)> WriteAsync(long after, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var batch = await Waiting(db, after).Order().Take(Batch).ToListAsync(ct);
        if (batch.Count == 0) return (after, 0);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await documents.UpdateAsync(db, batch, ct);
        // Unchanged ones as well: it is their terms that may have changed
        foreach (var entry in db.ChangeTracker.Entries<SearchDocument>().Where(e => e.State == EntityState.Unchanged)) entry.State = EntityState.Modified;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (batch[^1], batch.Count);
    }

    public static void AddVerb(RootCommand root, Func<WebApplication> build)
    {
        var verb = new Command("reindex", "Rebuilds the search index; the site may go on serving");
        verb.SetAction(async (_, ct) =>
        {
            await using var app = build();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            var count = await app.Services.GetRequiredService<Reindex>().RunAsync(new ConsoleProgress(), ct);
            Console.WriteLine($"Indexed {count} articles with analysis {app.Services.GetRequiredService<Analysis>().Version}.");
            return 0;
        });
        root.Add(verb);
    }

    // Progress<T> would report from another thread, after the last line
    private sealed class ConsoleProgress : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{value.Done}/{value.Total}{(value.Done == value.Total ? "\n" : "")}");
        }
    }
}
