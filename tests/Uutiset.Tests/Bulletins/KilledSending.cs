using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
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
using Uutiset.Tests.Mailing.Proofs;

namespace Uutiset.Tests.Bulletins;

internal enum Signal { Kill = 9, Terminate = 15, Continue = 18, Stop = 19 }

/// <summary>
/// A frozen bulletin that built programs in processes of their own send to a sink in this one, until something happens to them.
/// </summary>
internal sealed class KilledSending : IAsyncDisposable
{
    public const int Connections = 3;
    private const int Readers = 450;
    private readonly Dictionary<string, string?> settings;
    private readonly WebApplication app;
    private readonly List<Process> started = [];
    private long dispatch;

    private KilledSending(string engine, string? connection)
    {
        Sink = new CountingSink { Slowness = TimeSpan.FromMilliseconds(2) };
        Valve = new Valve(Sink, 0);
        var url = $"http://127.0.0.1:{Peers.FreePort()}";
        settings = SinkSettings.Of(Sink, new() { ["Data:Engine"] = engine, ["Data:Connection"] = connection, ["Data:Folder"] = Folder, ["Site:BaseUrl"] = url });
        // Until the others are dead only the program's own verbs, without its sender
        app = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings).AddInMemoryCollection([new("Urls", url)]);
            builder.Logging.ClearProviders();
            Newsroom.ShareWhatNeverChanges(builder, engine);
        });
    }

    public CountingSink Sink { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("uutiset-kill-").FullName;

    public Valve Valve { get; }

    public static async Task<KilledSending> FrozenAsync(string engine, string? connection)
    {
        var sending = new KilledSending(engine, connection);
        if (connection is null) await BlankDatabase.CopyToAsync(sending.Folder);
        await sending.app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        sending.dispatch = await sending.FreezeAsync();
        return sending;
    }

    /// <param name="adjust">What this one is told and no other.</param>
    public Process Start(params (string Key, string Value)[] adjust)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Uutiset.dll"), "serve"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings.Select(s => (s.Key, s.Value)).Concat(adjust.Select(a => (a.Key, (string?)a.Value)))
            .Append(("Urls", $"http://127.0.0.1:{Peers.FreePort()}")).Append(("Logging:LogLevel:Default", "Critical")))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        started.Add(process);
        return process;
    }

    /// <summary>Lets so many more pass, until others wait behind them.</summary>
    public async Task TakeUntilHeldAsync(int messages)
    {
        Valve.Take(messages);
        await UntilAsync(() => Task.FromResult(Valve.Waiting.Count > 0));
    }

    /// <summary>What the program said it sends or has sent to these.</summary>
    public Task<List<Delivery>> RowsAsync() => InDbAsync(db => db.Deliveries.AsNoTracking().Where(d => d.DispatchId == dispatch).ToListAsync());

    public async Task<DispatchCounts> CountsAsync()
    {
        var counts = await InDbAsync(db => DispatchCounts.ReadAsync(db, dispatch, app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, CancellationToken.None));
        Assert.Equal(counts!.Frozen, counts.Pending + counts.Leased + counts.Transmitting + counts.Accepted + counts.Deferred + counts.Rejected + counts.InDoubt + counts.Suppressed + counts.Cancelled);
        return counts;
    }

    /// <summary>Sends what is left from this process, and holds what came of it against the sink.</summary>
    public async Task<DispatchCounts> FinishAsync(int atMostInDoubt)
    {
        Valve.Open();
        await app.StartAsync();
        await UntilAsync(async () => (await CountsAsync()).IsOver);
        var counts = await CountsAsync();
        await app.StopAsync();
        Assert.Equal((DispatchState.Sent, Readers), (counts.State, counts.Frozen));
        Proof.Holds(Sink, await RowsAsync(), counts, atMostInDoubt);
        return counts;
    }

    public async Task<T> InDbAsync<T>(Func<NewsDb, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NewsDb>());
    }

    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!await reached())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(90), "not within 90 s");
            await Task.Delay(20);
        }
    }

    public static async Task GiveAsync(Process process, Signal signal)
    {
        Assert.False(process.HasExited, "the program ended by itself");
        Assert.Equal(0, kill(process.Id, (int)signal));
        if (signal is Signal.Kill or Signal.Terminate) await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        // Its threads stop one after the other
        if (signal == Signal.Stop) await UntilAsync(async () => (await File.ReadAllTextAsync($"/proc/{process.Id}/stat")).Contains(") T ", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
        await Sink.DisposeAsync();
        if (settings["Data:Engine"] == "sqlite") LetGoOfFile();
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Connections that are kept for the next use keep a file that is gone.</summary>
    public void LetGoOfFile()
    {
        using var scope = app.Services.CreateScope();
        SqliteConnection.ClearPool((SqliteConnection)scope.ServiceProvider.GetRequiredService<NewsDb>().Database.GetDbConnection());
    }

    private async Task<long> FreezeAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        var keys = app.Services.GetRequiredService<AddressKeys>();
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

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
