using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Articles.Bulk;

/// <summary>
/// Starts bulk changes and their undoing, and goes on with those that are not finished: a short one is done before the page answers, the
/// rest of a long one after it, and what a killed process left is taken up again by whichever node looks first.
/// </summary>
internal sealed partial class BulkRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BulkRunner> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    /// <summary>As long as somebody waits for a page without wondering.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim wake = new(0);

    /// <summary>The person has looked at the plan.</summary>
    public Task CarryOutAsync(BulkChange change, int articles, Actor actor, CancellationToken ct) => BeginAsync(change, articles, BulkState.Planned, BulkState.Running, "article.bulkChanged", actor, ct);

    public Task UndoAsync(BulkChange change, int articles, Actor actor, CancellationToken ct) => BeginAsync(change, articles, BulkState.Done, BulkState.Undoing, "article.bulkUndone", actor, ct);

    private async Task BeginAsync(BulkChange change, int articles, BulkState from, BulkState to, string what, Actor actor, CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var (undoneById, undoneBy) = to == BulkState.Undoing ? (actor.UserId, actor.Name) : (null, null);
            // A second press of the button finds it begun
            if (await db.BulkChanges.Where(c => c.Id == change.Id && c.State == from)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, to).SetProperty(c => c.UndoneById, undoneById).SetProperty(c => c.UndoneBy, undoneBy), ct) == 0) return;
            scope.ServiceProvider.GetRequiredService<Audit>().Write(db, actor, what, $"bulk:{change.PublicId}", $"{change.Kind} {change.Value}; {articles} articles");
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        if (!await RunAsync(change.Id, Patience, ct)) wake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GoOnAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
            await wake.WaitAsync(Look, stoppingToken);
        }
    }

    /// <summary>Takes up every change that is begun and that nobody is at.</summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        foreach (var id in await UnfinishedAsync(ct))
        {
            try
            {
                await RunAsync(id, null, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that fails keeps none of the others waiting
                Failed(log, e);
            }
        }
    }

    private async Task<List<long>> UnfinishedAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), clock.GetUtcNow().UtcDateTime);
        return await db.BulkChanges.Where(c => (c.State == BulkState.Running || c.State == BulkState.Undoing) && (c.HeldUntilUtc == null || c.HeldUntilUtc < now))
            .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
    }

    /// <returns>Whether it is finished, or another process is at it.</returns>
    private async Task<bool> RunAsync(long id, TimeSpan? atMost, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        if (!await HoldAsync(id, ct)) return true;
        try
        {
            while (true)
            {
                // A context of its own for each batch: what one has read must not slow down the next
                await using var scope = scopes.CreateAsyncScope();
                if (!await scope.ServiceProvider.GetRequiredService<BulkWork>().StepAsync(id, clock.GetUtcNow().UtcDateTime + Hold, ct)) return true;
                if (clock.GetElapsedTime(started) > atMost) return false;
            }
        }
        finally
        {
            // Also when the site is being stopped: otherwise the next start would wait for the hold to end
            await LetGoAsync(id, CancellationToken.None);
        }
    }

    private async Task<bool> HoldAsync(long id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), clock.GetUtcNow().UtcDateTime);
        var until = now + Hold;
        return await db.BulkChanges.Where(c => c.Id == id && (c.HeldUntilUtc == null || c.HeldUntilUtc < now)).ExecuteUpdateAsync(s => s.SetProperty(c => c.HeldUntilUtc, until), ct) == 1;
    }

    private async Task LetGoAsync(long id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NewsDb>().BulkChanges.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.HeldUntilUtc, (DateTime?)null), ct);
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A bulk change of articles stopped; it goes on at the next look")]
    private static partial void Failed(ILogger log, Exception e);
}
