using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Bulletins;

/// <summary>Who got a bulletin, for the API, the desk and a spreadsheet.</summary>
internal static class DeliveryRows
{
    public static IQueryable<DispatchApi.DeliveryJson> Of(NewsDb db, IQueryable<Delivery> deliveries) =>
        deliveries.OrderBy(d => d.Id)
            .Select(d => new DispatchApi.DeliveryJson(
                d.Id, d.Address, d.State, d.Attempts, d.Code, d.Reply, d.MessageId, d.QueuedUtc, d.SettledUtc,
                db.Variants.Where(v => v.Id == d.VariantId).Select(v => v.Lang).FirstOrDefault()));

    public static Task WriteCsvAsync(NewsDb db, long dispatch, HttpResponse response, CancellationToken ct) =>
        Csv.WriteAsync(response, "deliveries.csv", "address;state;lang;attempts;code;reply;settledAt;messageId",
            Of(db, db.Deliveries.Where(d => d.DispatchId == dispatch)).AsAsyncEnumerable().Select(row => new[]
            {
                row.Address, row.State.ToString(), row.Lang, row.Attempts.ToString(CultureInfo.InvariantCulture), row.Code, row.Reply,
                row.SettledAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), row.MessageId,
            }), ct);
}
