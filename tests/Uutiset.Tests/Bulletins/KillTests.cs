using Microsoft.EntityFrameworkCore;
using Npgsql;
using Uutiset.Mailing;

namespace Uutiset.Tests.Bulletins;

/// <summary>The built program in processes of its own, without power, frozen, killed, and told to end; <c>Uutiset.Benchmarks dispatch-kill</c> does so hundreds of times.</summary>
public sealed class KillTests
{
    private const int Connections = KilledSending.Connections;

    [Fact]
    public async Task Without_power_and_then_killed_on_SQLite_nobody_is_lost_and_nobody_gets_it_twice()
    {
        await using var sending = await KilledSending.FrozenAsync("sqlite", null);
        var first = sending.Start();
        await sending.TakeUntilHeldAsync(Random.Shared.Next(1, 150));
        // Stopped in no matter what, so that the files are of one moment
        await KilledSending.GiveAsync(first, Signal.Stop);
        var begun = sending.Valve.Waiting.ToList();
        var disk = CopyOf(sending.Folder);
        await KilledSending.GiveAsync(first, Signal.Kill);
        PutBack(sending, disk);

        // Who had a first line by then was on the disk before it, and what is on the disk survives: WAL, synchronous = FULL (2)
        Assert.Equal(("wal", 2L), await sending.InDbAsync(async db => (
            (await db.Database.SqlQuery<string>($"select journal_mode as Value from pragma_journal_mode").ToListAsync())[0],
            (await db.Database.SqlQuery<long>($"select synchronous as Value from pragma_synchronous").ToListAsync())[0])));
        Assert.All((await sending.RowsAsync()).Where(r => begun.Contains(r.Address)), r => Assert.Equal(DeliveryState.Transmitting, r.State));

        var second = sending.Start();
        var before = sending.Sink.Accepted.Count;
        sending.Valve.Open();
        var moment = before + Connections + Random.Shared.Next(150);
        await KilledSending.UntilAsync(() => Task.FromResult(sending.Sink.Accepted.Count >= moment));
        await KilledSending.GiveAsync(second, Signal.Kill);

        var counts = await sending.FinishAsync(atMostInDoubt: 2 * Connections);
        Assert.InRange(counts.InDoubt, begun.Count, 2 * Connections);
    }

    [Fact]
    public async Task Two_nodes_on_PostgreSQL_one_frozen_and_awake_again_one_killed_one_told_to_end_and_nobody_is_lost_and_nobody_gets_it_twice()
    {
        var connection = await BlankDatabase.OnPostgresAsync();
        await using var sending = await KilledSending.FrozenAsync("postgres", connection);
        var sleeper = sending.Start(("Data:Connection", connection + ";Application Name=sleeper"));
        var other = sending.Start();
        // Both have messages on all their lines, and the sink lets none of them pass; what is committed may still be on its way to it
        await KilledSending.UntilAsync(() => Task.FromResult(sending.Valve.Waiting.Count == 2 * Connections));

        // It is frozen, and the server gives it up; the other one takes over what it had leased
        await KilledSending.GiveAsync(sleeper, Signal.Stop);
        await using (var server = new NpgsqlConnection(connection + ";Pooling=false"))
        {
            await server.OpenAsync();
            await using var giveUp = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'sleeper'", server);
            Assert.InRange((long)(await giveUp.ExecuteScalarAsync())!, 1, 20);
        }
        await KilledSending.UntilAsync(async () => (await sending.CountsAsync()).InDoubt == Connections);
        sending.Valve.Take(100);
        await KilledSending.UntilAsync(() => Task.FromResult(sending.Valve.Waiting.Count == Connections));

        // Awake again it sends none of that: what was on its lines has been answered meanwhile, and so is in doubt no more
        await KilledSending.GiveAsync(sleeper, Signal.Continue);
        await KilledSending.UntilAsync(async () => await sending.CountsAsync() is { InDoubt: 0, Transmitting: 2 * Connections });

        sending.Valve.Take(100);
        await Task.Delay(Random.Shared.Next(50));
        await KilledSending.GiveAsync(other, Signal.Kill);
        await KilledSending.UntilAsync(async () => await sending.CountsAsync() is { Transmitting: Connections, InDoubt: > 0 });
        var inDoubt = (await sending.CountsAsync()).InDoubt;
        Assert.InRange(inDoubt, 1, Connections);

        // Told to end in mid-sending it finishes what is on its lines and gives the rest back
        sending.Sink.Slowness = TimeSpan.FromMilliseconds(30);
        var ended = KilledSending.GiveAsync(sleeper, Signal.Terminate);
        sending.Valve.Open();
        await ended;
        Assert.Equal(0, sleeper.ExitCode);
        var counts = await sending.CountsAsync();
        Assert.Equal((0, 0, inDoubt), (counts.Leased, counts.Transmitting, counts.InDoubt));
        sending.Sink.Slowness = TimeSpan.Zero;
        await sending.FinishAsync(inDoubt);
    }

    // Not the shared memory, which is gone with the power
    private static string CopyOf(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("uutiset-kill-").FullName;
        foreach (var file in Kept(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Into the files that are there: a machine that starts again has its own disk, and no copy of it.</summary>
    private static void PutBack(KilledSending sending, string copy)
    {
        sending.LetGoOfFile();
        foreach (var file in Directory.GetFiles(sending.Folder, "uutiset.db-*")) File.Delete(file);
        foreach (var file in Kept(copy))
        {
            using var from = File.OpenRead(file);
            using var to = new FileStream(Path.Combine(sending.Folder, Path.GetFileName(file)), FileMode.Create);
            from.CopyTo(to);
        }
        Directory.Delete(copy, recursive: true);
    }

    private static IEnumerable<string> Kept(string folder) =>
        Directory.GetFiles(folder).Where(f => Path.GetFileName(f) is "uutiset.db" or "uutiset.db-wal" || f.EndsWith(".mark", StringComparison.Ordinal));
}
