using System.Text.Json;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing;

/// <param name="ContactId">The subscriber's contact, by number only.</param>
internal sealed record FrozenRow(long VariantId, long ContentId, long ContactId, string Address, string AddressKey, IReadOnlyDictionary<string, string> Slots);

/// <summary>Many deliveries of one dispatch at once, dated with its hour: 30,000 entities through the change tracker would hold the write lock five times as long.</summary>
internal sealed class BulkQueue(NewsDb db, ISendingEngine engine, long dispatch, DateTime sendAtUtc) : IAsyncDisposable
{
    private const int RowsAtOnce = 10_000;
    private const int Key = 6;
    private readonly List<object?[]> waiting = new(RowsAtOnce);
    private readonly RowStatement insert = engine.Rows(db, """
        insert into delivery (dispatch_id, lane, state, attempts, queued_utc, next_utc, variant_id, content_id, contact_id, address, address_key, slots)
        select dispatch, 'bulk', 'pending', 0, at, at, variant, content, contact, to_address, to_key, slot_values from {rows}
        """, "dispatch integer", "at instant", "variant integer", "content integer", "contact integer", "to_address text", "to_key text", "slot_values text");

    public int Count { get; private set; }

    public async Task AddAsync(FrozenRow row, CancellationToken ct)
    {
        waiting.Add([dispatch, sendAtUtc, row.VariantId, row.ContentId, row.ContactId, row.Address, row.AddressKey, JsonSerializer.Serialize(row.Slots)]);
        Count++;
        if (waiting.Count == RowsAtOnce) await FlushAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        // In the order of the index that sees to it that nobody is in it twice: a leaf of it is then touched once for all of these. It also
        // mixes the recipients' domains, so that none of them gets a thousand mails in a row
        waiting.Sort((a, b) => string.CompareOrdinal((string?)a[Key], (string?)b[Key]));
        await insert.RunAsync(waiting, ct);
        waiting.Clear();
    }

    public ValueTask DisposeAsync() => insert.DisposeAsync();
}
