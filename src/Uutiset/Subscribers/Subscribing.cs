using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers.Joining;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <param name="Organisation">Null for a private reader.</param>
/// <param name="Offer">Whose bulletins, and which of them.</param>
/// <param name="Shown">Exactly what was shown beside the box that was ticked.</param>
internal sealed record SubscriptionRequest(AskedOrganisation? Organisation, string Email, Wishes Wishes, Offer Offer, ShownConsent Shown, string FormUrl)
{
    /// <summary>For the ledger: all that was chosen at the moment of sending, and no name that somebody typed.</summary>
    public string Told(TermIndex terms) => $"{Wishes.Told(terms)}; {Offer.Told}" + (Organisation is { } o ? "; organisation: " + (o.ListedId is null ? "new" : o.Name) : "");
}

/// <param name="Name">As typed, or of the list.</param>
/// <param name="BusinessId">Written beside the name of a new one.</param>
/// <param name="ListedId">The one that was chosen from the list.</param>
internal sealed record AskedOrganisation(string Name, string? BusinessId, long? ListedId);

/// <summary>
/// What anybody may ask for on /tilaa. Nothing is answered that depends on who is known: an unknown address gets a
/// confirmation by mail, a subscriber a mail that says so (S40). A suppressed address is asked like an unknown one: it may be its
/// own reader who asks, and until they confirm nothing else reaches it.
/// </summary>
internal sealed class Subscribing(NewsDb db, AddressKeys addresses, ConsentLedger ledger, SubscriptionMail mail, Terms terms, TimeProvider clock)
{
    public async Task RequestAsync(SubscriptionRequest request, CancellationToken ct)
    {
        var (key, now) = (addresses.Of(request.Email), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await AskedAddress.TakeTurnAsync(db, key, now, ct)) return;

        var publisher = await Publisher.OfAsync(db, request.Offer.PublisherId, ct);
        var seats = await SeatsAsync(request, key, ct);
        var suppressed = await db.Suppressions.AnyAsync(s => s.AddressKey == key, ct);
        if (!suppressed && seats.FindLast(c => c.State == ContactState.Confirmed) is { } known) await mail.AlreadySubscribesAsync(db, known, publisher, ct);
        else await AskAsync(request, await ReturningAsync(request, seats, ct) ?? await NewAsync(request, key, now, ct), publisher, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Seats of the address in what was asked for, the newest first. Whoever reads anything of the publisher has what a private reader asks
    /// for; an organisation's subscription is another matter than one's own.
    /// </summary>
    private async Task<List<Contact>> SeatsAsync(SubscriptionRequest request, string key, CancellationToken ct)
    {
        var seats = await db.Contacts.Include(c => c.Regions).Include(c => c.Terms)
            .Include(c => c.Subscription!).ThenInclude(s => s.Organisation)
            .Include(c => c.Subscription!).ThenInclude(s => s.Regions)
            .Include(c => c.Subscription!).ThenInclude(s => s.Terms)
            .Where(c => c.AddressKey == key && c.Subscription!.PublisherId == request.Offer.PublisherId && (c.State == ContactState.Confirmed || c.State == ContactState.Withdrawn))
            .OrderByDescending(c => c.Id).AsSplitQuery().ToListAsync(ct);
        if (request.Organisation is not { } asked) return seats.FindAll(c => c.State == ContactState.Confirmed && c.Subscription!.SeriesId is null || c.Subscription!.OrganisationId is null && c.Subscription.SeriesId == request.Offer.SeriesId);
        var name = OrganisationNames.Key(asked.Name);
        return seats.FindAll(c => c.Subscription!.SeriesId == request.Offer.SeriesId && c.Subscription.Organisation is { } own
            && (asked.ListedId is { } id ? own.Id == id : OrganisationNames.Key(own.Name) == name));
    }

    /// <summary>
    /// A withdrawn reader who comes back sits down where they sat, so that the history stays in one place. It stays withdrawn until they
    /// confirm. Only a seat that they left themselves, or lost by silence: whom others have removed asks to join like anybody.
    /// </summary>
    private async Task<Contact?> ReturningAsync(SubscriptionRequest request, List<Contact> seats, CancellationToken ct)
    {
        foreach (var seat in seats.Where(c => c.State == ContactState.Withdrawn))
        {
            // The line by which it ended, not what was said of the whole organisation after that
            var end = await db.ConsentEvents.Where(e => e.ContactId == seat.PublicId && e.Kind == ConsentKind.Withdrawn && e.AtUtc >= seat.WithdrawnUtc).OrderBy(e => e.Id).Select(e => new { e.Actor, Detail = e.Words!.Text }).FirstOrDefaultAsync(ct);
            var closed = seat.Seat == Seat.Owner && seat.Subscription!.EndedUtc is not null && end is { Detail: Unsubscribing.Organisation } or { Actor: Door.Self };
            if (!closed && end is not ({ Actor: Door.Self, Detail: null } or { Detail: Seats.StillWanted.Unanswered })) continue;
            // Whatever it waited for before it was left
            await db.JoinRequests.Where(j => j.ContactId == seat.Id && j.DecidedUtc == null).ExecuteDeleteAsync(ct);
            seat.Email = request.Email;
            request.Wishes.ApplyDelivery(seat);
            if (seat.Subscription!.OrganisationId is null || closed)
            {
                request.Wishes.ApplyTo(seat.Subscription!);
                seat.Regions.Clear();
                seat.Terms.Clear();
            }
            else
            {
                request.Wishes.ApplyTo(seat);
            }
            return seat;
        }
        return null;
    }

    private async Task<Contact> NewAsync(SubscriptionRequest request, string key, DateTime now, CancellationToken ct)
    {
        var subscription = new Subscription { PublisherId = request.Offer.PublisherId, SeriesId = request.Offer.SeriesId, CreatedUtc = now };
        request.Wishes.ApplyTo(subscription);
        var contact = new Contact { Subscription = subscription, Email = request.Email, AddressKey = key, Kind = AddressKinds.Of(request.Email), Seat = Seat.Owner, CreatedUtc = now };
        request.Wishes.ApplyDelivery(contact);
        db.Contacts.Add(contact);
        if (request.Organisation is { ListedId: { } listed })
        {
            // Whoever names an organisation of the list is not of it yet: its owners or an editor say so
            db.JoinRequests.Add(new JoinRequest { Contact = contact, OrganisationId = listed, CreatedUtc = now });
        }
        else if (request.Organisation is { } typed)
        {
            subscription.ResemblesId = await TypedOrganisation.FindLookalikeAsync(db, typed.Name, typed.BusinessId, ct);
            subscription.TypedBusinessId = typed.BusinessId;
            subscription.Organisation = TypedOrganisation.New(typed.Name);
        }
        return contact;
    }

    private async Task AskAsync(SubscriptionRequest request, Contact contact, Publisher publisher, CancellationToken ct)
    {
        var text = await ledger.KeepTextAsync(db, request.Shown.Lang, request.Shown.Text, ct);
        ledger.Write(db, contact, ConsentKind.Requested, Door.Web(request.FormUrl), text, request.Told(await terms.IndexAsync(ct)));
        // The token wants the contact's number
        await db.SaveChangesAsync(ct);
        await mail.ConfirmationAsync(db, contact, publisher, ct);
    }
}
