using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing.Engines;
using Uutiset.Mailing.Sending;

namespace Uutiset.Mailing;

/// <summary>
/// Sends what is queued, on nodes with the role sender. A session lasts as long as its database connection; a new one begins by writing
/// what the last could not, and by freeing what dead nodes held. A line whose server is silent after the final dot, up to ten minutes, does
/// not hold it up: it finishes in the old session, in doubt meanwhile, and its place is taken only then.
/// </summary>
internal sealed class Sender(
    IDbContextFactory<NewsDb> databases, ISendingEngine engine, MailTransports transports, Filling filling, DomainLimits domains, SenderSignal signal,
    IOptions<NodeOptions> node, IOptions<DataOptions> data, TimeProvider clock, ILogger<Sender> logger) : BackgroundService
{
    private static readonly TimeSpan LookForDeadNodes = TimeSpan.FromSeconds(5);
    // Longer than servers usually take for an answer
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<Settlement> unfinished = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.Value.Sends) return;
        var servers = transports.All.Select(t => new Server(t, new ServerGate(RateOf(t), clock))).ToList();
        for (var failures = 0; !stoppingToken.IsCancellationRequested; failures++)
        {
            try
            {
                await RunSessionAsync(servers, stoppingToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                logger.LogError(e, "The sender's session {Failures} failed; it begins again", failures + 1);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(1 << Math.Min(failures, 5), 30)), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private ServerRate? RateOf(IMailTransport server) => server.MaxPerSecond is { } most ? new ServerRate(server.Name, most, databases, engine, clock) : null;

    private async Task RunSessionAsync(List<Server> servers, CancellationToken stop)
    {
        await using var ledger = new Ledger(databases, engine, data.Value.FullFolder, clock, logger);
        await ledger.OpenAsync(stop);
        // What is on the lines when the site stops is still written, so the writing itself is not cancelled
        var writing = ledger.WriteAsync(CancellationToken.None);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await CatchUpAsync(ledger, end.Token);
            using var feed = new Feed(ledger, new Leasing(ledger.Node, engine, domains, clock), signal, servers.Sum(s => s.Places.Length));
            var running = servers.SelectMany(s => Enumerable.Range(0, s.Places.Length).Select(place => s.Places[place] = TakePlaceAsync(s, s.Places[place], servers, feed, ledger, end.Token)))
                .Append(WatchAsync(ledger, servers.ConvertAll(s => s.Gate), end.Token)).ToList();
            // The first to end, by failure or by the stop, ends the session
            var first = await Task.WhenAny(running);
            await end.CancelAsync();
            var all = Task.WhenAll(running);
            if (!stop.IsCancellationRequested) await Task.WhenAny(all, Task.Delay(Patience, stop));
            await (all.IsCompleted || stop.IsCancellationRequested ? all : first);
        }
        finally
        {
            await end.CancelAsync();
            // A ledger that has failed keeps its rows for the next session's recovery
            if (!writing.IsCompleted) await ((Task)ledger.InTurnAsync((db, ct) => Recovery.ReturnLeasedAsync(db, ledger.Node, ct), CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ledger.Close();
            await writing;
        }
    }

    /// <summary>One connection's worth of sending, once the line that an earlier session has left there is done: a server never has more of them than it allows.</summary>
    private async Task TakePlaceAsync(Server server, Task before, List<Server> servers, Feed feed, Ledger ledger, CancellationToken stop)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await WriteUnfinishedAsync(ledger, CancellationToken.None);
        if (stop.IsCancellationRequested) return;
        bool OthersAreOpen() => servers.Exists(o => o != server && o.Gate.IsOpen);
        await new Line(server.Transport.OpenLine(), server.Transport.Name, server.Gate, OthersAreOpen, feed, ledger, filling, unfinished, clock, logger).RunAsync(stop);
    }

    private async Task CatchUpAsync(Ledger ledger, CancellationToken ct)
    {
        await WriteUnfinishedAsync(ledger, ct);
        await RecoverAsync(ledger, ct);
    }

    private async Task WriteUnfinishedAsync(Ledger ledger, CancellationToken ct)
    {
        while (unfinished.TryDequeue(out var settled))
        {
            try
            {
                await ledger.SettleAsync([settled], ct);
            }
            catch
            {
                // Written twice it changes nothing, and lost it would be in doubt for ever
                unfinished.Enqueue(settled);
                throw;
            }
        }
    }

    private async Task WatchAsync(Ledger ledger, IReadOnlyList<ServerGate> gates, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(LookForDeadNodes, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            await RecoverAsync(ledger, stop);
            await ledger.InTurnAsync((db, ct) => Failing.MarkAsync(db, gates, clock.GetUtcNow().UtcDateTime, ct), stop);
        }
    }

    private Task<int> RecoverAsync(Ledger ledger, CancellationToken ct) => ledger.InTurnAsync(async (db, ct) =>
    {
        await engine.AddUpAsync(db, ct);
        return await new Recovery(ledger.Node, engine, clock, logger).RunAsync(db, ct);
    }, ct);

    /// <param name="Gate">Stays as it is over sessions.</param>
    private sealed record Server(IMailTransport Transport, ServerGate Gate)
    {
        /// <summary>One for each connection that the server allows: the line that is or was on it.</summary>
        public Task[] Places { get; } = [.. Enumerable.Repeat(Task.CompletedTask, Transport.Lines)];
    }
}
