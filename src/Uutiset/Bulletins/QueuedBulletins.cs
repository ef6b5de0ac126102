using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>Weighs what these readers have not been sent yet once more, by the wishes that stand now.</summary>
internal sealed class QueuedBulletins(NewsDb db, Recipients recipients, Outbox outbox, TimeProvider clock) : IQueuedBulletins
{
    private static readonly DeliveryState[] Unsent = [DeliveryState.Pending, DeliveryState.Leased, DeliveryState.Deferred, DeliveryState.Transmitting, DeliveryState.InDoubt];

    public async Task<int> TakeBackAsync(IReadOnlyCollection<long> contacts, CancellationToken ct)
    {
        var taken = 0;
        var waiting = db.Deliveries.Where(d => d.DispatchId != null && contacts.Contains(d.ContactId!.Value) && Unsent.Contains(d.State));
        foreach (var dispatch in await db.Dispatches.AsNoTracking().Where(s => waiting.Any(d => d.DispatchId == s.Id)).ToListAsync(ct))
        {
            if (await db.Bulletins.AsNoTracking().FirstOrDefaultAsync(b => b.Id == dispatch.BulletinId, ct) is not { } bulletin) continue;
            var languages = await db.Variants.Where(v => v.DispatchId == dispatch.Id).Select(v => v.Lang).Distinct().ToListAsync(ct);
            // What waits for its hour is judged by that day: who is away until then gets it
            var (today, day) = (clock.Today(), Dates.DayOf(dispatch.SendAtUtc));
            var unwanted = new List<long>();
            await foreach (var candidate in recipients.WeighAsync(Audience.Parse(bulletin.Audience), bulletin.PublisherId, bulletin.SeriesId, languages, day > today ? day : today, contacts, ct))
            {
                // Which of an address's two seats carries a message was settled by the freeze
                if (candidate.Reason is not (null or ExclusionReason.Duplicate)) unwanted.Add(candidate.ContactId);
            }
            if (unwanted.Count > 0) taken += await outbox.CancelUnsentAsync(db.Deliveries.Where(d => d.DispatchId == dispatch.Id && unwanted.Contains(d.ContactId!.Value)), ct);
        }
        return taken;
    }
}
