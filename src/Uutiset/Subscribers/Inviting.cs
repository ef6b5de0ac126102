using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <param name="PublisherId">Whose bulletins.</param>
/// <param name="OrganisationId">Null: a private reader.</param>
/// <param name="Seat">Null: owner when the organisation has none, otherwise member.</param>
internal sealed record Invitation(long PublisherId, long? OrganisationId, string Email, string? Name, ContactKind Kind, Seat? Seat, Wishes Wishes)
{
    public string? Duty { get; init; }

    /// <summary>Null: everything that the publisher sends.</summary>
    public long? SeriesId { get; init; }

    /// <summary>A person asks again, for a mail that got lost: once a day. A program that sends the same list each night does not.</summary>
    public bool Repeats { get; init; }

    /// <summary>The subscription in which the seat is; null: the organisation's own one. An owner asks others to theirs only.</summary>
    public long? SubscriptionId { get; init; }
}

internal enum InvitationResult { Invited, AlreadyThere, AskedToday, Withdrawn, Moved, Suppressed }

/// <summary>
/// Somebody of the staff, or another program, names an address. It gets nothing but a question until it says yes (DP-02);
/// one that has said no is not asked again by anybody but itself.
/// </summary>
internal sealed class Inviting(NewsDb db, AddressKeys addresses, ConsentLedger ledger, SubscriptionMail mail, Terms terms, TimeProvider clock)
{
    public async Task<(InvitationResult Result, Contact? Contact)> InviteAsync(Invitation invitation, Door door, CancellationToken ct)
    {
        var (key, now) = (addresses.Of(invitation.Email), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var publisher = await Publisher.OfAsync(db, invitation.PublisherId, ct);
        if (await db.Suppressions.AnyAsync(s => s.AddressKey == key, ct)) return (InvitationResult.Suppressed, null);
        var seats = await db.Contacts.Include(c => c.Subscription).Where(c => c.AddressKey == key && c.Subscription!.PublisherId == publisher.Id).ToListAsync(ct);
        if (seats.Find(c => c.Subscription!.OrganisationId == invitation.OrganisationId && c.State != ContactState.Withdrawn && (c.Subscription.SeriesId is null || c.Subscription.SeriesId == invitation.SeriesId)) is { } sitting)
            return await RepeatAsync(invitation, sitting, publisher, key, now, door, ct) ? (InvitationResult.Invited, sitting) : (InvitationResult.AlreadyThere, sitting);
        if (seats.Exists(c => c.State == ContactState.Withdrawn) && !seats.Exists(c => c.State == ContactState.Confirmed))
            return (InvitationResult.Withdrawn, null);
        if (seats.Exists(c => c.SubscriptionId == invitation.SubscriptionId)) return (InvitationResult.Withdrawn, null);
        if (await db.Against(key, publisher.Id, invitation.OrganisationId, invitation.SeriesId).AsNoTracking().ToListAsync(ct) is { Count: > 0 } standing)
            return (standing.TrueForAll(w => w.Kind == WithdrawalKind.Moved) ? InvitationResult.Moved : InvitationResult.Withdrawn, null);
        if (!await AskedAddress.TakeTurnAsync(db, key, now, ct)) return (InvitationResult.AskedToday, null);

        var contact = await SeatAsync(invitation, publisher.Id, key, now, ct);
        await AskAsync(contact, invitation, publisher, door, ct);
        await transaction.CommitAsync(ct);
        return (InvitationResult.Invited, contact);
    }

    private async Task AskAsync(Contact contact, Invitation invitation, Publisher publisher, Door door, CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var text = await ledger.KeepTextAsync(db, contact.Lang, ConsentWording.Invitation(contact.Lang, publisher.Name), ct);
        ledger.Write(db, contact, ConsentKind.Requested, door, text, invitation.Wishes.Told(index) + (invitation.SeriesId is { } series ? $"; series: {index.Find(series)?.Label.In("fi")}" : ""));
        await db.SaveChangesAsync(ct);
        await mail.InvitationAsync(db, contact, publisher, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The same question once more, to who has not answered it. Not to who has, and waits for an organisation.</summary>
    private async Task<bool> RepeatAsync(Invitation invitation, Contact sitting, Publisher publisher, string key, DateTime now, Door door, CancellationToken ct)
    {
        if (!invitation.Repeats || sitting.State != ContactState.Requested || await db.JoinRequests.AnyAsync(j => j.ContactId == sitting.Id, ct) || !await AskedAddress.TakeTurnAsync(db, key, now, ct)) return false;
        await AskAsync(sitting, invitation, publisher, door, ct);
        await db.Database.CurrentTransaction!.CommitAsync(ct);
        return true;
    }

    private async Task<Contact> SeatAsync(Invitation invitation, long publisher, string key, DateTime now, CancellationToken ct)
    {
        var subscription = invitation.OrganisationId is { } organisation
            ? await db.Subscriptions.Include(s => s.Contacts).Where(s => s.OrganisationId == organisation && s.PublisherId == publisher && s.SeriesId == invitation.SeriesId)
                .Where(s => invitation.SubscriptionId == null || s.Id == invitation.SubscriptionId)
                .OrderBy(s => s.EndedUtc != null).ThenBy(s => s.Id).FirstOrDefaultAsync(ct)
            : null;
        // A seat that ended keeps its row and its history; the address gets a new subscription beside it
        if (subscription?.Contacts.Exists(c => c.AddressKey == key) == true) subscription = null;
        if (subscription is null) db.Subscriptions.Add(subscription = new Subscription { OrganisationId = invitation.OrganisationId, PublisherId = publisher, SeriesId = invitation.SeriesId, CreatedUtc = now });
        // One that has ended begins again when the address says yes
        var contact = new Contact
        {
            Subscription = subscription,
            Email = invitation.Email,
            AddressKey = key,
            Name = invitation.Name,
            Duty = invitation.Duty,
            Kind = invitation.Kind,
            Seat = invitation.Seat ?? (subscription.Contacts.Exists(c => c.Seat == Seat.Owner && c.State != ContactState.Withdrawn) ? Seat.Member : Seat.Owner),
            CreatedUtc = now,
        };
        invitation.Wishes.ApplyDelivery(contact);
        invitation.Wishes.ApplyTo(contact);
        db.Contacts.Add(contact);
        return contact;
    }
}
