using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Tests.Data;

public abstract class TimedJobTests(Newsroom newsroom)
{
    /// <summary>Its timers ring when the test says so.</summary>
    private sealed class HandClock : TimeProvider, ITimer
    {
        private Action ring = () => { };

        public TaskCompletionSource Waits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Ring() => ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ring = () => callback(state);
            Waits.TrySetResult();
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Work_that_failed_is_tried_again_at_the_next_look_and_a_command_given_up_does_not_end_it()
    {
        var (clock, looks, name) = (new HandClock(), Channel.CreateUnbounded<int>(), $"test-{Guid.NewGuid():N}");
        var times = 0;
        Exception?[] ends = [new OperationCanceledException("given up"), new InvalidOperationException("broken"), null];
        async Task<int> WorkAsync(NewsDb db, CancellationToken ct)
        {
            var turn = times++;
            await looks.Writer.WriteAsync(turn, ct);
            return ends[turn] is { } end ? throw end : 1;
        }
        using var job = new TimedJob<NewsDb>(name, TimeSpan.FromHours(20), WorkAsync, newsroom.Services.GetRequiredService<IServiceScopeFactory>(),
            newsroom.Services.GetRequiredService<IOptions<NodeOptions>>(), clock, NullLogger<TimedJob<NewsDb>>.Instance);
        await job.StartAsync(CancellationToken.None);
        await clock.Waits.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var i = 0; i < ends.Length; i++)
        {
            clock.Ring();
            Assert.Equal(i, await looks.Reader.ReadAsync(patience.Token));
            // A ring while the work ends would be one ring with the next; what failed is due again when it is done
            while (!await newsroom.InDbAsync(db => db.Jobs.AnyAsync(j => j.Name == name && j.DueUtc > DateTime.UnixEpoch)) || ends[i] is not null && await IsAheadAsync(name)) await Task.Delay(20, patience.Token);
        }
        // Done: the next look finds nothing due
        Assert.True(await IsAheadAsync(name));
        await job.StopAsync(CancellationToken.None);
        Assert.Equal(ends.Length, times);
    }

    private Task<bool> IsAheadAsync(string name)
    {
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);
        return newsroom.InDbAsync(db => db.Jobs.AnyAsync(j => j.Name == name && j.DueUtc > soon));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : TimedJobTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TimedJobTests(newsroom), IClassFixture<PostgresNewsroom>;
}
