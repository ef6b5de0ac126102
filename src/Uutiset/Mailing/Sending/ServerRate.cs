using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>A server's messages a second, shared by all nodes and remembered over a restart: places in time, taken from the database a few at once.</summary>
internal sealed class ServerRate(string server, double perSecond, IDbContextFactory<NewsDb> databases, ISendingEngine engine, TimeProvider clock) : IDisposable
{
    // What a node has taken and dies with is lost to all: a quarter of a second
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(0.25);
    private readonly SemaphoreSlim reserving = new(1, 1);
    private readonly Lock door = new();
    private readonly Queue<DateTime> places = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public bool TryTake()
    {
        lock (door)
        {
            if (!places.TryPeek(out var place) || place > Now) return false;
            places.Dequeue();
            return true;
        }
    }

    /// <returns>How long until the next place.</returns>
    public async Task<TimeSpan> ReserveAsync(CancellationToken ct)
    {
        await reserving.WaitAsync(ct);
        try
        {
            lock (door)
            {
                // A place that is further off than they are taken ahead was taken before the clock was set back
                if (places.TryPeek(out var place) && place - Now < Throttle.Believable) return place - Now;
                places.Clear();
            }
            var count = Math.Max(1, (int)Math.Ceiling(perSecond * Ahead.TotalSeconds));
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var from = await Throttle.TakeAsync(db, engine, "server:" + server, Now, TimeSpan.FromSeconds(1 / perSecond), count, ct);
            await transaction.CommitAsync(ct);
            lock (door)
            {
                for (var i = 0; i < count; i++) places.Enqueue(from + TimeSpan.FromSeconds(i / perSecond));
                return places.Peek() - Now;
            }
        }
        finally
        {
            reserving.Release();
        }
    }

    public void Dispose() => reserving.Dispose();
}
