using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Tests.Mail;
using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Bulletins;

/// <summary>The built program in a process of its own sends to a sink in this one and is killed without a warning, again and again.</summary>
public sealed class KillTests
{
    private const int Readers = 1200;
    private const int Kills = 3;
    private const int Connections = 3;

    [Fact]
    public async Task Killed_three_times_on_SQLite_nobody_is_lost_and_nobody_gets_it_twice() => await SendAndKillAsync("sqlite", null);

    [Fact]
    public async Task Killed_three_times_on_PostgreSQL_nobody_is_lost_and_nobody_gets_it_twice() =>
        await SendAndKillAsync("postgres", await BlankDatabase.OnPostgresAsync());

    private static async Task SendAndKillAsync(string engine, string? connection)
    {
        await using var sink = new CountingSink { Slowness = TimeSpan.FromMilliseconds(2) };
        var folder = Directory.CreateTempSubdirectory("uutiset-kill-").FullName;
        var url = $"http://127.0.0.1:{Peers.FreePort()}";
        if (connection is null) await BlankDatabase.CopyToAsync(folder);
        var settings = SinkSettings.Of(sink, new() { ["Data:Engine"] = engine, ["Data:Connection"] = connection, ["Data:Folder"] = folder, ["Site:BaseUrl"] = url, ["Urls"] = url });
        // Not started before the others are dead: until then the same program's own verbs, without its sender
        await using var app = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
            Newsroom.ShareWhatNeverChanges(builder, engine);
        });
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        var dispatch = await FreezeAsync(app.Services);

        var thresholds = Enumerable.Range(0, Kills).Select(k => Readers * (k + 1) / (Kills + 1) + Random.Shared.Next(-120, 120)).ToList();
        foreach (var threshold in thresholds)
        {
            using var victim = Start(settings);
            await WaitAsync(() => Task.FromResult(sink.Accepted.Count >= threshold || victim.HasExited));
            Assert.False(victim.HasExited, "the program ended by itself");
            victim.Kill();
            await victim.WaitForExitAsync();
        }
        await app.StartAsync();
        await WaitAsync(async () => (await CountsAsync(app.Services, dispatch)).IsOver);
        var counts = await CountsAsync(app.Services, dispatch);
        await app.StopAsync();

        var got = sink.Accepted.Select(m => m.Recipient).ToList();
        Assert.Equal(got.Count, got.Distinct().Count());
        Assert.Equal(DispatchState.Sent, counts.State);
        Assert.Equal((Readers, Readers), (counts.Frozen, counts.Accepted + counts.InDoubt));
        Assert.InRange(counts.InDoubt, 0, Kills * Connections);
        await using var scope = app.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<NewsDb>().Deliveries.Where(d => d.DispatchId == dispatch).ToListAsync();
        // Everybody has the mail, or stands by name among those in doubt
        Assert.Empty(rows.Where(r => r.State != DeliveryState.InDoubt).Select(r => r.Address).Except(got));
        Assert.Empty(got.Except(rows.Select(r => r.Address)));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long> FreezeAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        var keys = services.GetRequiredService<AddressKeys>();
        var publisher = await Bulletins.Readers.PublisherAsync(db);
        var subscription = new Subscription { PublisherId = publisher.Id };
        db.Add(subscription);
        await db.SaveChangesAsync();
        db.Contacts.AddRange(Enumerable.Range(0, Readers).Select(i => $"reader{i}@example.fi").Select(a => new Contact
        {
            SubscriptionId = subscription.Id, Email = a, AddressKey = keys.Of(a), State = ContactState.Confirmed,
        }));
        await db.SaveChangesAsync();
        var made = await scope.ServiceProvider.GetRequiredService<Composing>().CreateAsync(
            new BulletinDraft { Variants = [new("fi", "Tapetaan kesken lähettämisen", null, "<p>Hyvä lukija!</p>")] }, Actor.System, CancellationToken.None);
        var frozen = await scope.ServiceProvider.GetRequiredService<Freezing>().FreezeAsync(made.Bulletin!.PublicId, null, null, Actor.System, CancellationToken.None);
        Assert.Equal(FreezeOutcome.Done, frozen.Outcome);
        return frozen.Dispatch!.Id;
    }

    private static async Task<DispatchCounts> CountsAsync(IServiceProvider services, long dispatch)
    {
        await using var scope = services.CreateAsyncScope();
        var counts = await DispatchCounts.ReadAsync(scope.ServiceProvider.GetRequiredService<NewsDb>(), dispatch, services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, CancellationToken.None);
        Assert.Equal(counts!.Frozen, counts.Pending + counts.Leased + counts.Transmitting + counts.Accepted + counts.Deferred + counts.Rejected + counts.InDoubt + counts.Suppressed + counts.Cancelled);
        return counts;
    }

    private static Process Start(Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Uutiset.dll"), "serve"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["Logging__LogLevel__Default"] = "Error";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task WaitAsync(Func<Task<bool>> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!await reached())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(90), string.Create(CultureInfo.InvariantCulture, $"not within {waited.Elapsed}"));
            await Task.Delay(20);
        }
    }
}
