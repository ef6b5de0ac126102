using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers.Moving;

/// <summary>
/// A reader's seat goes with them to another address, once that address has said yes. Whoever has the old mailbox can do nothing with its
/// mails any longer, and whoever asks learns nothing of the new one (S40).
/// </summary>
internal sealed class MovingAddress(NewsDb db, AddressKeys addresses, ConsentLedger ledger, OneTimeTokens once, Outbox outbox, SubscriptionMail mail, TimeProvider clock)
{
    public bool IsOwn(Contact reader, string email) => addresses.Of(email) == reader.AddressKey;

    /// <summary>What is stored here for the reader to see is the same whether or not a mail goes out.</summary>
    public async Task AskAsync(Contact reader, string email, Door door, CancellationToken ct)
    {
        var (key, now) = (addresses.Of(email), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The newest wish counts. The same one again leaves the link that is on its way as it is
        await db.AddressChanges.Where(a => a.ContactId == reader.Id && a.AddressKey != key).ExecuteDeleteAsync(ct);
        var change = await db.AddressChanges.FirstOrDefaultAsync(a => a.ContactId == reader.Id, ct) ?? db.AddressChanges.Add(new AddressChange { ContactId = reader.Id, AddressKey = key }).Entity;
        (change.Email, change.AskedUtc) = (email, now);
        ledger.Write(db, reader, ConsentKind.Changed, door, detail: "asked for another address");
        // Its number is the token's
        await db.SaveChangesAsync(ct);
        if (await AskedAddress.TakeTurnAsync(db, key, now, ct) && await MaySitAsync(reader, key, ct))
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
        .FirstOrDefaultAsync(c => c.SubscriptionId == change.Contact!.SubscriptionId && c.AddressKey == change.AddressKey && c.State == ContactState.Confirmed && change.Contact.State != ContactState.Confirmed
            || c.Id == change.ContactId && c.AddressKey == change.AddressKey, ct);

    /// <param name="shownText">What was agreed to by the press.</param>
    /// <returns>The seat, the same at every press; null when the link has ended.</returns>
    public async Task<Contact?> MoveAsync(string token, string shownText, Door door, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await once.RedeemAsync(db, SubscriptionLinks.AddressConfirmation, token, ct) is not { } id) return await FindAsync(token, ct) is { } done ? await SeatAsync(done, ct) : null;
        if (await db.AddressChanges.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } change) return null;
        // Written before they are read: an end of the same moment comes first, or too late
        await db.Contacts.Where(c => c.Id == change.ContactId || c.AddressKey == change.AddressKey).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
        var reader = await db.Contacts.Include(c => c.Subscription).SingleAsync(c => c.Id == change.ContactId, ct);
        if (reader.State != ContactState.Confirmed || !await MaySitAsync(reader, change.AddressKey, ct)) return null;
        var text = await ledger.KeepTextAsync(db, reader.Lang, shownText, ct);
        var (before, there) = (reader.Email, await db.Contacts.FirstOrDefaultAsync(c => c.SubscriptionId == reader.SubscriptionId && c.AddressKey == change.AddressKey, ct));
        // Under the address that it was so far
        ledger.Write(db, reader, there is null ? ConsentKind.Changed : ConsentKind.Withdrawn, door, detail: "moved to another address");
        if (there is null) (reader.Email, reader.AddressKey, reader.Kind) = (change.Email, change.AddressKey, AddressKinds.Of(change.Email));
        else Join(reader, there);
        ledger.Write(db, there ?? reader, ConsentKind.Confirmed, door, text, "moved from another address");
        (reader.TokenVersion, reader.Version) = (reader.TokenVersion + 1, reader.Version + 1);
        await db.SaveChangesAsync(ct);
        // After the rows are written, as everywhere: what is being frozen right now is there to be taken back. The next bulletin goes to the new address
        await outbox.CancelUnsentAsync(db, reader.Id, ct);
        // An answered link of the old mailbox would show the way to the new links
        await PersonRows.LinksOf(db, [reader.Id]).Where(t => t.Purpose != SubscriptionLinks.AddressConfirmation).ExecuteDeleteAsync(ct);
        await mail.MovedAsync(db, reader, before, await Publisher.OfAsync(db, reader.Subscription!.PublisherId, ct), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return there ?? reader;
    }

    /// <summary>The address sits here already: the two become one, in the seat whose links lie in its mailbox.</summary>
    private void Join(Contact reader, Contact there)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (reader.Seat == Seat.Owner) there.Seat = Seat.Owner;
        if (there.State != ContactState.Confirmed) (there.State, there.ConfirmedUtc) = (ContactState.Confirmed, now);
        // No refusal stands because of it: nobody has said no
        (reader.State, reader.WithdrawnUtc) = (ContactState.Withdrawn, now);
    }

    /// <summary>No address is asked that has said no, or to which mail does not go.</summary>
    private async Task<bool> MaySitAsync(Contact reader, string key, CancellationToken ct) =>
        !await db.Suppressions.AnyAsync(s => s.AddressKey == key, ct)
        && !await db.Against(key, reader.Subscription!.PublisherId, reader.Subscription.OrganisationId).AnyAsync(ct)
        && !await db.Contacts.AnyAsync(c => c.SubscriptionId == reader.SubscriptionId && c.AddressKey == key && c.State != ContactState.Confirmed && c.State != ContactState.Requested, ct);
}
