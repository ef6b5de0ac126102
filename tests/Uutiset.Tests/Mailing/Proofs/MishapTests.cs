using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing.Proofs;

/// <summary>What befalls a sender that lives on: its clock, its relay, its readers and its database.</summary>
public abstract class MishapTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;
    private readonly CountingSink sink = newsroom.Sink;

    [Fact]
    public async Task A_clock_that_is_set_back_by_an_hour_in_mid_sending_does_not_hold_it_up()
    {
        var (dispatch, valve) = await BegunAsync("kello", 200);
        room.Clock.Move(TimeSpan.FromHours(-1));
        valve.Open();
        Assert.Equal(200, (await Proof.HoldsAsync(room, sink, dispatch, atMostInDoubt: 0)).Accepted);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_an_hour_holds_up_neither_a_confirmation_nor_who_was_put_off()
    {
        sink.AnswerToRecipient = r => r.StartsWith("aiemmin", StringComparison.Ordinal) ? "451 4.3.2 Not now" : null;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("aiemmin", 3));
        await UntilAsync(() => room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == dispatch).AllAsync(d => d.State == DeliveryState.Deferred)));
        sink.AnswerToRecipient = _ => null;
        await room.InDbAsync(async db =>
        {
            await room.Services.GetRequiredService<Outbox>().QueueAsync(db, new SingleMail("vahvistus@example.fi", "fi", "Vahvista tilauksesi", "<p>Vahvista.</p>", "Vahvista."), CancellationToken.None);
            room.Clock.Move(TimeSpan.FromHours(-1));
            return await db.SaveChangesAsync();
        });
        var waited = Stopwatch.StartNew();
        await UntilAsync(() => Task.FromResult(sink.Accepted.Any(m => m.Recipient == "vahvistus@example.fi")));
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        // The first wait is a minute, five after 4.7.x, and up to a fifth more
        var latest = room.Clock.GetUtcNow().UtcDateTime.AddMinutes(7);
        await UntilAsync(() => room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == dispatch).AllAsync(d => d.NextUtc < latest)));
        room.Clock.Move(TimeSpan.FromMinutes(7));
        Assert.Equal(3, (await Proof.HoldsAsync(room, sink, dispatch, atMostInDoubt: 0)).Accepted);
    }

    [Fact]
    public async Task A_relay_that_refuses_for_an_hour_and_then_takes_all_gets_all()
    {
        sink.AnswerToRecipient = r => r.StartsWith("tunti", StringComparison.Ordinal) ? "451 4.3.2 Not now" : null;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("tunti", 20));
        // The waits before the second, third and fourth try are 1, 5 and 15 minutes and up to a fifth more
        foreach (var (tries, wait) in new[] { (1, 2), (2, 6), (3, 18), (4, 73) })
        {
            await UntilAsync(() => room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == dispatch).AllAsync(d => d.State == DeliveryState.Deferred && d.Attempts == tries)));
            if (tries == 4) sink.AnswerToRecipient = _ => null;
            room.Clock.Move(TimeSpan.FromMinutes(wait));
            room.Services.GetRequiredService<SenderSignal>().Ring();
        }
        Assert.Equal(20, (await Proof.HoldsAsync(room, sink, dispatch, atMostInDoubt: 0)).Accepted);
    }

    [Fact]
    public async Task Who_leaves_in_mid_sending_gets_nothing_that_was_not_on_a_line()
    {
        var (dispatch, valve) = await BegunAsync("poistuu", 200);
        var outbox = room.Services.GetRequiredService<Outbox>();
        var gone = 0;
        foreach (var reader in Enumerable.Range(190, 10)) gone += await room.InDbAsync(db => outbox.CancelUnsentAsync(db, dispatch * 1000 + reader, CancellationToken.None));
        valve.Open();
        var counts = await Proof.HoldsAsync(room, sink, dispatch, atMostInDoubt: 0);
        Assert.Equal((gone, 200 - gone), (counts.Suppressed, counts.Accepted));
        Assert.InRange(gone, 1, 10);
    }

    /// <summary>Some of it is sent, most is not, and nothing moves until the valve is opened.</summary>
    private protected async Task<(long Dispatch, Valve Valve)> BegunAsync(string prefix, int readers)
    {
        room.Failures.Clear();
        var valve = new Valve(sink, 10);
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses(prefix, readers));
        await UntilAsync(() => Task.FromResult(valve.Waiting.Count == 3));
        return (dispatch, valve);
    }

    /// <summary>The session fails while the server owes one line its answer.</summary>
    private protected async Task SilenceHoldsNobodyUpAsync(string prefix, Func<Task> fail)
    {
        room.Failures.Clear();
        using var answer = new ManualResetEventSlim();
        using var silent = new ManualResetEventSlim();
        var valve = new Valve(sink, 10);
        sink.WhenDotComes = m =>
        {
            if (m.Recipient == prefix + "0@example.fi")
            {
                silent.Set();
                answer.Wait(TimeSpan.FromSeconds(90));
            }
            return AfterDot.Accept;
        };
        try
        {
            var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses(prefix, 200));
            await UntilAsync(() => Task.FromResult(silent.IsSet && valve.Waiting.Count == 2));
            await fail();
            valve.Open();
            var counts = await Dispatches.UntilAsync(room, dispatch, c => c.Accepted == 199);
            Assert.False(answer.IsSet);
            Assert.InRange(counts.InDoubt, 0, 3);
            answer.Set();
            Assert.Equal(200, (await Dispatches.UntilAsync(room, dispatch, c => c.IsOver && c.Accepted == 200)).Accepted);
            await Proof.HoldsAsync(room, sink, dispatch, atMostInDoubt: 0);
        }
        finally
        {
            answer.Set();
            valve.Open();
            sink.WhenDotComes = _ => AfterDot.Accept;
        }
    }

    protected static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!await reached())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "not within 30 s");
            await Task.Delay(20);
        }
    }

    public sealed class OnSqlite(FragileSqlite n) : MishapTests(n), IClassFixture<FragileSqlite>
    {
        [Fact]
        public async Task A_database_that_another_program_locks_in_mid_sending_costs_nobody_the_mail()
        {
            var (dispatch, valve) = await BegunAsync("lukko", 200);
            await using (var other = new SqliteConnection($"Data Source={Path.Combine(n.Folder, "uutiset.db")};Pooling=False"))
            {
                await other.OpenAsync();
                await using var held = await other.BeginTransactionAsync();
                valve.Open();
                await UntilAsync(() => Task.FromResult(n.Failures.Any(f => f.Contains("database is locked", StringComparison.Ordinal))));
            }
            Assert.Equal(200, (await Proof.HoldsAsync(n, n.Sink, dispatch, atMostInDoubt: 0)).Accepted);
        }

        [Fact]
        public Task A_line_without_an_answer_does_not_hold_up_the_others_after_a_lock() => SilenceHoldsNobodyUpAsync("vaiti", async () =>
        {
            await using var other = new SqliteConnection($"Data Source={Path.Combine(n.Folder, "uutiset.db")};Pooling=False");
            await other.OpenAsync();
            await using var held = await other.BeginTransactionAsync();
            await UntilAsync(() => Task.FromResult(n.Failures.Any(f => f.Contains("database is locked", StringComparison.Ordinal))));
        });

        [Fact]
        public async Task A_disk_that_is_full_in_mid_sending_costs_nobody_the_mail()
        {
            var (dispatch, valve) = await BegunAsync("tila", 300);
            n.Disk.IsFull = true;
            valve.Open();
            await UntilAsync(() => Task.FromResult(n.Failures.Any(f => f.Contains("database or disk is full", StringComparison.Ordinal))));
            n.Disk.IsFull = false;
            Assert.Equal(300, (await Proof.HoldsAsync(n, n.Sink, dispatch, atMostInDoubt: 0)).Accepted);
        }
    }

    public sealed class OnPostgres(FragilePostgres n) : MishapTests(n), IClassFixture<FragilePostgres>
    {
        [Fact]
        public async Task A_database_connection_that_is_lost_in_mid_sending_costs_nobody_the_mail()
        {
            var (dispatch, valve) = await BegunAsync("katko", 200);
            await CutAsync();
            valve.Open();
            await UntilAsync(() => Task.FromResult(!n.Failures.IsEmpty));
            Assert.Equal(200, (await Proof.HoldsAsync(n, n.Sink, dispatch, atMostInDoubt: 0)).Accepted);
        }

        [Fact]
        public Task A_line_without_an_answer_does_not_hold_up_the_others_after_a_lost_connection() => SilenceHoldsNobodyUpAsync("vaiti", CutAsync);

        [Fact]
        public async Task A_PostgreSQL_that_is_killed_in_mid_sending_costs_nobody_the_mail()
        {
            var (dispatch, valve) = await BegunAsync("tappo", 200);
            await n.Server.KillAsync();
            valve.Open();
            try
            {
                await UntilAsync(() => Task.FromResult(!n.Failures.IsEmpty));
            }
            finally
            {
                await n.Server.StartAsync();
            }
            await n.ForgetConnectionsAsync();
            Assert.Equal(200, (await Proof.HoldsAsync(n, n.Sink, dispatch, atMostInDoubt: 0)).Accepted);
        }

        private async Task CutAsync()
        {
            await using (var other = new NpgsqlConnection(n.Connection + ";Pooling=false"))
            {
                await other.OpenAsync();
                await using var end = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", other);
                Assert.InRange((long)(await end.ExecuteScalarAsync())!, 1, 100);
            }
            await n.ForgetConnectionsAsync();
        }
    }
}
