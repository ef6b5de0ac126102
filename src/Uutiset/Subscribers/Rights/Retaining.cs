using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Rights;

/// <summary>What is kept no longer than it is needed (DP-10, GDPR 5(1)(e)). Each may be run twice.</summary>
internal sealed class Retaining(NewsDb db, ForgettingMail mail, DispatchControl control, Erasing erasing, IOptions<SubscribersOptions> options, TimeProvider clock)
{
    // Some 100 ms of write lock
    private const int AtOnce = 500;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>How many dispatches no longer say who was excluded and to whom they went.</returns>
    public async Task<int> ForgetLogsAsync(CancellationToken ct)
    {
        var before = Now.AddMonths(-options.Value.DeliveryLogMonths);
        var old = await db.Dispatches.Where(p => p.ForgottenUtc == null && (p.FinishedUtc ?? p.StartedUtc ?? p.SendAtUtc) < before).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(ct);
        foreach (var dispatch in old)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Database.ExecuteSqlAsync($"update exclusion set address_key = '', contact_id = 0 where dispatch_id = {dispatch}", ct);
            // Paused all that time: nobody wants the rest any more, and it would keep the addresses for ever
            await control.CancelAsync(db, dispatch, ct);
            await mail.ForgetDispatchAsync(db, dispatch, ct);
            await transaction.CommitAsync(ct);
        }
        return old.Count;
    }

    /// <returns>How many confirmations, invitations and other mails to one person were removed.</returns>
    public async Task<int> ForgetSinglesAsync(CancellationToken ct)
    {
        var before = Now.AddDays(-options.Value.SingleMailDays);
        for (var total = 0; ;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var gone = await mail.ForgetSinglesAsync(db, before, AtOnce, ct);
            await transaction.CommitAsync(ct);
            total += gone;
            if (gone < AtOnce) return total;
        }
    }

    /// <summary>
    /// An address, and the words in the ledger, of which all subscriptions ended so many years ago. That something was asked for, agreed to and
    /// ended stays in the chain, under the keyed hash; so do the refusals.
    /// </summary>
    /// <returns>How many addresses were forgotten.</returns>
    public async Task<int> ForgetProofAsync(CancellationToken ct)
    {
        var before = Now.AddYears(-options.Value.ProofYears);
        var kept = db.Contacts.Where(c => c.State != ContactState.Withdrawn || c.WithdrawnUtc > before);
        // A seat may have moved to another address, and has its first lines under this one
        var spoken = db.ConsentEvents.Where(e => e.AtUtc > before || kept.Any(c => c.PublicId == e.ContactId));
        var due = db.Contacts.Where(c => c.WithdrawnUtc <= before).Select(c => c.AddressKey)
            .Union(db.ConsentEvents.Where(e => e.AtUtc <= before && e.Kind != ConsentKind.Erased && e.Words != null).Select(e => e.AddressKey))
            .Where(key => !kept.Any(c => c.AddressKey == key) && !spoken.Any(e => e.AddressKey == key));
        for (var total = 0; ;)
        {
            var (keys, gone) = (await due.OrderBy(key => key).Take(AtOnce).ToListAsync(ct), 0);
            foreach (var address in keys)
                if (await erasing.ForgetAsync(address, () => due.AnyAsync(key => key == address, ct), ct)) gone++;
            total += gone;
            if (keys.Count < AtOnce || gone == 0) return total;
        }
    }

    /// <returns>How many one-time links were removed that have not worked for a day.</returns>
    public Task<int> ForgetTokensAsync(CancellationToken ct)
    {
        var before = Now.AddDays(-1);
        return db.OneTimeTokens.Where(t => t.ExpiresUtc < before).ExecuteDeleteAsync(ct);
    }
}
