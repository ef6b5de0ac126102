using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Bounces;

/// <summary>
/// What follows from failures and complaints: who is suppressed, and who is not because the fault may be ours. Done twice it does nothing more:
/// each row is taken by whoever marks it as weighed.
/// </summary>
internal sealed class Consequences(NewsDb db, IReaders readers, TimeProvider clock)
{
    private const int AtOnce = 500;
    private const int MostBulletins = 200;

    /// <summary>All that is open.</summary>
    public async Task<int> DrawAsync(CancellationToken ct)
    {
        var done = await TakeBackAsync(ct);
        while (await DrawAsync(db.Bounces, ct) is > 0 and var some) done += some;
        return done;
    }

    /// <summary>Of one delivery, at once.</summary>
    public async Task DrawAsync(long delivery, CancellationToken ct) => await DrawAsync(db.Bounces.Where(b => b.DeliveryId == delivery), ct);

    /// <returns>False: it was answered before, or there is no such question.</returns>
    public async Task<bool> AnswerAsync(long dispatch, HoldAnswer answer, string by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.DispatchHolds.Where(h => h.DispatchId == dispatch && h.Answer == null)
            .ExecuteUpdateAsync(u => u.SetProperty(h => h.Answer, answer).SetProperty(h => h.AnsweredUtc, now).SetProperty(h => h.By, by), ct) == 1;
    }

    private async Task<int> DrawAsync(IQueryable<Bounce> of, CancellationToken ct)
    {
        // What waits for a person's answer stays open
        var open = await of.AsNoTracking().Where(b => b.WeighedUtc == null && !(b.Verdict == Verdict.Hard && db.DispatchHolds.Any(h => h.DispatchId == b.DispatchId && h.Answer == null)))
            .OrderBy(b => b.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var bounce in open) await DrawAsync(bounce, ct);
        return open.Count;
    }

    private async Task DrawAsync(Bounce bounce, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Bounces.Where(b => b.Id == bounce.Id && b.WeighedUtc == null).ExecuteUpdateAsync(u => u.SetProperty(b => b.WeighedUtc, now), ct) == 0) return;
        var delivery = await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == bounce.DeliveryId, ct);
        // Of whoever was erased nothing comes back, not even a line in the ledger
        if (delivery.Address.Length > 0 && await SuppressesAsync(bounce, delivery, ct)
            && await readers.SuppressAsync(new(delivery.AddressKey, bounce.Verdict == Verdict.Complaint ? "complained" : "bounced", bounce.Status), ct))
            await db.Bounces.Where(b => b.Id == bounce.Id).ExecuteUpdateAsync(u => u.SetProperty(b => b.SuppressedUtc, now), ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async Task<bool> SuppressesAsync(Bounce bounce, Delivery delivery, CancellationToken ct) => bounce.Verdict switch
    {
        Verdict.Complaint => true,
        Verdict.Hard => !await db.DispatchHolds.AnyAsync(h => h.DispatchId == bounce.DispatchId && h.Answer == HoldAnswer.Ours, ct),
        Verdict.Soft => SoftFailures.AreEnough(await SentBeforeAsync(delivery, ct)),
        _ => false,
    };

    /// <summary>Bulletins of the same reader at the same address, the newest first, up to this one.</summary>
    private async Task<IEnumerable<SentBulletin>> SentBeforeAsync(Delivery delivery, CancellationToken ct)
    {
        if (delivery.ContactId is null || delivery.DispatchId is null) return [];
        var rows = await db.Deliveries.AsNoTracking()
            .Where(d => d.ContactId == delivery.ContactId && d.AddressKey == delivery.AddressKey && d.DispatchId != null && d.SettledUtc <= delivery.SettledUtc)
            .Where(d => d.State == DeliveryState.Accepted || d.State == DeliveryState.Rejected).OrderByDescending(d => d.SettledUtc).ThenByDescending(d => d.Id).Take(MostBulletins)
            .Select(d => new
            {
                Bulletin = db.Dispatches.Where(p => p.Id == d.DispatchId).Select(p => p.BulletinId).First(), d.SettledUtc, d.State,
                Verdict = db.Bounces.Where(b => b.DeliveryId == d.Id && b.Kind == ReportKind.Failed).Select(b => (Verdict?)b.Verdict).FirstOrDefault(),
            }).ToListAsync(ct);
        return rows.Select(r => new SentBulletin(r.Bulletin, r.SettledUtc!.Value,
            r.Verdict == Verdict.Soft ? Arrival.FailedSoftly : r.Verdict is null && r.State == DeliveryState.Accepted ? Arrival.Arrived : Arrival.Otherwise));
    }

    /// <summary>Who had been suppressed before too many of the same sending failed: until somebody has looked, nobody is.</summary>
    private async Task<int> TakeBackAsync(CancellationToken ct)
    {
        var rows = await db.Bounces.AsNoTracking().Where(b => b.SuppressedUtc != null && b.Verdict == Verdict.Hard && db.DispatchHolds.Any(h => h.DispatchId == b.DispatchId && h.Answer == null))
            .Select(b => new { b.Id, Key = db.Deliveries.Where(d => d.Id == b.DeliveryId).Select(d => d.AddressKey).First() }).ToListAsync(ct);
        foreach (var row in rows)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Bounces.Where(b => b.Id == row.Id && b.SuppressedUtc != null)
                .ExecuteUpdateAsync(u => u.SetProperty(b => b.SuppressedUtc, (DateTime?)null).SetProperty(b => b.WeighedUtc, (DateTime?)null), ct) == 0) continue;
            await readers.LiftAsync(row.Key, ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
        }
        return rows.Count;
    }
}
