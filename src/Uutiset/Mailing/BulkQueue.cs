using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing;

/// <param name="ContactId">The subscriber's contact, by number only.</param>
internal sealed record FrozenRow(long VariantId, long ContentId, long ContactId, string Address, string AddressKey, IReadOnlyDictionary<string, string> Slots);

/// <summary>
/// Many deliveries of one dispatch at once, dated with its hour: 30,000 entities through the change tracker would hold the write lock five times as
/// long. They are gathered beside the queue first and filed in the order of the index that lets nobody in twice: filed as they come, each of a
/// million would be looked for in another place of it. That order also mixes the mailbox providers, so that none gets a thousand mails in a row.
/// </summary>
internal sealed class BulkQueue : IAsyncDisposable
{
    private const int RowsAtOnce = 1_000;
    private readonly NewsDb db;
    private readonly List<object?[]> waiting = new(RowsAtOnce);
    private readonly RowStatement gather;

    private BulkQueue(NewsDb db, ISendingEngine engine)
    {
        this.db = db;
        gather = engine.Rows(db, """
            insert into frozen select variant, content, contact, to_address, to_key, slot_values from {rows}
            """, "variant integer", "content integer", "contact integer", "to_address text", "to_key text", "slot_values text");
    }

    public int Count { get; private set; }

    /// <summary>In the transaction that stands.</summary>
    public static async Task<BulkQueue> OpenAsync(NewsDb db, ISendingEngine engine, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"create temporary table frozen (variant bigint, content bigint, contact bigint, address text, address_key text, slots text)", ct);
        return new BulkQueue(db, engine);
    }

    public async Task AddAsync(FrozenRow row, CancellationToken ct)
    {
        waiting.Add([row.VariantId, row.ContentId, row.ContactId, row.Address, row.AddressKey, JsonSerializer.Serialize(row.Slots)]);
        Count++;
        if (waiting.Count == RowsAtOnce) await GatherAsync(ct);
    }

    /// <summary>Files all of them.</summary>
    public async Task FileAsync(long dispatch, DateTime sendAtUtc, CancellationToken ct)
    {
        await GatherAsync(ct);
        // One statement for all: of a million it takes longer than any other that there is
        var usual = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        try
        {
            await db.Database.ExecuteSqlAsync($"""
                insert into delivery (dispatch_id, lane, state, attempts, queued_utc, next_utc, variant_id, content_id, contact_id, address, address_key, slots)
                select {dispatch}, 'bulk', 'pending', 0, {sendAtUtc}, {sendAtUtc}, variant, content, contact, address, address_key, slots from frozen order by address_key
                """, ct);
        }
        finally
        {
            db.Database.SetCommandTimeout(usual);
        }
        await db.Database.ExecuteSqlAsync($"drop table frozen", ct);
    }

    public ValueTask DisposeAsync() => gather.DisposeAsync();

    private async Task GatherAsync(CancellationToken ct)
    {
        await gather.RunAsync(waiting, ct);
        waiting.Clear();
    }
}
