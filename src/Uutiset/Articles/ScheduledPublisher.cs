using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>Publishes at the hour that was set and closes what has expired, on nodes with the role sender. Only <see cref="Publishing"/> acts.</summary>
internal sealed class ScheduledPublisher(
    IServiceScopeFactory scopes, IOptions<NodeOptions> node, TimeProvider clock, ILogger<ScheduledPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int AtOnce = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.Value.Sends) return;
        using var timer = new PeriodicTimer(Interval, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogError(e, "Scheduled publishing failed; it is tried again in {Seconds} s", Interval.TotalSeconds);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
    }

    /// <summary>Everything that is due now.</summary>
    public async Task WorkAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Guid> due, ended;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
            due = await db.Articles.Where(a => a.PublishAtUtc <= now).OrderBy(a => a.PublishAtUtc).Select(a => a.PublicId).Take(AtOnce).ToListAsync(ct);
            ended = await db.Articles.Where(a => a.Status == ArticleStatus.Published && a.ExpiresUtc <= now).OrderBy(a => a.ExpiresUtc).Select(a => a.PublicId).Take(AtOnce).ToListAsync(ct);
        }
        foreach (var id in due) await EachAsync(id, (publishing, id) => publishing.PublishDueAsync(id, ct), ct);
        foreach (var id in ended) await EachAsync(id, (publishing, id) => publishing.ExpireAsync(id, ct), ct);
    }

    // One article that cannot be published must not hold up the others
    private async Task EachAsync(Guid id, Func<Publishing, Guid, Task> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await act(scope.ServiceProvider.GetRequiredService<Publishing>(), id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Article {Id} could not be published or closed on time", id);
        }
    }
}
