using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Subscribers.Ledger;

/// <summary>
/// What a link of the consent ledger is made of. The key is the site's own, so that whoever can write to the database alone can break the
/// chain and not mend it. The words of a line go in as a salted hash: they can be erased, and the chain stands.
/// </summary>
internal sealed class ConsentChain(SiteKeys keys, IDatabaseEngine engine) : IChain<ConsentEvent>
{
    private const string Purpose = "consent chain";

    // Four values for each, of the 32,766 that SQLite takes in one statement
    private const int AtOnce = 500;

    /// <summary>What was shown, as far as a link says it: the text itself has its own hash, which the line names.</summary>
    internal sealed record Shown(string Lang, DateTime FirstShownUtc);

    public static string HashOf(ConsentDetail? words) => words is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.Salt + '\n' + words.Text)));

    /// <summary>As JSON, so that no two lines give the same bytes.</summary>
    public string Link(string before, long seq, ConsentEvent row, Shown? shown, string contentHash) => Convert.ToHexStringLower(keys.Hmac(Purpose, JsonSerializer.Serialize(new[]
    {
        before, Number(seq), Number(row.Id), row.ContactId.ToString(), row.AddressKey, row.Kind.ToString(), At(row.AtUtc), row.TextHash, shown?.Lang, shown is null ? null : At(shown.FirstShownUtc),
        row.FormUrl, row.Method, row.Actor, contentHash,
    })));

    public Task AppendAsync(NewsDb db, DbTransaction transaction, IReadOnlyList<ConsentEvent> rows, CancellationToken ct)
    {
        // Of a save that is not over yet EF knows the numbers, and the rows do not
        var ids = rows.Select(r => db.Entry(r).Property(e => e.Id).CurrentValue).Distinct().Order();
        return AppendAsync(db, transaction, ids, ct);
    }

    /// <summary>As they stand in the database, so that no reading of it can differ from what was linked.</summary>
    public async Task AppendAsync(NewsDb db, DbTransaction transaction, IEnumerable<long> ids, CancellationToken ct)
    {
        await engine.LockChainsAsync(transaction.Connection!, transaction, ct);
        var last = await db.ConsentLinks.AsNoTracking().OrderByDescending(l => l.Seq).FirstOrDefaultAsync(ct);
        var (seq, hash) = (last?.Seq ?? 0, last?.Hash ?? ChainVerdict.Beginning);
        foreach (var batch in ids.Chunk(AtOnce))
        {
            var rows = await db.ConsentEvents.AsNoTracking().Include(e => e.Words)
                .Where(e => batch.Contains(e.Id) && !db.ConsentLinks.Any(l => l.EventId == e.Id)).OrderBy(e => e.Id).ToListAsync(ct);
            if (rows.Count == 0) continue;
            var texts = await ShownAsync(db, rows, ct);
            var (values, places) = (new List<object>(rows.Count * 4), new StringBuilder());
            foreach (var row in rows)
            {
                var content = HashOf(row.Words);
                hash = Link(hash, ++seq, row, row.TextHash is { } text ? texts.GetValueOrDefault(text) : null, content);
                places.Append(places.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"({{{values.Count}}}, {{{values.Count + 1}}}, {{{values.Count + 2}}}, {{{values.Count + 3}}})");
                values.AddRange([seq, row.Id, content, hash]);
            }
#pragma warning disable EF1002 // numbers of parameters
            await db.Database.ExecuteSqlRawAsync($"insert into consent_link (seq, event_id, content_hash, hash) values {places}", values, ct);
#pragma warning restore EF1002
        }
    }

    private static async Task<Dictionary<string, Shown>> ShownAsync(NewsDb db, List<ConsentEvent> rows, CancellationToken ct)
    {
        var hashes = rows.Select(r => r.TextHash).OfType<string>().Distinct().ToList();
        return hashes.Count == 0 ? [] : await db.ConsentTexts.AsNoTracking().Where(t => hashes.Contains(t.Hash)).ToDictionaryAsync(t => t.Hash, t => new Shown(t.Lang, t.FirstShownUtc), ct);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string At(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
}
