using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// All that one sender node writes goes over one connection, many rows a commit: a durable commit costs the disk's flush, and four lines
/// share it. On PostgreSQL the same connection holds the node's lock, so that a node that lost it cannot commit an intent, and a message
/// whose intent is not committed is not sent.
/// </summary>
internal sealed class Ledger(IDbContextFactory<NewsDb> databases, ISendingEngine engine, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly Channel<LedgerEntry> entries = Channel.CreateUnbounded<LedgerEntry>(new() { SingleReader = true });
    private NewsDb? db;

    /// <summary>A new name for each session: rows under an older name of this process belong to a dead node like any other's.</summary>
    public string Node { get; } = Guid.CreateVersion7().ToString("N");

    public Settling Settling => new(Node, logger);

    public async Task OpenAsync(CancellationToken ct)
    {
        db = await databases.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        await engine.HoldAsync(db, Node, ct);
    }

    /// <summary>Commits the intent to send, together with how the line's last message ended.</summary>
    /// <returns>False when it may not be sent any more: paused, cancelled, left or suppressed meanwhile. Then it has been given back.</returns>
    public Task<bool> TransmitAsync(LeasedMail mail, string messageId, Settlement? before, CancellationToken ct) =>
        InTurnAsync(async (db, ct) =>
        {
            if (before is not null) await SettleAsync(db, before, ct);
            var intended = await db.Deliveries
                .Where(d => d.Id == mail.Id && d.State == DeliveryState.Leased && d.LeasedBy == Node)
                .Where(d => d.DispatchId == null || db.Dispatches.Any(p => p.Id == d.DispatchId && p.State == DispatchState.Sending))
                .Where(d => !db.Suppressions.Any(s => s.AddressKey == d.AddressKey && !(d.OptIn && s.AtUtc <= d.QueuedUtc)))
                .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Transmitting).SetProperty(d => d.MessageId, messageId), ct);
            if (intended == 1) return true;
            await Settling.ApplyAsync(db, Returned(mail), ct);
            return false;
        }, ct);

    public Task SettleAsync(Settlement settled, CancellationToken ct) =>
        InTurnAsync(async (db, ct) => { await SettleAsync(db, settled, ct); return true; }, ct);

    /// <summary>Work that shares the connection and the commit with whatever else is waiting.</summary>
    public async Task<T> InTurnAsync<T>(Func<NewsDb, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var entry = new LedgerEntry<T>(work);
        if (!entries.Writer.TryWrite(entry)) throw new InvalidOperationException("The ledger is closed.");
        return await entry.Done.WaitAsync(ct);
    }

    /// <summary>Writes until the ledger is closed. A failure fails everything that waits, and the session with it.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        var group = new List<LedgerEntry>();
        try
        {
            while (await entries.Reader.WaitToReadAsync(ct))
            {
                group.Clear();
                while (group.Count < 200 && entries.Reader.TryRead(out var entry)) group.Add(entry);
                await using var transaction = await db!.Database.BeginTransactionAsync(ct);
                foreach (var entry in group) await entry.ApplyAsync(db, ct);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                db.ChangeTracker.Clear();
                foreach (var entry in group) entry.Succeed();
            }
        }
        catch (Exception e)
        {
            entries.Writer.TryComplete();
            foreach (var entry in group) entry.Fail(e);
            while (entries.Reader.TryRead(out var entry)) entry.Fail(e);
            throw;
        }
    }

    public void Close() => entries.Writer.TryComplete();

    public async ValueTask DisposeAsync()
    {
        Close();
        if (db is not null) await db.DisposeAsync();
    }

    private async Task SettleAsync(NewsDb db, Settlement settled, CancellationToken ct)
    {
        await Settling.ApplyAsync(db, settled, ct);
        if (settled.Result is SendResult.ServerFault { NeedsHelp: true }) await Settling.StopAsync(db, settled, ct);
    }

    private Settlement Returned(LeasedMail mail) =>
        new(mail, new SendResult.ServerFault(new ServerWords(null, null, false), false), "", clock.GetUtcNow().UtcDateTime, Intended: false);
}
