using System.Globalization;
using System.Text;
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

    /// <summary>Streamed; a semicolon and a BOM, since Finnish Excel expects them (S28).</summary>
    public static async Task WriteCsvAsync(NewsDb db, long dispatch, HttpResponse response, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"deliveries.csv\"";
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync("address;state;lang;attempts;code;reply;settledAt;messageId\r\n".AsMemory(), ct);
        await foreach (var row in Of(db, db.Deliveries.Where(d => d.DispatchId == dispatch)).AsAsyncEnumerable().WithCancellation(ct))
        {
            string?[] cells =
            [
                row.Address, row.State.ToString(), row.Lang, row.Attempts.ToString(CultureInfo.InvariantCulture), row.Code, row.Reply,
                row.SettledAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), row.MessageId,
            ];
            await writer.WriteAsync((string.Join(';', cells.Select(Cell)) + "\r\n").AsMemory(), ct);
        }
    }

    /// <summary>A spreadsheet runs what begins like a formula; an apostrophe makes it text. A mail server's reply is a stranger's text.</summary>
    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\u2212') value = "'" + value;
        return value.AsSpan().IndexOfAny(";\"\r\n") < 0 ? value : "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
