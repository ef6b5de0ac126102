using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// What a recipient domain takes a minute, all nodes together. What is too much for now goes back to the queue with the time at which its
/// turn is likely to come, so that the mail of others passes it and nobody asks for it meanwhile.
/// </summary>
internal sealed class DomainLimits(IOptions<MailOptions> options, ISendingEngine engine)
{
    // Mail is leased once a second: one lease takes the places until the next
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(1);
    // Where in the row of those that wait the next one would stand; only a guess, the database decides
    private readonly Dictionary<string, DateTime> lastInRow = [];
    private DateTime looked;

    /// <summary>In the transaction that leased them.</summary>
    /// <returns>Those that may be sent now.</returns>
    public async Task<List<LeasedMail>> HoldBackAsync(NewsDb db, List<LeasedMail> leased, DateTime now, CancellationToken ct)
    {
        var limits = options.Value.PerDomainPerMinute;
        if (limits.Count == 0) return leased;
        // The clock was set back: what was guessed by it stands in the far future
        if (now < looked) lastInRow.Clear();
        looked = now;
        var later = new List<(LeasedMail Mail, DateTime At)>();
        // Always in one order, so that two nodes do not wait for each other
        foreach (var domain in leased.Where(m => m.DispatchId is not null).GroupBy(m => DomainOf(m.Address)).Where(g => limits.ContainsKey(g.Key)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var interval = TimeSpan.FromMinutes(1) / limits[domain.Key];
            var key = "domain:" + domain.Key;
            var next = await Throttle.LockedAsync(db, engine, key, now, interval, ct);
            var again = next;
            foreach (var mail in domain)
            {
                if (next <= now + Ahead)
                {
                    again = next += interval;
                    continue;
                }
                // Who has waited already waits for the very next place; who is new stands at the end of the row
                var last = lastInRow.GetValueOrDefault(domain.Key) + interval;
                var place = mail.NextUtc > mail.QueuedUtc ? again : last > next ? last : next;
                if (mail.NextUtc > mail.QueuedUtc) again += interval;
                else lastInRow[domain.Key] = place;
                later.Add((mail, place));
            }
            await Throttle.SetAsync(db, key, next, ct);
        }
        if (later.Count == 0) return leased;
        await using var giveBack = engine.Rows(db, """
            update delivery set state = case when attempts = 0 then 'pending' else 'deferred' end, leased_by = null, next_utc = at
            from {rows} where id = row_id and state = 'leased'
            """, "row_id integer", "at instant");
        await giveBack.RunAsync([.. later.OrderBy(l => l.Mail.Id).Select(l => new object?[] { l.Mail.Id, l.At })], ct);
        return [.. leased.Except(later.Select(l => l.Mail))];
    }

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
}
