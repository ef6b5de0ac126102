using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>Pause, resume, cancel: each acts within one message per line. The answers say whether there was something to act on.</summary>
internal sealed class DispatchControl(SenderSignal signal, TimeProvider clock)
{
    private const int Tries = 10;

    public static Task<bool> PauseAsync(NewsDb db, long dispatch, CancellationToken ct) => HoldAsync(db, dispatch, null, ct);

    public async Task<bool> ResumeAsync(NewsDb db, long dispatch, CancellationToken ct)
    {
        var resumed = await db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Paused)
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Sending).SetProperty(p => p.Notice, (string?)null), ct) == 1;
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
    internal static async Task<bool> HoldAsync(NewsDb db, long dispatch, string? notice, CancellationToken ct) =>
        // What lines have leased comes back by itself: a line commits no intent while the dispatch is paused
        await db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Sending)
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Paused).SetProperty(p => p.Notice, notice), ct) == 1;
}
