using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers.Moving;

/// <summary>
/// All that a reader gets of a publisher goes with them to another address, once that address has said yes: consent belongs to the two of
/// them. Whoever has the old mailbox can do nothing with its mails any longer but end it all, and whoever asks learns nothing of the new one (S40).
/// </summary>
internal sealed class MovingAddress(NewsDb db, AddressKeys addresses, ConsentLedger ledger, OneTimeTokens once, MovedSeats moved, SubscriptionMail mail, TimeProvider clock)
{
    public bool IsOwn(Contact reader, string email) => addresses.Of(email) == reader.AddressKey;

    /// <summary>What is stored here for the reader to see is the same whether or not a mail goes out.</summary>
    public async Task AskAsync(Contact reader, string email, Door door, CancellationToken ct)
    {
        var (key, now) = (addresses.Of(email), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var seats = await moved.OfAsync(reader, ct);
        var others = seats.Where(s => s.Id != reader.Id).Select(s => s.Id).ToList();
        // The newest wish counts, by whichever of the reader's links. The same one again leaves the link that is on its way as it is
        await db.AddressChanges.Where(a => a.ContactId == reader.Id && a.AddressKey != key || others.Contains(a.ContactId)).ExecuteDeleteAsync(ct);
        var change = await db.AddressChanges.FirstOrDefaultAsync(a => a.ContactId == reader.Id, ct) ?? db.AddressChanges.Add(new AddressChange { ContactId = reader.Id, AddressKey = key }).Entity;
        (change.Email, change.AskedUtc) = (email, now);
        ledger.Write(db, reader, ConsentKind.Changed, door, detail: "asked for another address");
        // Its number is the token's
        await db.SaveChangesAsync(ct);
        // One that may not be asked keeps its mail of the day
        if (await MaySitAsync(seats, key, ct) && await AskedAddress.TakeTurnAsync(db, key, now, ct))
        {
            var token = await once.IssueAsync(db, SubscriptionLinks.AddressConfirmation, change.Id, SubscriptionLinks.ConfirmationLife, ct);
            await mail.NewAddressAsync(db, reader, email, token, await Publisher.OfAsync(db, reader.Subscription!.PublisherId, ct), ct);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    /// <returns>What a link asks, as long as it can be or has been answered with it.</returns>
    public async Task<AddressChange?> FindAsync(string token, CancellationToken ct) =>
        (await once.PeekAsync(db, SubscriptionLinks.AddressConfirmation, token, ct) ?? await once.FindUsedAsync(db, SubscriptionLinks.AddressConfirmation, token, ct)) is { } id
            ? await db.AddressChanges.AsNoTracking().Include(a => a.Contact!.Subscription).FirstOrDefaultAsync(a => a.Id == id, ct)
            : null;

    /// <returns>The seat that gets the mail at the address now; null: not yet.</returns>
    public Task<Contact?> SeatAsync(AddressChange change, CancellationToken ct) => db.Contacts.AsNoTracking()
        .FirstOrDefaultAsync(c => c.AddressKey == change.AddressKey && (c.Id == change.ContactId || c.Id == change.Contact!.MovedToId && c.State == ContactState.Confirmed && change.Contact.State == ContactState.Withdrawn), ct);

    /// <param name="shown">What was agreed to by the press.</param>
    /// <returns>The seat, the same at every press; null when the link has ended.</returns>
    public async Task<Contact?> MoveAsync(string token, ShownConsent shown, Door door, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await once.RedeemAsync(db, SubscriptionLinks.AddressConfirmation, token, ct) is not { } id) return await FindAsync(token, ct) is { } done ? await SeatAsync(done, ct) : null;
        if (await db.AddressChanges.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } change) return null;
        // Written before they are read: an end of the same moment comes first, or too late
        await db.Contacts.Where(c => c.AddressKey == change.AddressKey || db.Contacts.Any(r => r.Id == change.ContactId && r.AddressKey == c.AddressKey)).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
        var reader = await db.Contacts.AsNoTracking().Include(c => c.Subscription).SingleAsync(c => c.Id == change.ContactId, ct);
        var seats = await moved.OfAsync(reader, ct);
        if (!seats.Exists(s => s.Id == reader.Id) || !await MaySitAsync(seats, change.AddressKey, ct)) return null;
        var heirs = await moved.MoveAsync(seats, change, door, await ledger.KeepTextAsync(db, shown.Lang, shown.Text, ct), ct);
        await mail.MovedAsync(db, reader, await Publisher.OfAsync(db, reader.Subscription!.PublisherId, ct), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return heirs[reader.Id];
    }

    /// <summary>No address is asked that has said no, or to which mail does not go. One that was left for another may be come back to.</summary>
    private async Task<bool> MaySitAsync(List<Contact> seats, string key, CancellationToken ct)
    {
        if (seats.Count == 0 || await db.Suppressions.AnyAsync(s => s.AddressKey == key, ct)) return false;
        var (publisher, places) = (seats[0].Subscription!.PublisherId, seats.ConvertAll(s => s.SubscriptionId));
        var nos = await db.Withdrawals.AsNoTracking().Where(w => w.AddressKey == key && w.PublisherId == publisher && w.Kind == WithdrawalKind.Ended).ToListAsync(ct);
        return !seats.Exists(s => nos.Exists(w => w.Bars(s.Subscription!.OrganisationId, s.Subscription.SeriesId)))
            && !await db.Contacts.AnyAsync(c => c.AddressKey == key && places.Contains(c.SubscriptionId) && c.State != ContactState.Confirmed && c.State != ContactState.Requested && c.MovedToId == null, ct);
    }
}
