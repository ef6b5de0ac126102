using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Uutiset.Mailing.Sending;

/// <summary>Keeps the lines of one node busy with small leases: what is leased here can be sent by nobody else.</summary>
internal sealed class Feed(Ledger ledger, Leasing leasing, SenderSignal signal, int batch) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<LeasedMail> singles = new();
    private readonly ConcurrentQueue<LeasedMail> bulk = new();
    private readonly SemaphoreSlim refilling = new(1, 1);

    public bool TryTake(out LeasedMail mail) => singles.TryDequeue(out mail!) || bulk.TryDequeue(out mail!);

    /// <summary>Waits for the next mail.</summary>
    /// <exception cref="OperationCanceledException">The sender stops.</exception>
    public async Task<LeasedMail> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            // A mail that was just queued may be a single one, which passes the bulletins that are leased already
            if (!signal.HasNews && TryTake(out var mail)) return mail;
            await refilling.WaitAsync(stop);
            try
            {
                if (signal.TakeNews() || singles.IsEmpty && bulk.IsEmpty) await RefillAsync(stop);
                if (TryTake(out mail)) return mail;
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
        while (TryTake(out var mail)) ids.Add(mail.Id);
        if (ids.Count == 0) return;
        await ledger.InTurnAsync((db, ct) => db.Deliveries
            .Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Leased && d.LeasedBy == ledger.Node)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.LeasedBy, (string?)null), ct), ct);
    }

    public void Dispose() => refilling.Dispose();

    private async Task RefillAsync(CancellationToken ct)
    {
        var leased = await ledger.InTurnAsync((db, ct) => leasing.LeaseAsync(db, batch, ct), ct);
        foreach (var mail in leased) (mail.DispatchId is null ? singles : bulk).Enqueue(mail);
    }
}
