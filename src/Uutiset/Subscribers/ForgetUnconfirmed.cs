using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <summary>Forgets addresses that nobody confirmed, on the form or as a reader's new one (DP-10). The ledger keeps that somebody asked, under the keyed hash alone.</summary>
internal sealed class Forgetting(NewsDb db, IOptions<SubscribersOptions> options, TimeProvider clock)
{
    /// <returns>How many contacts were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var oldest = now.AddDays(-options.Value.UnconfirmedDays);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever has said yes themselves and waits for an organisation is forgotten only after its no
        var unconfirmed = db.Contacts.Where(c => c.State == ContactState.Requested && c.CreatedUtc < oldest)
            .Where(c => !db.JoinRequests.Any(j => j.ContactId == c.Id && j.AskedUtc != null && j.DecidedUtc == null));
        var emptied = await unconfirmed.Select(c => c.SubscriptionId).Distinct().ToListAsync(ct);
        var forgotten = await unconfirmed.ExecuteDeleteAsync(ct);
        await db.RemoveBareAsync(emptied, now, ct);
        await db.AddressChanges.Where(a => a.AskedUtc < oldest).ExecuteDeleteAsync(ct);
        var (days, longest) = (now.AddDays(-AskedAddress.Days), now.AddDays(-AskedAddress.DaysWhenSuppressed));
        await db.AskedAddresses.Where(a => a.AtUtc < longest || a.AtUtc < days && !db.Suppressions.Any(s => s.AddressKey == a.AddressKey)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return forgotten;
    }
}
