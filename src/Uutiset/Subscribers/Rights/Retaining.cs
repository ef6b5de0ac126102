using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Rights;

/// <summary>What is kept no longer than it is needed (DP-10, GDPR 5(1)(e)). Each may be run twice.</summary>
internal sealed class Retaining(NewsDb db, ForgettingMail mail, IOptions<SubscribersOptions> options, TimeProvider clock)
{
    // Some 100 ms of write lock
    private const int AtOnce = 500;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>How many dispatches no longer say who was excluded and to whom they went.</returns>
    public async Task<int> ForgetLogsAsync(CancellationToken ct)
    {
        var before = Now.AddMonths(-options.Value.DeliveryLogMonths);
        var old = await db.Dispatches.Where(p => p.ForgottenUtc == null && p.FinishedUtc < before).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(ct);
        foreach (var dispatch in old)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Database.ExecuteSqlAsync($"update exclusion set address_key = '', contact_id = 0 where dispatch_id = {dispatch}", ct);
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

    /// <returns>How many one-time links were removed that have not worked for a day.</returns>
    public Task<int> ForgetTokensAsync(CancellationToken ct)
    {
        var before = Now.AddDays(-1);
        return db.OneTimeTokens.Where(t => t.ExpiresUtc < before).ExecuteDeleteAsync(ct);
    }
}
