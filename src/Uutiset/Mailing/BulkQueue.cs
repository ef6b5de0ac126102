using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <param name="ContactId">The subscriber's contact, by number only.</param>
internal sealed record FrozenRow(long VariantId, long ContentId, long ContactId, string Address, string AddressKey, IReadOnlyDictionary<string, string> Slots);

/// <summary>Many deliveries of one dispatch at once, dated with its hour: 30,000 entities through the change tracker would hold the write lock five times as long.</summary>
internal sealed class BulkQueue(NewsDb db, long dispatch, DateTime sendAtUtc)
{
    // 7 values a row; SQLite takes 32,766 parameters in a statement and PostgreSQL 65,535, but long statements parse slowly
    private const int RowsPerStatement = 250;
    private readonly List<FrozenRow> waiting = [];

    public int Count { get; private set; }

    public async Task AddAsync(FrozenRow row, CancellationToken ct)
    {
        waiting.Add(row);
        Count++;
        if (waiting.Count == RowsPerStatement) await FlushAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (waiting.Count == 0) return;
        var sql = new StringBuilder("insert into delivery (dispatch_id, lane, state, attempts, queued_utc, next_utc, variant_id, content_id, contact_id, address, address_key, slots) values ");
        var values = new List<object>(2 + waiting.Count * 6) { dispatch, sendAtUtc };
        foreach (var row in waiting)
        {
            if (values.Count > 2) sql.Append(", ");
            sql.Append(CultureInfo.InvariantCulture, $"({{0}}, 'bulk', 'pending', 0, {{1}}, {{1}}, {row.VariantId}, {row.ContentId}, {{{values.Count}}}, {{{values.Count + 1}}}, {{{values.Count + 2}}}, {{{values.Count + 3}}})");
            values.AddRange([row.ContactId, row.Address, row.AddressKey, JsonSerializer.Serialize(row.Slots)]);
        }
        await db.Database.ExecuteSqlRawAsync(sql.ToString(), values, ct);
        waiting.Clear();
    }
}
