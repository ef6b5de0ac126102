using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Uutiset.Mailing.Sending;

/// <summary>Keeps the lines of one node busy with small leases: what is leased here can be sent by nobody else.</summary>
internal sealed class Feed(Ledger ledger, Leasing leasing, SenderSignal signal, int batch) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<LeasedMail> singles = new();
    private readonly ConcurrentQueue<LeasedMail> bulk = new();
    private readonly SemaphoreSlim refilling = new(1, 1);
    private long looked;

    /// <summary>Takes what is leased already, unless it is time to look whether a single mail is to pass it.</summary>
    public bool TryTake(out LeasedMail mail)
    {
        mail = null!;
        return !IsTimeToLook && TryTakeLeased(out mail);
    }

    /// <summary>Waits for the next mail.</summary>
    /// <exception cref="OperationCanceledException">The sender stops.</exception>
    public async Task<LeasedMail> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (TryTake(out var mail)) return mail;
            await refilling.WaitAsync(stop);
            try
            {
                if (IsTimeToLook || singles.IsEmpty && bulk.IsEmpty) await RefillAsync(stop);
                if (TryTakeLeased(out mail)) return mail;
                await signal.WaitAsync(Poll, stop);
            }
            finally
            {
                refilling.Release();
            }
        }
    }

    /// <summary>Gives back what is leased and not in a line's hands, when a pause or a cancellation was noticed.</summary>
    public async Task HandBackAsync(CancellationToken ct)
    {
        var ids = new List<long>();
        while (TryTakeLeased(out var mail)) ids.Add(mail.Id);
        if (ids.Count == 0) return;
        await ledger.InTurnAsync((db, ct) => db.Deliveries
            .Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Leased && d.LeasedBy == ledger.Node)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.LeasedBy, (string?)null), ct), ct);
    }

    public void Dispose() => refilling.Dispose();

    // News may be rung before its transaction commits, and other processes ring nobody: so also by time. At one message a second
    // on four lines what is leased lasts 16 seconds, and a confirmation is promised in 10
    private bool IsTimeToLook => signal.HasNews || Stopwatch.GetElapsedTime(Volatile.Read(ref looked)) > Poll;

    private bool TryTakeLeased(out LeasedMail mail) => singles.TryDequeue(out mail!) || bulk.TryDequeue(out mail!);

    private async Task RefillAsync(CancellationToken ct)
    {
        signal.TakeNews();
        Volatile.Write(ref looked, Stopwatch.GetTimestamp());
        // As long as bulletins are leased no more of them are: each ring would hold more back from a pause
        var onlySingles = !bulk.IsEmpty;
        var leased = await ledger.InTurnAsync((db, ct) => leasing.LeaseAsync(db, batch, onlySingles, ct), ct);
        foreach (var mail in leased) (mail.DispatchId is null ? singles : bulk).Enqueue(mail);
    }
}
