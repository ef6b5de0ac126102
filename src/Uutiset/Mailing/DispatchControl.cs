using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>Pause, resume, cancel: each acts within one message per line. The answers say whether there was something to act on.</summary>
internal sealed class DispatchControl(SenderSignal signal, TimeProvider clock)
{
    private const int Tries = 10;

    public static Task<bool> PauseAsync(NewsDb db, long dispatch, CancellationToken ct) => HoldAsync(db, dispatch, null, null, ct);

    public async Task<bool> ResumeAsync(NewsDb db, long dispatch, CancellationToken ct)
    {
        var resumed = await db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Paused)
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Sending).SetProperty(p => p.Notice, (string?)null).SetProperty(p => p.HeldUtc, (DateTime?)null), ct) == 1;
        // Out of a transaction it would be heard before there is anything to see
        if (resumed && db.Database.CurrentTransaction is null) signal.Ring();
        return resumed;
    }

    public Task<bool> CancelAsync(NewsDb db, long dispatch, CancellationToken ct) =>
        db.Database.CurrentTransaction is null ? TogetherAsync(db, () => TryCancelAsync(db, dispatch, ct), ct) : TryCancelAsync(db, dispatch, ct);

    /// <summary>An act and what the caller writes down about it, in one transaction; all of it again when the database let go of it.</summary>
    /// <param name="act">False: there was nothing to act on, and nothing is stored.</param>
    public async Task<bool> TogetherAsync(NewsDb db, Func<Task<bool>> act, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                if (!await act()) return false;
                await transaction.CommitAsync(ct);
                signal.Ring();
                return true;
            }
            // A line settled the same deliveries in another order: nothing of this is stored
            catch (Exception e) when (attempt < Tries && (e as DbException ?? e.InnerException as DbException) is { IsTransient: true })
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<bool> TryCancelAsync(NewsDb db, long dispatch, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var cancelled = await db.Dispatches
            .Where(p => p.Id == dispatch && (p.State == DispatchState.Scheduled || p.State == DispatchState.Sending || p.State == DispatchState.Paused))
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Cancelled).SetProperty(p => p.FinishedUtc, now), ct) == 1;
        if (cancelled)
        {
            await db.Deliveries.Where(d => d.DispatchId == dispatch)
                .Where(d => d.State == DeliveryState.Pending || d.State == DeliveryState.Leased || d.State == DeliveryState.Deferred)
                .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.SettledUtc, now).SetProperty(d => d.LeasedBy, (string?)null), ct);
        }
        return cancelled;
    }

    /// <summary>Pauses; with a notice when the sender itself had to.</summary>
    internal static async Task<bool> HoldAsync(NewsDb db, long dispatch, string? notice, DateTime? atUtc, CancellationToken ct) =>
        // What lines have leased comes back by itself: a line commits no intent while the dispatch is paused
        await db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Sending)
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Paused).SetProperty(p => p.Notice, notice).SetProperty(p => p.HeldUtc, atUtc), ct) == 1;

    /// <summary>What an editor decides of a delivery of which nobody knows whether it arrived.</summary>
    /// <param name="verb">resend, leave or delivered.</param>
    /// <returns>False: it is not in doubt any more, or its reader has left and gets nothing again.</returns>
    public async Task<bool> SettleDoubtAsync(NewsDb db, long dispatch, long delivery, string verb, string by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mine = db.Deliveries.Where(d => d.Id == delivery && d.DispatchId == dispatch && d.State == DeliveryState.InDoubt);
        switch (verb)
        {
            case "leave":
                return await mine.ExecuteUpdateAsync(u => u.SetProperty(d => d.LeftUtc, now), ct) == 1;
            case "delivered":
                if (await mine.ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Accepted).SetProperty(d => d.SettledUtc, now), ct) != 1) return false;
                db.Attempts.Add(new Attempt { DeliveryId = delivery, AtUtc = now, Server = "desk", Outcome = DeliveryState.Accepted, Reply = by });
                await db.SaveChangesAsync(ct);
                return true;
            case "resend":
                // The same message with the same Message-ID, and its reader is asked for at lease time as everybody's is
                if (await mine.Where(d => d.WithdrawnUtc == null && d.Address != "")
                    .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.NextUtc, now).SetProperty(d => d.SettledUtc, (DateTime?)null), ct) != 1) return false;
                await db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Sent)
                    .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Sending).SetProperty(p => p.FinishedUtc, (DateTime?)null), ct);
                return await db.Dispatches.AnyAsync(p => p.Id == dispatch && p.State != DispatchState.Cancelled, ct);
            default:
                throw new ArgumentOutOfRangeException(nameof(verb), verb, "resend, leave or delivered");
        }
    }
}
