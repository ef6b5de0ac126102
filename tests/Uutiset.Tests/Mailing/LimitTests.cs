using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing;

/// <summary>A server and a recipient domain are sent no more than they take.</summary>
public abstract class LimitTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;
    private readonly CountingSink sink = newsroom.Sink;

    [Fact]
    public async Task A_domain_gets_no_more_a_minute_than_it_takes_and_the_others_do_not_wait_for_it()
    {
        var dispatch = await Dispatches.MakeAsync(room, [.. Enumerable.Range(0, 16).Select(i => $"r{i}@{(i < 6 ? "hidas.example.fi" : "nopea.example.fi")}")]);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => To("nopea").Length == 10 && To("hidas").Length > 0 && c.Leased + c.Transmitting == 0);
        // One every ten seconds, and what a second looks ahead
        Assert.InRange(To("hidas").Length, 1, 3);
        Assert.Equal(DispatchState.Sending, counts.State);
        for (var look = 0; look < 20 && !counts.IsOver; look++)
        {
            var before = To("hidas").Length;
            room.Clock.Move(TimeSpan.FromSeconds(10));
            await Task.Delay(1_200);
            Assert.InRange(To("hidas").Length - before, 0, 2);
            counts = await Dispatches.CountsAsync(room, dispatch);
        }
        Assert.Equal((DispatchState.Sent, 16), (counts.State, counts.Accepted));
        Assert.Equal(16, sink.Accepted.Count(m => m.Recipient.StartsWith('r')));
    }

    [Fact]
    public async Task A_server_is_sent_no_more_a_second_than_it_takes()
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("tahti", 60));
        await Dispatches.UntilAsync(room, dispatch, _ => sink.Accepted.Any(m => m.Recipient.StartsWith("tahti", StringComparison.Ordinal)));
        var since = Stopwatch.StartNew();
        await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        // 60 at 20 a second, the first of them already gone; slower is a busy machine, faster is wrong
        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(2.4), TimeSpan.FromSeconds(30));
        Assert.True(await room.InDbAsync(db => db.Throttles.AnyAsync(t => t.Key.StartsWith("server:"))));

        // Its places are times: on a clock that is set back they lie an hour ahead
        room.Clock.Move(TimeSpan.FromHours(-1));
        var later = await Dispatches.MakeAsync(room, Dispatches.Addresses("takaisin", 5));
        Assert.Equal(5, (await Dispatches.UntilAsync(room, later, c => c.IsOver)).Accepted);
    }

    private string[] To(string domain) => [.. sink.Accepted.Select(m => m.Recipient).Where(r => r.Contains('@' + domain, StringComparison.Ordinal))];

    public sealed class OnSqlite(LimitedSqlite n) : LimitTests(n), IClassFixture<LimitedSqlite>;

    public sealed class OnPostgres(LimitedPostgres n) : LimitTests(n), IClassFixture<LimitedPostgres>;
}

/// <summary>The first server does not let anybody in.</summary>
public abstract class FailoverTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;
    private readonly CountingSink sink = newsroom.Sink;

    [Fact]
    public async Task Where_one_server_does_not_let_us_in_another_takes_the_mail_and_nobody_is_charged()
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("toinen", 12));
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        Assert.Equal((DispatchState.Sent, 12), (counts.State, counts.Accepted));
        var attempts = await room.InDbAsync(db => db.Attempts.Where(a => db.Deliveries.Any(d => d.Id == a.DeliveryId && d.DispatchId == dispatch)).ToListAsync());
        Assert.Empty(room.Failures);
        Assert.All(attempts, a => Assert.EndsWith(sink.Port.ToString(CultureInfo.InvariantCulture), a.Server, StringComparison.Ordinal));
    }

    public sealed class OnSqlite(TwoServersSqlite n) : FailoverTests(n), IClassFixture<TwoServersSqlite>;

    public sealed class OnPostgres(TwoServersPostgres n) : FailoverTests(n), IClassFixture<TwoServersPostgres>;
}

public sealed class LimitedSqlite : SqliteNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new();

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => Limits.Of(Sink, await base.SettingsAsync());
}

public sealed class LimitedPostgres : PostgresNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new();

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => Limits.Of(Sink, await base.SettingsAsync());
}

public sealed class TwoServersSqlite : SqliteNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new();

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => Limits.AfterADeadOne(Sink, await base.SettingsAsync());
}

public sealed class TwoServersPostgres : PostgresNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new();

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => Limits.AfterADeadOne(Sink, await base.SettingsAsync());
}

internal static class Limits
{
    /// <summary>Twenty a second, and one domain six a minute.</summary>
    public static Dictionary<string, string?> Of(CountingSink sink, Dictionary<string, string?> settings) => new(SinkSettings.Of(sink, settings))
    {
        ["Mail:Servers:0:MaxPerSecond"] = "20",
        ["Mail:PerDomainPerMinute:hidas.example.fi"] = "6",
    };

    /// <summary>Nobody listens where the first server should be.</summary>
    public static Dictionary<string, string?> AfterADeadOne(CountingSink sink, Dictionary<string, string?> settings) => new(SinkSettings.Of(sink, settings))
    {
        ["Mail:Servers:0:Port"] = Peers.FreePort().ToString(CultureInfo.InvariantCulture),
        ["Mail:Servers:1:Host"] = "127.0.0.1",
        ["Mail:Servers:1:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Servers:1:Security"] = "none",
    };
}
