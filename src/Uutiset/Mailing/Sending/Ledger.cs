using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// All that one sender node writes goes over one connection, many rows a commit: a durable commit costs the disk's flush, and all lines
/// share it. On PostgreSQL the same connection holds the node's lock, so that a node that lost it cannot commit an intent, and a message
/// whose intent is not committed is not sent.
/// </summary>
internal sealed class Ledger(IDbContextFactory<NewsDb> databases, ISendingEngine engine, string folder, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly Channel<LedgerEntry> entries = Channel.CreateUnbounded<LedgerEntry>(new() { SingleReader = true });
    private NewsDb? db;
    private Book? book;
    private SessionMark? mark;

    /// <summary>A new name for each session: rows under an older name of this process belong to a dead node like any other's.</summary>
    public string Node { get; } = Guid.CreateVersion7().ToString("N");

    public async Task OpenAsync(CancellationToken ct)
    {
        db = await databases.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        await engine.HoldAsync(db, Node, ct);
        book = new Book(db, engine, Node);
        mark = new SessionMark(folder, Node, engine);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (await mark.IsCopyAsync(db, ct))
            {
                var doubtful = await PuttingBack.HoldAsync(db, clock.GetUtcNow().UtcDateTime, ct);
                logger.LogError("This database is a copy that was put back: bulletins under way are paused, {Deliveries} deliveries are in doubt", doubtful);
            }
            await transaction.CommitAsync(ct);
        }
        db.ChangeTracker.Clear();
        await mark.BeginAsync(db, ct);
    }

    /// <summary>Commits the intent to send, together with how the line's last messages ended.</summary>
    /// <returns>False when it may not be sent any more: paused, cancelled, left or suppressed meanwhile. Then it has been given back.</returns>
    public Task<bool> IntendAsync(LeasedMail mail, string messageId, IReadOnlyList<Settlement> before, CancellationToken ct) =>
        AddAsync(new LineEntry(before, new Intent(mail, messageId)), ct);

    public Task SettleAsync(IReadOnlyList<Settlement> settled, CancellationToken ct) => AddAsync(new LineEntry(settled, null), ct);

    /// <summary>Work that shares the connection and the commit with whatever else is waiting.</summary>
    public Task<T> InTurnAsync<T>(Func<NewsDb, CancellationToken, Task<T>> work, CancellationToken ct) => AddAsync(new WorkEntry<T>(work), ct);

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
                var letsGo = await WriteLinesAsync(db, [.. group.OfType<LineEntry>()], ct);
                foreach (var entry in group.OfType<IWorkEntry>()) await entry.ApplyAsync(db, ct);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                if (letsGo) mark!.Advance();
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
        mark?.Dispose();
        if (book is not null) await book.DisposeAsync();
        if (db is not null) await db.DisposeAsync();
    }

    private Task<T> AddAsync<T>(LedgerEntry<T> entry, CancellationToken ct) =>
        entries.Writer.TryWrite(entry) ? entry.Done.WaitAsync(ct) : Task.FromException<T>(new InvalidOperationException("The ledger is closed."));

    /// <returns>Whether messages may go after the commit.</returns>
    private async Task<bool> WriteLinesAsync(NewsDb db, IReadOnlyList<LineEntry> lines, CancellationToken ct)
    {
        var settling = new Settling(logger);
        await settling.ApplyAsync(db, book!, [.. lines.SelectMany(l => l.Settled)], ct);
        List<LineEntry> wanting = [.. lines.Where(l => l.Intent is not null)];
        if (wanting.Count == 0) return false;
        var intended = await book!.IntendAsync([.. wanting.Select(l => l.Intent!)], ct);
        foreach (var line in wanting)
        {
            line.IsIntended = intended.Contains(line.Intent!.Mail.Id);
            if (!line.IsIntended) await settling.ApplyAsync(db, Returned(line.Intent.Mail), ct);
        }
        if (intended.Count > 0) await book.CountIntentsAsync(ct);
        return intended.Count > 0;
    }

    private Settlement Returned(LeasedMail mail) =>
        new(mail, new SendResult.ServerFault(new ServerWords(null, null, false), false), "", clock.GetUtcNow().UtcDateTime, Node, Intention.None);
}
