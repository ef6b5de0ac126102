using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>Makes the index anew behind the pages when another analysis built it: after an upgrade, or when libvoikko came or went.</summary>
internal sealed class Rebuilding(IServiceScopeFactory scopes, Reindex reindex, Analysis analysis, TimeProvider clock, ILogger<Rebuilding> log) : HeldWork<Rebuild>(scopes, clock, log)
{
    private readonly TimeProvider clock = clock;

    protected override TimeSpan Hold => TimeSpan.FromMinutes(2);

    protected override Expression<Func<Rebuild, bool>> IsAtWork
    {
        get
        {
            var own = analysis.Version;
            return r => r.FinishedUtc == null && r.Analysis == own;
        }
    }

    /// <summary>Once for all nodes that find the same.</summary>
    public async Task BeginAsync(NewsDb db, CancellationToken ct)
    {
        // What another analysis had begun would only be done over again
        await db.Rebuilds.Where(r => r.FinishedUtc == null && r.Analysis != analysis.Version).ExecuteDeleteAsync(ct);
        var (own, total, now) = (analysis.Version, await Reindex.Waiting(db, 0).CountAsync(ct), clock.GetUtcNow().UtcDateTime);
        await db.Database.ExecuteSqlAsync(
            $"insert into rebuild (analysis, last_article_id, done, total, begun_utc) values ({own}, 0, 0, {total}, {now}) on conflict do nothing", ct);
        Wake();
    }

    protected override async Task RunAsync(long id, CancellationToken ct)
    {
        var at = await InDbAsync(db => db.Rebuilds.AsNoTracking().SingleAsync(r => r.Id == id, ct));
        while (true)
        {
            var began = clock.GetTimestamp();
            var (last, count) = await reindex.BatchAsync(at.LastArticleId, ct);
            if (count == 0) break;
            (at.LastArticleId, at.Done) = (last, at.Done + count);
            var until = HeldUntilUtc;
            var moved = await InDbAsync(db => db.Rebuilds.Where(r => r.Id == id && r.FinishedUtc == null).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.LastArticleId, at.LastArticleId).SetProperty(r => r.Done, at.Done).SetProperty(r => r.HeldUntilUtc, until), ct));
            // Somebody else came to the end, by hand or as another node
            if (moved == 0) return;
            // As long as it took: readers and editors have the other half of the machine, and the gaps between the locks
            await Task.Delay(TimeSpan.FromTicks(Math.Min(clock.GetElapsedTime(began).Ticks, TimeSpan.TicksPerSecond)), clock, ct);
        }
        await reindex.FinishAsync(ct);
    }
}
