using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing;

/// <param name="ContactId">The subscriber's contact, by number only.</param>
internal sealed record FrozenRow(long VariantId, long ContentId, long ContactId, string Address, string AddressKey, IReadOnlyDictionary<string, string> Slots);

/// <summary>Many deliveries of one dispatch at once, dated with its hour: 30,000 entities through the change tracker would hold the write lock five times as long.</summary>
internal sealed class BulkQueue(NewsDb db, ISendingEngine engine, long dispatch, DateTime sendAtUtc)
{
    private const int RowsPerStatement = 500;
    private readonly List<object[]> waiting = new(RowsPerStatement);

    public int Count { get; private set; }

    public async Task AddAsync(FrozenRow row, CancellationToken ct)
    {
        waiting.Add([row.VariantId, row.ContentId, row.ContactId, row.Address, row.AddressKey, JsonRows.Of(row.Slots)]);
        Count++;
        if (waiting.Count == RowsPerStatement) await FlushAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (waiting.Count == 0) return;
        var rows = engine.Rows("{2}", "variant integer", "content integer", "contact integer", "address text", "address_key text", "slots text");
#pragma warning disable EF1002 // the engine's own words around a parameter
        await db.Database.ExecuteSqlRawAsync($$"""
            insert into delivery (dispatch_id, lane, state, attempts, queued_utc, next_utc, variant_id, content_id, contact_id, address, address_key, slots)
            select {0}, 'bulk', 'pending', 0, {1}, {1}, variant, content, contact, address, address_key, slots from ({{rows}}) as given
            """, [dispatch, sendAtUtc, JsonRows.Of(waiting)], ct);
#pragma warning restore EF1002
        waiting.Clear();
    }
}
