using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers;

/// <param name="Organisation">As typed; null for a private reader.</param>
/// <param name="ConsentText">Exactly what was shown beside the box that was ticked.</param>
internal sealed record SubscriptionRequest(string? Organisation, string Email, Wishes Wishes, string ConsentText, string FormUrl);

/// <summary>
/// What anybody may ask for on /tilaa. Nothing is answered that depends on who is known: an unknown address gets a
/// confirmation by mail, a subscriber a mail that says so (S40). A suppressed address is asked like an unknown one: it may be its
/// own reader who asks, and until they confirm nothing else reaches it.
/// </summary>
internal sealed class Subscribing(NewsDb db, AddressKeys addresses, ConsentLedger ledger, SubscriptionMail mail, TimeProvider clock)
{
    public async Task RequestAsync(SubscriptionRequest request, CancellationToken ct)
    {
        var (key, now) = (addresses.Of(request.Email), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await AskedAddress.TakeTurnAsync(db, key, now, ct)) return;

        var publisher = await Publisher.FirstAsync(db, ct);
        var known = await db.Contacts.Where(c => c.AddressKey == key && c.State == ContactState.Confirmed && c.Subscription!.PublisherId == publisher.Id)
            .Where(c => !db.Suppressions.Any(s => s.AddressKey == key)).OrderBy(c => c.Id).FirstOrDefaultAsync(ct);
        if (known is not null) await mail.AlreadySubscribesAsync(db, known, publisher, ct);
        else await AskAsync(request, key, publisher, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task AskAsync(SubscriptionRequest request, string key, Publisher publisher, DateTime now, CancellationToken ct)
    {
        var subscription = new Subscription { PublisherId = publisher.Id, CreatedUtc = now };
        if (request.Organisation is { } name)
        {
            subscription.ResemblesId = await TypedOrganisation.FindLookalikeAsync(db, name, ct);
            subscription.Organisation = TypedOrganisation.New(name);
        }
        request.Wishes.ApplyTo(subscription);
        var contact = new Contact
        {
            Subscription = subscription,
            Email = request.Email,
            AddressKey = key,
            Kind = request.Organisation is null ? ContactKind.Person : ContactKind.Role,
            Seat = Seat.Owner,
            CreatedUtc = now,
        };
        request.Wishes.ApplyDelivery(contact);
        db.Contacts.Add(contact);
        var text = await ledger.KeepTextAsync(db, contact.Lang, request.ConsentText, ct);
        ledger.Write(db, contact, ConsentKind.Requested, Door.Web(request.FormUrl), text, request.Wishes.Detail);
        // The token wants the contact's number
        await db.SaveChangesAsync(ct);
        await mail.ConfirmationAsync(db, contact, publisher, ct);
    }
}
