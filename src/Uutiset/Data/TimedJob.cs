using Microsoft.Extensions.Options;

namespace Uutiset.Data;

internal static class TimedJobs
{
    /// <summary>Work for the nodes with the role sender: one of them does it at a time, and doing it twice does no harm.</summary>
    /// <param name="name">Of its row in <see cref="Job"/>.</param>
    /// <param name="work">Says how much it did.</param>
    public static void AddTimedJob<T>(this IServiceCollection services, string name, TimeSpan interval, Func<T, CancellationToken, Task<int>> work) where T : notnull =>
        services.AddSingleton<IHostedService>(sp => new TimedJob<T>(name, interval, work, sp.GetRequiredService<IServiceScopeFactory>(),
            sp.GetRequiredService<IOptions<NodeOptions>>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<TimedJob<T>>>()));
}

internal sealed partial class TimedJob<T>(
    string name, TimeSpan interval, Func<T, CancellationToken, Task<int>> work, IServiceScopeFactory scopes, IOptions<NodeOptions> node, TimeProvider clock, ILogger<TimedJob<T>> log)
    : BackgroundService where T : notnull
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.Value.Sends) return;
        var wait = interval < LongestWait ? interval : LongestWait;
        // A turn a little early is better than one left out because two clocks differ
        var turn = interval - wait / 2;
        using var timer = new PeriodicTimer(wait, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(turn, stoppingToken);
            }
            // A command that was given up is a failure like any other: it must not end the whole site
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, name, e);
            }
        }
    }

    private async Task LookAsync(TimeSpan turn, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<NewsDb>().TakeTurnAsync(name, clock.GetUtcNow().UtcDateTime, turn, ct)) return;
        var done = false;
        try
        {
            if (await work(scope.ServiceProvider.GetRequiredService<T>(), ct) is > 0 and var count) Done(log, name, count);
            done = true;
        }
        finally
        {
            // Also when the program is stopping
            if (!done) await HandBackAsync(CancellationToken.None);
        }
    }

    // Whoever looks next, this node or another, tries again: a night's work that failed once is not left out for a day. Not with the
    // context that failed.
    private async Task HandBackAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NewsDb>().HandBackTurnAsync(name, clock.GetUtcNow().UtcDateTime, ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job}: {Count}")]
    private static partial void Done(ILogger log, string job, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed; it is tried again at the next look")]
    private static partial void Failed(ILogger log, string job, Exception e);
}
