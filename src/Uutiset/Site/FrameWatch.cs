using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Site.Menus;
using Uutiset.Site.Settings;
using Uutiset.Themes;

namespace Uutiset.Site;

/// <summary>
/// Keeps what stands on every page as the editors keep it: the footer's publisher, which is the one that mails name, who answers for
/// the content, and the menus. Read
/// before the first page is served, then looked at again, since another node's desk or an import may change it.
/// </summary>
internal sealed class FrameWatch(IDbContextFactory<NewsDb> databases, SiteFrames frames, MenuReading menus, ILogger<FrameWatch> logger) : BackgroundService
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
                logger.LogError(e, "Publisher and menus could not be read; the pages keep the last known ones");
            }
        }
    }

    /// <summary>Whoever has just changed something shows it without waiting.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var publisher = await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id)
            .Select(o => new PublishingOrganisation(o.Name, o.Address, o.Email, o.Phone)).FirstOrDefaultAsync(ct);
        var (links, written) = await menus.ReadAsync(db, ct);
        var facts = await KeepingFacts.ReadAsync(db, ct);
        frames.Show(publisher, new SiteSays(facts.Tagline, facts.ResponsibleEditor), links, written);
    }
}
