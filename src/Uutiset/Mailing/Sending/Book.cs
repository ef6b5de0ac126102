using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>A message whose first byte waits for a commit.</summary>
internal sealed record Intent(LeasedMail Mail, string MessageId);

/// <summary>The statements that every message passes through, for the rows of many lines at once.</summary>
internal sealed class Book(NewsDb db, ISendingEngine engine, string node) : IAsyncDisposable
{
    private static readonly string[] Answer = ["row_id integer", "at instant", "said_code text", "said text", "by_server text", "in_tls boolean"];

    private readonly RowStatement intend = engine.Rows(db, """
        update delivery set state = 'transmitting', message_id = row_message from {rows}
        where id = row_id and state = 'leased' and leased_by = row_node
            and (dispatch_id is null or exists (select 1 from dispatch p where p.id = delivery.dispatch_id and p.state = 'sending'))
            and not exists (select 1 from suppression s where s.address_key = delivery.address_key and not (delivery.opt_in and s.at_utc <= delivery.queued_utc))
        returning id
        """, "row_id integer", "row_message text", "row_node text");

    private readonly RowStatement tried = engine.Rows(db, """
        insert into attempt (delivery_id, at_utc, server, tls, outcome, code, reply)
        select row_id, at, by_server, in_tls, 'accepted', said_code, case when address = '' then null else said end
        from {rows} join delivery on id = row_id where state in ('transmitting', 'inDoubt')
        """, Answer);

    private readonly RowStatement accept = engine.Rows(db, """
        update delivery set state = 'accepted', settled_utc = at, attempts = attempts + 1, leased_by = null, code = said_code,
            reply = case when address = '' then null else said end
        from {rows} where id = row_id and state in ('transmitting', 'inDoubt')
        returning id
        """, Answer);

    private readonly RowStatement course = engine.Rows(db, """
        insert into dispatch_course (dispatch_id, minute_utc, node, count) select row_dispatch, at_minute, row_node, taken from {rows} where true
        on conflict (dispatch_id, minute_utc, node) do update set count = dispatch_course.count + excluded.count
        """, "row_dispatch integer", "at_minute instant", "row_node text", "taken integer");

    private readonly RowStatement count = engine.Rows(db, "update sender_session set intents = intents + 1 from {rows} where node = row_node", "row_node text");

    /// <summary>Writes that messages are about to be transmitted, unless something changed since they were leased.</summary>
    /// <returns>Those that may be sent.</returns>
    public async Task<HashSet<long>> IntendAsync(IReadOnlyList<Intent> intents, CancellationToken ct) =>
        [.. await intend.RunAsync([.. intents.OrderBy(i => i.Mail.Id).Select(i => new object?[] { i.Mail.Id, i.MessageId, node })], ct)];

    /// <summary>Counts this commit as one that lets messages go.</summary>
    public Task CountIntentsAsync(CancellationToken ct) => count.RunAsync([[node]], ct);

    /// <summary>What nearly all mails come to. The answer to a mail whose address was erased meanwhile may name it, and is not kept.</summary>
    public async Task AcceptAsync(IReadOnlyList<Settlement> accepted, CancellationToken ct)
    {
        List<object?[]> rows = [.. accepted.OrderBy(s => s.Mail.Id).Select(s => new object?[]
        {
            s.Mail.Id, s.AtUtc, s.Result.Words.Code, Settling.Short(s.Result.Words.Text), s.Server, s.Result.Words.Tls,
        })];
        await tried.RunAsync(rows, ct);
        var met = (await accept.RunAsync(rows, ct)).ToHashSet();
        await course.RunAsync([.. accepted.Where(s => s.Mail.DispatchId is not null && met.Contains(s.Mail.Id)).GroupBy(s => (s.Mail.DispatchId, Minute: DispatchCourse.MinuteOf(s.AtUtc)))
            .OrderBy(g => g.Key).Select(g => new object?[] { g.Key.DispatchId, g.Key.Minute, node, g.LongCount() })], ct);
    }

    public async ValueTask DisposeAsync()
    {
        await intend.DisposeAsync();
        await tried.DisposeAsync();
        await accept.DisposeAsync();
        await course.DisposeAsync();
        await count.DisposeAsync();
    }
}
