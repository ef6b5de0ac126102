using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

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
        var contact = await OfAsync(id, ct);
        // Ended in between: an owner closed the organisation's subscription, or the reader said no in another mail
        if (contact is not { State: ContactState.Requested, Subscription.EndedUtc: null }) return contact;
        contact.State = ContactState.Confirmed;
        contact.ConfirmedUtc = clock.GetUtcNow().UtcDateTime;
        var text = await ledger.KeepTextAsync(db, contact.Lang, shownText, ct);
        ledger.Write(db, contact, ConsentKind.Confirmed, Door.Web(formUrl), text);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return contact;
    }

    private Task<Contact?> OfAsync(long id, CancellationToken ct) =>
        db.Contacts.Include(c => c.Subscription).ThenInclude(s => s!.Organisation).FirstOrDefaultAsync(c => c.Id == id, ct);
}
