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
internal sealed class Reindex(IDbContextFactory<NewsDb> databases, SearchDocuments documents, WorkingIndex working, Analysis analysis)
{
    // Some 100 ms of write lock, during which nobody else publishes
    private const int Batch = 100;

    /// <returns>How many articles the index holds.</returns>
    public async Task<int> RunAsync(IProgress<(int Done, int Total)>? progress, CancellationToken ct)
    {
        await using var reading = await databases.CreateDbContextAsync(ct);
        // Those that are public, and those that an index kept though they no longer are
        var ids = await reading.Articles.Where(a => a.Status == ArticleStatus.Published).Select(a => a.Id)
            .Union(reading.SearchDocuments.Select(d => d.ArticleId)).Order().ToListAsync(ct);
        var done = 0;
        foreach (var batch in ids.Chunk(Batch))
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await documents.UpdateAsync(db, batch, ct);
            // Unchanged ones as well: it is their terms that may have changed
            foreach (var entry in db.ChangeTracker.Entries<SearchDocument>().Where(e => e.State == EntityState.Unchanged)) entry.State = EntityState.Modified;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            done += batch.Length;
            progress?.Report((done, ids.Count));
        }
        // What the desk finds drafts by was made by the analysis as well
        await working.RebuildAsync(reading, ct);
        await AnalysisState.SetAsync(reading, analysis.Version, ct);
        return await reading.SearchDocuments.CountAsync(ct);
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
