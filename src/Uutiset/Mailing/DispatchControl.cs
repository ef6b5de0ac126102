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

    /// <summary>What an editor decides of a delivery of which nobody knows whether it arrived, or of all of a dispatch's.</summary>
    /// <param name="delivery">Null: all that are in doubt.</param>
    /// <param name="verb">resend, leave or delivered.</param>
    /// <returns>How many it met: those that are not in doubt any more, or whose reader has left and gets nothing again, are none.</returns>
    public async Task<int> SettleDoubtAsync(NewsDb db, long dispatch, long? delivery, string verb, string by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var doubtful = db.Deliveries.Where(d => d.DispatchId == dispatch && d.State == DeliveryState.InDoubt && (delivery == null || d.Id == delivery));
        switch (verb)
        {
            case "leave":
                return await doubtful.Where(d => d.LeftUtc == null).ExecuteUpdateAsync(u => u.SetProperty(d => d.LeftUtc, now), ct);
            case "delivered":
                await db.Database.ExecuteSqlAsync($"""
                    insert into attempt (delivery_id, at_utc, server, tls, outcome, reply)
                    select id, {now}, 'desk', false, 'accepted', {by} from delivery where dispatch_id = {dispatch} and state = 'inDoubt' and id = coalesce({delivery}, id)
                    """, ct);
                return await doubtful.ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Accepted).SetProperty(d => d.SettledUtc, now), ct);
            case "resend":
                if (!await db.Dispatches.AnyAsync(p => p.Id == dispatch && p.State != DispatchState.Cancelled, ct)) return 0;
                // The same message with the same Message-ID, and its reader is asked for at lease time as everybody's is
                var again = await doubtful.Where(d => d.WithdrawnUtc == null && d.Address != "")
                    .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.NextUtc, now).SetProperty(d => d.SettledUtc, (DateTime?)null), ct);
                if (again > 0)
                {
                    await db.Dispatches.Where(p => p.Id == dispatch && p.State == DispatchState.Sent)
                        .ExecuteUpdateAsync(u => u.SetProperty(p => p.State, DispatchState.Sending).SetProperty(p => p.FinishedUtc, (DateTime?)null), ct);
                }
                return again;
            default:
                throw new ArgumentOutOfRangeException(nameof(verb), verb, "resend, leave or delivered");
        }
    }
}
