using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers.Seats;

/// <summary>Once a year an organisation's owners are asked whether everything is still right. Silence changes nothing.</summary>
internal sealed class YearlyCheck(NewsDb db, SeatMail mail, ConsentLedger ledger, TimeProvider clock)
{
    public const int DaysBetween = 365;
    /// <summary>Asked for all time to come: invented readers of the demo must not be written to by a site with real mail.</summary>
    public static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    // So that a year's subscriptions of one import are not asked in one transaction, nor in one hour
    private const int AtOnce = 200;

    /// <returns>How many organisations were asked.</returns>
    public async Task<int> AskAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now.AddDays(-DaysBetween);
        var due = db.Subscriptions.Where(s => s.OrganisationId != null && s.EndedUtc == null && s.CreatedUtc <= before
            && (s.CheckedUtc == null || s.CheckedUtc <= before) && (s.CheckAskedUtc == null || s.CheckAskedUtc <= before));
        var asked = 0;
        foreach (var id in await due.Where(s => s.Contacts.Any(c => c.Seat == Seat.Owner && c.State == ContactState.Confirmed)).OrderBy(s => s.Id).Select(s => s.Id).Take(AtOnce).ToListAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Of two nodes one asks
            if (await due.Where(s => s.Id == id).ExecuteUpdateAsync(u => u.SetProperty(s => s.CheckAskedUtc, now), ct) == 0) continue;
            var owners = await db.Contacts.AsNoTracking().Include(c => c.Subscription!.Organisation)
                .Where(c => c.SubscriptionId == id && c.Seat == Seat.Owner && c.State == ContactState.Confirmed && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey)).ToListAsync(ct);
            foreach (var owner in owners)
            {
                var organisation = owner.Subscription!.Organisation!;
                await mail.CheckAsync(db, owner, organisation.Listed ? organisation.Name : null, await Publisher.OfAsync(db, owner.Subscription.PublisherId, ct), ct);
            }
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
            asked++;
        }
        return asked;
    }

    /// <summary>The owner has looked: for another year nobody asks.</summary>
    public async Task StillRightAsync(Contact owner, Door door, CancellationToken ct)
    {
        owner.Subscription!.CheckedUtc = clock.GetUtcNow().UtcDateTime;
        ledger.Write(db, owner, ConsentKind.Changed, door, detail: "checked: still right");
        await db.SaveChangesAsync(ct);
    }
}
