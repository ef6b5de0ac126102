using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Bulletins;

/// <summary>Stores who does not get a bulletin and why, many rows a statement.</summary>
internal sealed class ExclusionQueue(NewsDb db, long dispatch)
{
    private const int RowsPerStatement = 500;
    private readonly List<object> values = [dispatch];

    public int Count { get; private set; }

    public static string Word(ExclusionReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    public async Task AddAsync(long contact, string addressKey, ExclusionReason reason, CancellationToken ct)
    {
        values.AddRange([contact, addressKey, Word(reason)]);
        Count++;
        if (Count % RowsPerStatement == 0) await FlushAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (values.Count == 1) return;
        var sql = new StringBuilder("insert into exclusion (dispatch_id, contact_id, address_key, reason) values ");
        for (var i = 1; i < values.Count; i += 3)
        {
            if (i > 1) sql.Append(", ");
            sql.Append(CultureInfo.InvariantCulture, $"({{0}}, {{{i}}}, {{{i + 1}}}, {{{i + 2}}})");
        }
        await db.Database.ExecuteSqlRawAsync(sql.ToString(), values, ct);
        values.RemoveRange(1, values.Count - 1);
    }
}
