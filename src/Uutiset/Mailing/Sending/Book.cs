using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>A message whose first byte waits for a commit.</summary>
internal sealed record Intent(LeasedMail Mail, string MessageId);

/// <summary>
/// The statements that every message passes through, prepared once for a connection and given the rows of many lines at once: as EF's
/// they took longer than all the rest of a message.
/// </summary>
internal sealed class Book(NewsDb db, ISendingEngine engine, string node) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = [];

    private string Given => engine.Rows("@rows", "row_id integer", "at instant", "said_code text", "said text", "by_server text", "in_tls boolean");

    /// <summary>Writes that messages are about to be transmitted, unless something changed since they were leased.</summary>
    /// <returns>Those that may be sent.</returns>
    public async Task<HashSet<long>> IntendAsync(IReadOnlyList<Intent> intents, CancellationToken ct)
    {
        var command = await CommandAsync($"""
            update delivery set state = 'transmitting', message_id = row_message
            from ({engine.Rows("@rows", "row_id integer", "row_message text")}) as given
            where id = row_id and state = 'leased' and leased_by = @node
                and (dispatch_id is null or exists (select 1 from dispatch p where p.id = delivery.dispatch_id and p.state = 'sending'))
                and not exists (select 1 from suppression s where s.address_key = delivery.address_key and not (delivery.opt_in and s.at_utc <= delivery.queued_utc))
            returning id
            """, ct);
        command.Parameters["@rows"].Value = JsonRows.Of(intents.OrderBy(i => i.Mail.Id).Select(i => new object[] { i.Mail.Id, i.MessageId }));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var intended = new HashSet<long>();
        while (await reader.ReadAsync(ct)) intended.Add(reader.GetInt64(0));
        return intended;
    }

    /// <summary>Counts this commit as one that lets messages go.</summary>
    public async Task CountIntentsAsync(CancellationToken ct) =>
        await (await CommandAsync("update sender_session set intents = intents + 1 where node = @node", ct)).ExecuteNonQueryAsync(ct);

    /// <summary>What nearly all mails come to. The answer to a mail whose address was erased meanwhile may name it, and is not kept.</summary>
    public async Task AcceptAsync(IReadOnlyList<Settlement> accepted, CancellationToken ct)
    {
        var rows = JsonRows.Of(accepted.OrderBy(s => s.Mail.Id).Select(s => new object?[]
        {
            s.Mail.Id, engine.Written(s.AtUtc), s.Result.Words.Code, Settling.Short(s.Result.Words.Text), s.Server, s.Result.Words.Tls,
        }));
        foreach (var sql in new[]
        {
            $"""
            insert into attempt (delivery_id, at_utc, server, tls, outcome, code, reply)
            select row_id, at, by_server, in_tls, 'accepted', said_code, case when address = '' then null else said end
            from ({Given}) as given join delivery on id = row_id where state in ('transmitting', 'inDoubt')
            """,
            $"""
            update delivery set state = 'accepted', settled_utc = at, attempts = attempts + 1, leased_by = null, code = said_code,
                reply = case when address = '' then null else said end
            from ({Given}) as given where id = row_id and state in ('transmitting', 'inDoubt')
            """,
        })
        {
            var command = await CommandAsync(sql, ct);
            command.Parameters["@rows"].Value = rows;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values) await command.DisposeAsync();
    }

    private async Task<DbCommand> CommandAsync(string sql, CancellationToken ct)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the texts above
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in new[] { ("@rows", "[]"), ("@node", node) })
            {
                if (!sql.Contains(name, StringComparison.Ordinal)) continue;
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, System.Data.DbType.String, value);
                command.Parameters.Add(parameter);
            }
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            await command.PrepareAsync(ct);
            prepared[sql] = command;
        }
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return command;
    }
}
