using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Uutiset.Mailing.Sending;

/// <summary>Keeps the lines of one node busy with small leases: what is leased here can be sent by nobody else.</summary>
internal sealed class Feed(Ledger ledger, Leasing leasing, SenderSignal signal, int lines) : IDisposable
{
    private const int MostAtOnce = 1_000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<LeasedMail> singles = new();
    private readonly ConcurrentQueue<LeasedMail> bulk = new();
    private readonly SemaphoreSlim waiting = new(1, 1);
    private readonly Lock door = new();
    private Task refill = Task.CompletedTask;
    private int batch = lines * 4;
    private long looked;
    private long leased;

    /// <summary>Takes what is leased already, unless there is news that may pass it. More is leased meanwhile, when little is left.</summary>
    public bool TryTake(out LeasedMail mail)
    {
        mail = null!;
        if (signal.HasNews) return false;
        // A look that fails ends the ledger, which everybody hears
        if (IsTimeToLook || !bulk.IsEmpty && bulk.Count <= batch / 2) _ = LookAsync(CancellationToken.None);
        return singles.TryDequeue(out mail!) || bulk.TryDequeue(out mail!);
    }

    /// <summary>Waits for the next mail.</summary>
    /// <exception cref="OperationCanceledException">The sender stops.</exception>
    public async Task<LeasedMail> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (TryTake(out var mail)) return mail;
            await waiting.WaitAsync(stop);
            try
            {
                if (TryTake(out mail)) return mail;
                await LookAsync(stop);
                if (TryTake(out mail)) return mail;
                await signal.WaitAsync(Poll, stop);
            }
            finally
            {
                waiting.Release();
            }
        }
    }

    /// <summary>Gives back what is leased and not in a line's hands, when a pause or a cancellation was noticed.</summary>
    public async Task HandBackAsync(CancellationToken ct)
    {
        var ids = new List<long>();
        while (singles.TryDequeue(out var mail) || bulk.TryDequeue(out mail)) ids.Add(mail.Id);
        if (ids.Count == 0) return;
        await ledger.InTurnAsync((db, ct) => db.Deliveries
            .Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Leased && d.LeasedBy == ledger.Node)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.LeasedBy, (string?)null), ct), ct);
    }

    public void Dispose() => waiting.Dispose();

    // News may be rung before its transaction commits, and other processes ring nobody: so by time too. At one message a second
    // on four lines what is leased lasts 16 seconds, and a confirmation is promised in 10
    private bool IsTimeToLook => Stopwatch.GetElapsedTime(Volatile.Read(ref looked)) > Poll;

    private Task LookAsync(CancellationToken ct)
    {
        // Somebody else may be waiting for the same look
        lock (door) return (refill.IsCompleted ? refill = RefillAsync(CancellationToken.None) : refill).WaitAsync(ct);
    }

    private async Task RefillAsync(CancellationToken ct)
    {
        signal.TakeNews();
        Volatile.Write(ref looked, Stopwatch.GetTimestamp());
        // As long as enough bulletins are leased no more of them are: each ring would hold more back from a pause
        var onlySingles = bulk.Count > batch / 2;
        // Half a second's worth: less asks the database too often, more is held back from a pause and from other nodes
        if (!onlySingles)
        {
            var since = Stopwatch.GetElapsedTime(leased);
            leased = Stopwatch.GetTimestamp();
            batch = since < Poll / 4 ? Math.Min(batch * 2, MostAtOnce) : since > Poll / 2 ? Math.Max(batch / 2, lines * 2) : batch;
        }
        var mails = await ledger.InTurnAsync((db, ct) => leasing.LeaseAsync(db, batch, onlySingles, ct), ct);
        foreach (var mail in mails) (mail.DispatchId is null ? singles : bulk).Enqueue(mail);
    }
}
