using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing.Proofs;

/// <summary>The one verb of all proofs: nobody is lost, nobody gets it twice, no more are in doubt than lines were cut, and the counts add up.</summary>
internal static class Proof
{
    public static async Task<DispatchCounts> HoldsAsync(Newsroom room, CountingSink sink, long dispatch, int atMostInDoubt)
    {
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        Assert.Equal(DispatchState.Sent, counts.State);
        Holds(sink, await room.InDbAsync(db => db.Deliveries.AsNoTracking().Where(d => d.DispatchId == dispatch).ToListAsync()), counts, atMostInDoubt);
        return counts;
    }

    public static void Holds(CountingSink sink, IReadOnlyList<Delivery> rows, DispatchCounts counts, int atMostInDoubt)
    {
        var copies = sink.Accepted.CountBy(m => m.MessageId).ToDictionary();
        Assert.DoesNotContain(copies, c => c.Value > 1);
        Assert.Equal(counts.Frozen, rows.Count);
        foreach (var state in rows.GroupBy(r => r.State))
        {
            var got = state.Where(r => r.MessageId is not null && copies.ContainsKey(r.MessageId)).Select(r => r.Address).ToList();
            switch (state.Key)
            {
                case DeliveryState.Accepted:
                    Assert.Equal(state.Count(), got.Count);
                    break;
                case DeliveryState.InDoubt:
                    Assert.InRange(state.Count(), 0, atMostInDoubt);
                    break;
                case DeliveryState.Rejected or DeliveryState.Suppressed or DeliveryState.Cancelled:
                    Assert.Empty(got);
                    break;
                default:
                    Assert.Fail($"{state.Count()} are still {state.Key}");
                    break;
            }
        }
    }
}
