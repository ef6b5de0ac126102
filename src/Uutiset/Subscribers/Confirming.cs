using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <summary>The second half of double opt-in. Looking changes nothing, since link scanners of mail gateways open every link; the button does.</summary>
internal sealed class Confirming(NewsDb db, OneTimeTokens tokens, ConsentLedger ledger, TimeProvider clock)
{
    /// <returns>The contact a link is for, while it can be or has been confirmed with it.</returns>
    public async Task<Contact?> FindAsync(string token, CancellationToken ct) =>
        await tokens.PeekAsync(db, SubscriptionLinks.Confirmation, token, ct) is { } open ? await OfAsync(open, ct)
        : await tokens.FindUsedAsync(db, SubscriptionLinks.Confirmation, token, ct) is { } used ? await OfAsync(used, ct)
        : null;

    /// <returns>The confirmed contact, the same at every press of the button; null when the link has ended.</returns>
    public async Task<Contact?> ConfirmAsync(string token, string shownText, string formUrl, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await tokens.RedeemAsync(db, SubscriptionLinks.Confirmation, token, ct) is not { } id)
            return await tokens.FindUsedAsync(db, SubscriptionLinks.Confirmation, token, ct) is { } used ? await OfAsync(used, ct) : null;
        var now = clock.GetUtcNow().UtcDateTime;
        // Not when it ended in between: an owner closed the organisation's subscription, or the reader said no in another mail. In one
        // statement, so that a no of the same moment is not overwritten
        var confirmed = await db.Contacts
            .Where(c => c.Id == id && c.State == ContactState.Requested && c.Subscription!.EndedUtc == null)
            .Where(c => !db.Suppressions.Any(s => s.AddressKey == c.AddressKey && s.AtUtc > c.CreatedUtc))
            .Where(c => !db.Withdrawals.Any(w => w.AddressKey == c.AddressKey && w.PublisherId == c.Subscription!.PublisherId
                && (w.OrganisationId == Withdrawals.EverySeat || w.OrganisationId == c.Subscription.OrganisationId) && w.AtUtc > c.CreatedUtc))
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.State, ContactState.Confirmed).SetProperty(c => c.ConfirmedUtc, now), ct);
        var contact = await OfAsync(id, ct, wishes: true);
        if (confirmed == 0 || contact is null) return contact;
        // What is left is older than the request, and the reader has now said otherwise
        var lifted = await db.Suppressions.Where(s => s.AddressKey == contact.AddressKey).ToListAsync(ct);
        db.Suppressions.RemoveRange(lifted);
        await db.Against(contact.AddressKey, contact.Subscription!.PublisherId, contact.Subscription.OrganisationId).ExecuteDeleteAsync(ct);
        var text = await ledger.KeepTextAsync(db, contact.Lang, shownText, ct);
        ledger.Write(db, contact, ConsentKind.Confirmed, Door.Web(formUrl), text,
            lifted is [var old] ? $"lifted the suppression of {old.AtUtc:yyyy-MM-dd HH:mm}Z: {old.Reason}" : null);
        await Preferring.SpreadAsync(db, contact, Preferring.Effective(contact), ledger, Door.Web(formUrl), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return contact;
    }

    private Task<Contact?> OfAsync(long id, CancellationToken ct, bool wishes = false)
    {
        var contacts = db.Contacts.AsNoTracking().Include(c => c.Subscription).ThenInclude(s => s!.Organisation).AsQueryable();
        if (wishes)
        {
            contacts = contacts.Include(c => c.Regions).Include(c => c.Terms)
                .Include(c => c.Subscription!.Regions).Include(c => c.Subscription!.Terms).AsSplitQuery();
        }
        return contacts.FirstOrDefaultAsync(c => c.Id == id, ct);
    }
}
