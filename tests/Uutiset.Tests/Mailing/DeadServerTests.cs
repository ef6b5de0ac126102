using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing;

/// <summary>The only server is not there, and comes back.</summary>
public abstract class DeadServerTests(IDeadServer server)
{
    private readonly Newsroom room = server.Room;

    [Fact]
    public async Task A_sending_that_no_server_takes_is_marked_and_goes_on_by_itself()
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("odottaa", 5));
        // The first try has failed by then; nobody is charged and the sender itself does not fail
        await Task.Delay(1_500);
        room.Clock.Move(TimeSpan.FromMinutes(3));
        var since = await UntilAsync(at => at is not null);
        Assert.InRange(room.Clock.GetUtcNow().UtcDateTime - since!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
        var waiting = await Dispatches.CountsAsync(room, dispatch);
        Assert.Equal((DispatchState.Sending, 5), (waiting.State, waiting.Pending + waiting.Leased));
        Assert.Empty(room.Failures);

        await using var sink = new CountingSink(server.Port);
        room.Clock.Move(TimeSpan.FromMinutes(6));
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        Assert.Equal((DispatchState.Sent, 5), (counts.State, counts.Accepted));
        Assert.Equal(5, sink.Accepted.Count);
        await UntilAsync(at => at is null);

        async Task<DateTime?> UntilAsync(Func<DateTime?, bool> reached)
        {
            var waited = Stopwatch.StartNew();
            while (true)
            {
                var at = await room.InDbAsync(db => db.Dispatches.Where(p => p.Id == dispatch).Select(p => p.FailingUtc).SingleAsync());
                if (reached(at)) return at;
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"failing since {at}");
                await Task.Delay(100);
            }
        }
    }

    public sealed class OnSqlite(DeadServerSqlite n) : DeadServerTests(n), IClassFixture<DeadServerSqlite>;

    public sealed class OnPostgres(DeadServerPostgres n) : DeadServerTests(n), IClassFixture<DeadServerPostgres>;
}

public interface IDeadServer
{
    Newsroom Room { get; }

    int Port { get; }
}

public sealed class DeadServerSqlite : SqliteNewsroom, IDeadServer
{
    public Newsroom Room => this;

    public int Port { get; } = Peers.FreePort();

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => DeadServer.At(Port, await base.SettingsAsync());
}

public sealed class DeadServerPostgres : PostgresNewsroom, IDeadServer
{
    public Newsroom Room => this;

    public int Port { get; } = Peers.FreePort();

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => DeadServer.At(Port, await base.SettingsAsync());
}

internal static class DeadServer
{
    public static Dictionary<string, string?> At(int port, Dictionary<string, string?> settings) => new(settings)
    {
        ["Mail:Servers:0:Host"] = "127.0.0.1",
        ["Mail:Servers:0:Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Servers:0:Security"] = "none",
        ["Mail:From"] = "uutiset@example.org",
        ["Mail:ReturnPathDomain"] = "bounce.example.org",
    };
}
