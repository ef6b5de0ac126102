using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Themes;

namespace Uutiset.Site;

/// <summary>
/// Keeps the footer's publisher the one that mails name: read before the first page is served, then looked at again, since another
/// node's desk or an import may rename it.
/// </summary>
internal sealed class PublisherWatch(IDbContextFactory<NewsDb> databases, SiteFrames frames, ILogger<PublisherWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "The publishing organisation could not be read; the footer keeps the last known one");
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        frames.PublishedBy(await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id)
            .Select(o => new PublishingOrganisation(o.Name, o.Address, o.Email, o.Phone)).FirstOrDefaultAsync(ct));
    }
}
