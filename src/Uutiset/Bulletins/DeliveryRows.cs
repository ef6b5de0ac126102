using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;

namespace Uutiset.Bulletins;

/// <summary>Who got a bulletin, for the API, the desk and a spreadsheet.</summary>
internal static class DeliveryRows
{
    public static IQueryable<DispatchApi.DeliveryJson> Of(NewsDb db, IQueryable<Delivery> deliveries) =>
        deliveries.OrderBy(d => d.Id)
            .Select(d => new DispatchApi.DeliveryJson(
                d.Id, d.Address, d.State, d.Attempts, d.Code, d.Reply, d.MessageId, d.QueuedUtc, d.SettledUtc,
                db.Variants.Where(v => v.Id == d.VariantId).Select(v => v.Lang).FirstOrDefault())
            {
                LeftAt = d.LeftUtc,
                Organisation = db.Contacts.Where(c => c.Id == d.ContactId).Select(c => c.Subscription!.Organisation!.Name).FirstOrDefault(),
            });

    /// <summary>All of them as a file. That it was read out is written down first: a stream that breaks off has told addresses too (S45).</summary>
    public static async Task WriteCsvAsync(NewsDb db, Audit audit, Dispatch dispatch, Guid bulletin, HttpContext http, CancellationToken ct)
    {
        await audit.ExportedAsync(db, Actor.Of(http.User), $"bulletin:{bulletin}", await db.Deliveries.CountAsync(d => d.DispatchId == dispatch.Id, ct), ct);
        await Csv.WriteAsync(http.Response, "deliveries.csv", "address;state;lang;attempts;code;reply;settledAt;messageId;organisation",
            Of(db, db.Deliveries.Where(d => d.DispatchId == dispatch.Id)).AsAsyncEnumerable().Select(row => new[]
            {
                row.Address, row.State.ToString(), row.Lang, row.Attempts.ToString(CultureInfo.InvariantCulture), row.Code, row.Reply,
                row.SettledAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), row.MessageId, row.Organisation,
            }), ct);
    }

    public static Task ExportedAsync(this Audit audit, NewsDb db, Actor actor, string target, int addresses, CancellationToken ct)
    {
        audit.Write(db, actor, "recipients.exported", target, FormattableString.Invariant($"{addresses} addresses"));
        return db.SaveChangesAsync(ct);
    }
}
