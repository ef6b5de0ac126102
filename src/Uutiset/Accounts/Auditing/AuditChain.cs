using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>
/// What a link is made of. The key is the site's own, so that whoever can write to the database alone can break the chain and not mend it.
/// </summary>
internal sealed class AuditChain(SiteKeys keys, IDatabaseEngine engine) : IChain<AuditEvent>
{
    private const string Purpose = "audit chain";

    /// <summary>No field holds a line break, so that no two contents give the same lines.</summary>
    public static string HashOf(AuditContent content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', content.Salt, content.Who, content.Address, content.Detail, content.Changes))));

    public string Link(string before, long seq, AuditEvent row, string contentHash) => Convert.ToHexStringLower(keys.Hmac(Purpose, string.Join('\n',
        before, seq.ToString(CultureInfo.InvariantCulture), row.AtUtc.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture), row.Actor, row.What, row.Object, contentHash)));

    public async Task AppendAsync(NewsDb db, DbTransaction transaction, IReadOnlyList<AuditEvent> rows, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        await engine.LockChainsAsync(connection, transaction, ct);
        var (seq, hash) = await HeadAsync(connection, transaction, ct);
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "insert into audit_link (seq, event_id, content_hash, hash) select @seq, event_id, @content, @hash from audit_content where salt = @salt";
        var (at, content, link, salt) = (Parameter(insert, "@seq"), Parameter(insert, "@content"), Parameter(insert, "@hash"), Parameter(insert, "@salt"));
        foreach (var row in rows)
        {
            var contentHash = HashOf(row.Content!);
            var next = Link(hash, seq + 1, row, contentHash);
            (at.Value, content.Value, link.Value, salt.Value) = (seq + 1, contentHash, next, row.Content!.Salt);
            if (await insert.ExecuteNonQueryAsync(ct) == 1) (seq, hash) = (seq + 1, next);
        }
    }

    private static async Task<(long Seq, string Hash)> HeadAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select seq, hash from audit_link order by seq desc limit 1";
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetString(1)) : (0, ChainVerdict.Beginning);
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
