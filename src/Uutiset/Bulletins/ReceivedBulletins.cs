using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Roll;

namespace Uutiset.Bulletins;

/// <summary>What seats were sent, for the history of their organisation.</summary>
internal sealed class ReceivedBulletins(NewsDb db) : IReceivedBulletins
{
    public async Task<IReadOnlyList<ReceivedBulletin>> OfAsync(IReadOnlyCollection<long> contacts, CancellationToken ct)
    {
        var settled = db.Deliveries.AsNoTracking().Where(d => d.DispatchId != null && d.SettledUtc != null && contacts.Contains(d.ContactId!.Value));
        var sendings = await settled.GroupBy(d => d.DispatchId!.Value).Select(g => new
        {
            Dispatch = g.Key, AtUtc = g.Max(d => d.SettledUtc), Accepted = g.Count(d => d.State == DeliveryState.Accepted && d.BouncedUtc == null),
            Failed = g.Count(d => d.State == DeliveryState.Rejected || d.BouncedUtc != null),
        }).ToListAsync(ct);
        var ids = sendings.ConvertAll(s => s.Dispatch);
        var told = await (from dispatch in db.Dispatches.AsNoTracking()
                          join bulletin in db.Bulletins on dispatch.BulletinId equals bulletin.Id
                          where ids.Contains(dispatch.Id)
                          select new
                          {
                              dispatch.Id, bulletin.PublicId, bulletin.Number,
                              Text = db.Variants.Where(v => v.DispatchId == dispatch.Id).OrderBy(v => v.Lang == "fi" ? 0 : 1).ThenBy(v => v.Id).Select(v => new { v.Subject, v.Lang }).FirstOrDefault(),
                          }).ToDictionaryAsync(d => d.Id, ct);
        // Who was cancelled only, or stopped before the sending, got nothing and nothing failed
        return [.. sendings.Where(s => told.ContainsKey(s.Dispatch) && s.Accepted + s.Failed > 0)
            .Select(s => (Sending: s, Of: told[s.Dispatch])).Select(s => new ReceivedBulletin(s.Of.PublicId, s.Of.Number, s.Of.Text?.Subject, s.Of.Text?.Lang, s.Sending.AtUtc!.Value, s.Sending.Accepted, s.Sending.Failed))];
    }
}
