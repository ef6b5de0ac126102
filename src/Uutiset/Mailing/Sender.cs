using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing.Engines;
using Uutiset.Mailing.Sending;

namespace Uutiset.Mailing;

/// <summary>
/// Sends what is queued, on nodes with the role sender. A session lasts as long as its database connection; a new one begins by writing
/// what the last could not, and by freeing what dead nodes held.
/// </summary>
internal sealed class Sender(
    IDbContextFactory<NewsDb> databases, ISendingEngine engine, MailTransports transports, Filling filling, DomainLimits domains, SenderSignal signal,
    IOptions<NodeOptions> node, IOptions<DataOptions> data, TimeProvider clock, ILogger<Sender> logger) : BackgroundService
{
    private static readonly TimeSpan LookForDeadNodes = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<Settlement> unfinished = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.Value.Sends) return;
        var servers = transports.All.Select(t => (Transport: t, Gate: new ServerGate(RateOf(t), clock))).ToList();
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

    private async Task RunSessionAsync(List<(IMailTransport Transport, ServerGate Gate)> servers, CancellationToken stop)
    {
        await using var ledger = new Ledger(databases, engine, data.Value.FullFolder, clock, logger);
        await ledger.OpenAsync(stop);
        // What is on the lines when the site stops is still written, so the writing itself is not cancelled
        var writing = ledger.WriteAsync(CancellationToken.None);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await CatchUpAsync(ledger, end.Token);
            var lines = servers.Sum(s => s.Transport.Lines);
            using var feed = new Feed(ledger, new Leasing(ledger.Node, engine, domains, clock), signal, lines);
            var running = servers
                .SelectMany(s => Enumerable.Range(0, s.Transport.Lines)
                    .Select(_ => new Line(s.Transport.OpenLine(), s.Transport.Name, s.Gate, () => servers.Exists(o => o.Gate != s.Gate && o.Gate.IsOpen), feed, ledger, filling, unfinished, clock, logger).RunAsync(end.Token)))
                .Append(WatchAsync(ledger, servers.ConvertAll(s => s.Gate), end.Token)).ToList();
            // The first to end, by failure or by the stop, ends the session
            await Task.WhenAny(running);
            await end.CancelAsync();
            await Task.WhenAll(running);
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

    private async Task CatchUpAsync(Ledger ledger, CancellationToken ct)
    {
        while (unfinished.TryPeek(out var settled))
        {
            await ledger.SettleAsync([settled], ct);
            unfinished.TryDequeue(out _);
        }
        await RecoverAsync(ledger, ct);
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
}
