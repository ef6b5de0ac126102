using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>
/// Mail that no longer says to whom it went. A bulletin's delivery keeps its row, so that its counts stay; a single mail is about one person
/// alone and goes with its content.
/// </summary>
internal sealed class ForgettingMail(MailDrop drop, TimeProvider clock)
{
    public static IQueryable<Delivery> Of(NewsDb db, string addressKey, IReadOnlyCollection<long> contacts) =>
        db.Deliveries.Where(d => d.AddressKey == addressKey || contacts.Contains(d.ContactId!.Value));

    /// <summary>In the caller's transaction. What is still unsent is taken back; what is on the line at this moment arrives.</summary>
    /// <returns>How many deliveries there were.</returns>
    public async Task<int> ForgetAsync(NewsDb db, string addressKey, IReadOnlyCollection<long> contacts, CancellationToken ct)
    {
        var mine = Of(db, addressKey, contacts);
        await Outbox.CancelUnsentAsync(mine, clock.GetUtcNow().UtcDateTime, ct);
        var rows = await mine.Select(d => new { d.Id, d.QueuedUtc, d.ContentId, Goes = d.DispatchId == null && d.State != DeliveryState.Transmitting }).ToListAsync(ct);
        var (all, single) = (rows.ConvertAll(r => r.Id), rows.Where(r => r.Goes).ToList());
        await RemoveAsync(db, single.ConvertAll(r => r.Id), single.ConvertAll(r => r.ContentId), ct);
        await db.Attempts.Where(a => all.Contains(a.DeliveryId)).ExecuteUpdateAsync(u => u.SetProperty(a => a.Reply, (string?)null), ct);
        await db.Deliveries.Where(d => all.Contains(d.Id))
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.Address, "").SetProperty(d => d.Slots, "{}").SetProperty(d => d.Reply, (string?)null), ct);
        await db.Bounces.Where(b => all.Contains(b.DeliveryId)).ExecuteUpdateAsync(u => u.SetProperty(b => b.Words, (string?)null), ct);
        foreach (var row in rows) drop.Remove(row.QueuedUtc, row.Id);
        return rows.Count;
    }

    /// <summary>Single mails that were settled by then, with their contents: the oldest ones, at most so many. In the caller's transaction.</summary>
    public async Task<int> ForgetSinglesAsync(NewsDb db, DateTime settledBefore, int atMost, CancellationToken ct)
    {
        var rows = await db.Deliveries.Where(d => d.DispatchId == null && d.SettledUtc < settledBefore).OrderBy(d => d.Id).Take(atMost).Select(d => new { d.Id, d.QueuedUtc, d.ContentId }).ToListAsync(ct);
        await RemoveAsync(db, rows.ConvertAll(r => r.Id), rows.ConvertAll(r => r.ContentId), ct);
        foreach (var row in rows) drop.Remove(row.QueuedUtc, row.Id);
        return rows.Count;
    }

    /// <summary>What is left of a dispatch are its rows and their states: nobody can tell any more who they were. In the caller's transaction.</summary>
    public async Task ForgetDispatchAsync(NewsDb db, long dispatch, CancellationToken ct)
    {
        foreach (var row in await db.Deliveries.Where(d => d.DispatchId == dispatch).Select(d => new { d.Id, d.QueuedUtc }).ToListAsync(ct)) drop.Remove(row.QueuedUtc, row.Id);
        await db.Database.ExecuteSqlAsync($"update attempt set reply = null where delivery_id in (select id from delivery where dispatch_id = {dispatch})", ct);
        await db.Bounces.Where(b => b.DispatchId == dispatch).ExecuteUpdateAsync(u => u.SetProperty(b => b.Words, (string?)null), ct);
        // One dispatch has each key once
        await db.Database.ExecuteSqlAsync($"update delivery set address = '', address_key = 'forgotten:' || id, slots = '{{}}', reply = null, contact_id = null where dispatch_id = {dispatch}", ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Dispatches.Where(p => p.Id == dispatch).ExecuteUpdateAsync(u => u.SetProperty(p => p.ForgottenUtc, now), ct);
    }

    private static async Task RemoveAsync(NewsDb db, List<long> gone, List<long> contents, CancellationToken ct)
    {
        await db.Attempts.Where(a => gone.Contains(a.DeliveryId)).ExecuteDeleteAsync(ct);
        await db.Bounces.Where(b => gone.Contains(b.DeliveryId)).ExecuteDeleteAsync(ct);
        await db.Deliveries.Where(d => gone.Contains(d.Id)).ExecuteDeleteAsync(ct);
        await db.MailContents.Where(c => contents.Contains(c.Id) && !db.Deliveries.Any(d => d.ContentId == c.Id)).ExecuteDeleteAsync(ct);
    }
}
