using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.People;

namespace Uutiset.Subscribers;

/// <summary>Forgets addresses that nobody confirmed (DP-10). The ledger keeps that somebody asked, under the keyed hash alone.</summary>
internal sealed class Forgetting(NewsDb db, IOptions<SubscribersOptions> options, TimeProvider clock)
{
    /// <returns>How many contacts were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var oldest = now.AddDays(-options.Value.UnconfirmedDays);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var unconfirmed = db.Contacts.Where(c => c.State == ContactState.Requested && c.CreatedUtc < oldest);
        var emptied = await unconfirmed.Select(c => c.SubscriptionId).Distinct().ToListAsync(ct);
        var forgotten = await unconfirmed.ExecuteDeleteAsync(ct);
        // A subscription is nothing without a seat; one that has history keeps it in its withdrawn seats
        var bare = db.Subscriptions.Where(s => emptied.Contains(s.Id) && !s.Contacts.Any());
        var typed = await bare.Where(s => s.OrganisationId != null).Select(s => s.OrganisationId!.Value).ToListAsync(ct);
        await bare.ExecuteDeleteAsync(ct);
        await db.UnusedOrganisations().Where(o => typed.Contains(o.Id) && !db.Subscriptions.Any(s => s.OrganisationId == o.Id || s.ResemblesId == o.Id)).ExecuteDeleteAsync(ct);
        var (days, longest) = (now.AddDays(-AskedAddress.Days), now.AddDays(-AskedAddress.DaysWhenSuppressed));
        await db.AskedAddresses.Where(a => a.AtUtc < longest || a.AtUtc < days && !db.Suppressions.Any(s => s.AddressKey == a.AddressKey)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return forgotten;
    }
}

internal sealed partial class ForgetUnconfirmed(
    IServiceScopeFactory scopes, IOptions<NodeOptions> node, TimeProvider clock, ILogger<ForgetUnconfirmed> log) : BackgroundService
{
    private const string Name = "forget-unconfirmed";
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.Value.Sends) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (!await scope.ServiceProvider.GetRequiredService<NewsDb>().TakeTurnAsync(Name, clock.GetUtcNow().UtcDateTime, Interval, stoppingToken)) continue;
                if (await scope.ServiceProvider.GetRequiredService<Forgetting>().ForgetAsync(stoppingToken) is > 0 and var forgotten) Forgot(log, forgotten);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} unconfirmed subscriptions were forgotten")]
    private static partial void Forgot(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unconfirmed subscriptions could not be forgotten")]
    private static partial void Failed(ILogger log, Exception e);
}
