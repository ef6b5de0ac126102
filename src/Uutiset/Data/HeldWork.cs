using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Uutiset.Data;

/// <summary>A piece of work that takes longer than a page waits.</summary>
internal abstract class HeldRow
{
    public long Id { get; set; }
    /// <summary>Until then one process is at work on it.</summary>
    public DateTime? HeldUntilUtc { get; set; }
}

/// <summary>
/// Does such work behind the pages, one piece after the other: at once when it is begun here, and what a killed process left is taken up
/// by whichever node looks first after its hold has ended.
/// </summary>
internal abstract partial class HeldWork<TRow>(IServiceScopeFactory scopes, TimeProvider clock, ILogger log) : BackgroundService where TRow : HeldRow
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim wake = new(0);

    /// <summary>Longer than a step takes: whoever works holds on again with each.</summary>
    protected abstract TimeSpan Hold { get; }

    /// <summary>Begun and not finished.</summary>
    protected abstract Expression<Func<TRow, bool>> IsAtWork { get; }

    /// <summary>Of a row that this process holds.</summary>
    protected abstract Task RunAsync(long id, CancellationToken ct);

    /// <summary>It failed, and is still held. Where this leaves it at work, it goes on at the next look.</summary>
    protected virtual Task StopAsync(long id, CancellationToken ct) => Task.CompletedTask;

    protected DateTime HeldUntilUtc => clock.GetUtcNow().UtcDateTime + Hold;

    protected void Wake() => wake.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GoOnAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, typeof(TRow).Name, 0, e);
            }
            await wake.WaitAsync(Look, stoppingToken);
        }
    }

    /// <summary>Takes up everything that is begun and that nobody is at.</summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        foreach (var id in await InDbAsync(db => Waiting(db).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(ct)))
        {
            var until = HeldUntilUtc;
            if (await InDbAsync(db => Waiting(db).Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.HeldUntilUtc, until), ct)) == 0) continue;
            try
            {
                await RunAsync(id, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // One that fails keeps none of the others waiting
                Failed(log, typeof(TRow).Name, id, e);
                await StopAsync(id, ct);
            }
            finally
            {
                // Also when the site is being stopped: otherwise the next start would wait for the hold to end
                await LetGoAsync(id, CancellationToken.None);
            }
        }
    }

    protected Task LetGoAsync(long id, CancellationToken ct) =>
        InDbAsync(db => db.Set<TRow>().Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.HeldUntilUtc, (DateTime?)null), ct));

    protected async Task<T> InDbAsync<T>(Func<NewsDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NewsDb>());
    }

    private IQueryable<TRow> Waiting(NewsDb db)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Set<TRow>().Where(IsAtWork).Where(r => r.HeldUntilUtc == null || r.HeldUntilUtc < now);
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} {Id} stopped")]
    private static partial void Failed(ILogger log, string work, long id, Exception e);
}
