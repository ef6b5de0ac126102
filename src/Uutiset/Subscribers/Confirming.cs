using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>Where an opt-in stands: waiting for its reader, done, waiting for the organisation, refused by it, or ended otherwise.</summary>
internal enum OptIn { Open, Done, Waiting, Refused, Ended }

/// <summary>The second half of double opt-in. Looking changes nothing, since link scanners of mail gateways open every link; the button does.</summary>
internal sealed class Confirming(NewsDb db, OneTimeTokens tokens, ConsentLedger ledger, JoinRequests joining, Terms terms, TimeProvider clock)
{
    /// <returns>The contact a link is for, while it can be or has been confirmed with it.</returns>
    public async Task<Contact?> FindAsync(string token, CancellationToken ct) =>
        await tokens.PeekAsync(db, SubscriptionLinks.Confirmation, token, ct) is { } open ? await OfAsync(open, ct)
        : await tokens.FindUsedAsync(db, SubscriptionLinks.Confirmation, token, ct) is { } used ? await OfAsync(used, ct)
        : null;

    public async Task<OptIn> StageAsync(Contact contact, CancellationToken ct)
    {
        if (contact.State == ContactState.Confirmed) return OptIn.Done;
        if (contact.State == ContactState.Withdrawn) return await AskedAsync(contact.PublicId, ct) > contact.WithdrawnUtc ? OptIn.Open : OptIn.Ended;
        if (contact.State != ContactState.Requested) return OptIn.Ended;
        return await db.JoinRequests.Where(j => j.ContactId == contact.Id && j.AskedUtc != null).Select(j => new { j.DecidedUtc }).FirstOrDefaultAsync(ct) is not { } request ? OptIn.Open
            : request.DecidedUtc is null ? OptIn.Waiting : OptIn.Refused;
    }

    /// <returns>The confirmed contact, the same at every press of the button; null when the link has ended.</returns>
    public async Task<Contact?> ConfirmAsync(string token, ShownConsent shown, string formUrl, CancellationToken ct)
    {
        // Or in that of whoever makes the seat in the same press
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        if (await tokens.RedeemAsync(db, SubscriptionLinks.Confirmation, token, ct) is not { } id)
            return await tokens.FindUsedAsync(db, SubscriptionLinks.Confirmation, token, ct) is { } used ? await OfAsync(used, ct) : null;
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Contacts.Where(c => c.Id == id).Select(c => new { c.PublicId, c.CreatedUtc }).FirstOrDefaultAsync(ct) is not { } seat) return null;
        var asked = await AskedAsync(seat.PublicId, ct) ?? seat.CreatedUtc;
        // Not when it ended in between: an owner closed the organisation's subscription, or the reader said no in another mail. In one
        // statement, so that a no of the same moment is not overwritten. A seat that was left before the request is taken again
        var ready = db.Contacts
            .Where(c => c.Id == id && (c.State == ContactState.Requested && (c.Subscription!.EndedUtc == null || c.Subscription.EndedUtc < asked)
                || c.State == ContactState.Withdrawn && c.WithdrawnUtc < asked && (c.Subscription!.EndedUtc == null || c.Subscription.EndedUtc < asked)))
            .Where(c => !db.Suppressions.Any(s => s.AddressKey == c.AddressKey && s.AtUtc > asked))
            .Where(c => !db.Withdrawals.Any(w => w.AddressKey == c.AddressKey && w.PublisherId == c.Subscription!.PublisherId && w.AtUtc > asked
                && (w.OrganisationId == Withdrawals.EverySeat && (w.SeriesId == Withdrawals.Everything || w.SeriesId == c.Subscription.SeriesId)
                    || w.OrganisationId == c.Subscription.OrganisationId && w.SeriesId == (c.Subscription.SeriesId ?? Withdrawals.Everything))));
        var join = await db.JoinRequests.FirstOrDefaultAsync(j => j.ContactId == id && j.AskedUtc == null, ct);
        var confirmed = join is null
            ? await ready.ExecuteUpdateAsync(u => u.SetProperty(c => c.State, ContactState.Confirmed).SetProperty(c => c.ConfirmedUtc, now).SetProperty(c => c.WithdrawnUtc, (DateTime?)null), ct)
            : await ready.ExecuteUpdateAsync(u => u.SetProperty(c => c.State, ContactState.Requested), ct);
        var contact = await OfAsync(id, ct, wishes: true);
        if (confirmed == 0 || contact is null) return contact;
        await db.Subscriptions.Where(s => s.Id == contact.SubscriptionId && s.EndedUtc != null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedUtc, (DateTime?)null), ct);
        // What is left is older than the request, and the reader has now said otherwise
        var lifted = await db.Suppressions.Where(s => s.AddressKey == contact.AddressKey).ToListAsync(ct);
        db.Suppressions.RemoveRange(lifted);
        await Suppressing.ReviveSeatsAsync(db, contact.AddressKey, ct);
        await db.LiftAsync(contact, ct);
        var text = await ledger.KeepTextAsync(db, shown.Lang, shown.Text, ct);
        ledger.Write(db, contact, ConsentKind.Confirmed, Door.Web(formUrl), text,
            lifted is [var old] ? $"lifted the suppression of {old.AtUtc:yyyy-MM-dd HH:mm}Z: {old.Reason}" : null);
        if (join is not null) await joining.AskAsync(join, contact, ct);
        else await Preferring.SpreadAsync(db, contact, Preferring.Effective(contact), await terms.IndexAsync(ct), ledger, Door.Web(formUrl), ct);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return contact;
    }

    /// <summary>When the contact was asked for last.</summary>
    private Task<DateTime?> AskedAsync(Guid contact, CancellationToken ct) =>
        db.ConsentEvents.Where(e => e.ContactId == contact && e.Kind == ConsentKind.Requested).MaxAsync(e => (DateTime?)e.AtUtc, ct);

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
