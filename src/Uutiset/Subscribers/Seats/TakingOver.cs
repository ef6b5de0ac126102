using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>Somebody goes on: another seat becomes the owner's, or the organisation's own address takes a seat. History stays where it is, with the organisation.</summary>
internal sealed class TakingOver(NewsDb db, ConsentLedger ledger, AddressKeys addresses, HandOverLinks links, OneTimeTokens once, Confirming confirming, TimeProvider clock)
{
    public async Task<HandOver?> FindAsync(Contact contact, Guid id, CancellationToken ct) =>
        await Asked().FirstOrDefaultAsync(h => h.PublicId == id && h.SubscriptionId == contact.SubscriptionId, ct);

    /// <returns>What the organisation's own address was asked, and that address; null for a link that is wrong, or when the organisation has another address now.</returns>
    public async Task<(HandOver Asked, string Address)?> FindAsync(string token, CancellationToken ct) =>
        links.TryRead(token, out var id, out var mark) && await Asked().FirstOrDefaultAsync(h => h.Id == id, ct) is { } asked
            && WrittenAddress.Read(asked.Subscription!.Organisation?.Email) is { } address && links.Mark(address) == mark ? (asked, address) : null;

    /// <summary>Nobody has gone on, and nobody has come back: what an owner has not given, nobody takes.</summary>
    public async Task<bool> IsVacantAsync(HandOver asked, CancellationToken ct)
    {
        var today = clock.Today();
        return await db.HandOvers.AnyAsync(h => h.Id == asked.Id && h.ClosedUtc == null, ct)
            && !await db.Contacts.AnyAsync(c => c.SubscriptionId == asked.SubscriptionId && c.Seat == Seat.Owner && c.State == ContactState.Confirmed
                && (c.PausedUntil == null || c.PausedUntil <= today) && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey), ct);
    }

    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> TakeAsync(HandOver asked, Contact successor, Door door, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Written before they are read: of two who press at once, the second finds the first one's seat filled
        await db.Contacts.Where(c => c.SubscriptionId == asked.SubscriptionId).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
        var seats = await db.Contacts.Where(c => c.Id == successor.Id || c.Id == asked.ContactId).ToListAsync(ct);
        foreach (var seat in seats) await db.Entry(seat).ReloadAsync(ct);
        var (next, before) = (seats.Single(c => c.Id == successor.Id), seats.Find(c => c.Id == asked.ContactId));
        if (next.State != ContactState.Confirmed || !await IsVacantAsync(asked, ct) || !await CloseAsync(asked, next.Id, ct)) return false;
        next.Seat = Seat.Owner;
        next.Version++;
        ledger.Write(db, next, ConsentKind.Changed, door, detail: HandOver.Told(before));
        // The mailbox may be another person's by now: links of old mails decide nothing any longer
        if (asked.Reason == HandOverReason.Bounced && before is not null && before.Id != next.Id)
        {
            before.Seat = Seat.Member;
            before.TokenVersion++;
            before.Version++;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The organisation's own address takes a seat, which is confirmed as any other: what is consented to is shown and kept.</summary>
    /// <returns>Null when somebody else goes on already, or the address may not sit there.</returns>
    public async Task<Contact?> SeatAsync(HandOver asked, string address, Wishes wishes, ShownConsent shown, string formUrl, CancellationToken ct)
    {
        var (key, now) = (addresses.Of(address), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Contacts.Where(c => c.SubscriptionId == asked.SubscriptionId).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
        // A seat of the address that stands, or has ended since it was asked, has its own ways
        if (!await IsVacantAsync(asked, ct) || await db.Contacts.AnyAsync(c => c.SubscriptionId == asked.SubscriptionId && c.AddressKey == key, ct)) return null;
        var seat = new Contact { SubscriptionId = asked.SubscriptionId, Email = address, AddressKey = key, Kind = ContactKind.Role, Seat = Seat.Owner, CreatedUtc = now };
        wishes.ApplyDelivery(seat);
        db.Contacts.Add(seat);
        await db.SaveChangesAsync(ct);
        if (!await CloseAsync(asked, seat.Id, ct)) return null;
        await db.Subscriptions.Where(s => s.Id == asked.SubscriptionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedUtc, (DateTime?)null), ct);
        ledger.Write(db, seat, ConsentKind.Requested, Door.Web(formUrl), detail: HandOver.Told(asked.Contact));
        var token = await once.IssueAsync(db, SubscriptionLinks.Confirmation, seat.Id, SubscriptionLinks.ConfirmationLife, ct);
        await db.SaveChangesAsync(ct);
        if (await confirming.ConfirmAsync(token, shown, formUrl, ct) is not { State: ContactState.Confirmed } confirmed) return null;
        await transaction.CommitAsync(ct);
        return confirmed;
    }

    private async Task<bool> CloseAsync(HandOver asked, long successor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.HandOvers.Where(h => h.Id == asked.Id && h.ClosedUtc == null)
            .ExecuteUpdateAsync(u => u.SetProperty(h => h.ClosedUtc, now).SetProperty(h => h.TakenById, successor), ct) == 1;
    }

    private IQueryable<HandOver> Asked() => db.HandOvers.AsNoTracking().Include(h => h.Contact)
        .Include(h => h.Subscription!.Organisation).Include(h => h.Subscription!.Regions).Include(h => h.Subscription!.Terms).AsSplitQuery();
}
