using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Seats;

/// <summary>What came of naming who goes on. All but the first two are refusals, of which nothing is stored.</summary>
internal enum SuccessorOutcome
{
    /// <summary>A member decides for the organisation from now on.</summary>
    Promoted,
    /// <summary>Another address is asked by mail.</summary>
    Asked,
    /// <summary>A private reader's seat is nobody else's.</summary>
    NoOrganisation,
    /// <summary>The organisation has ended the subscription: only what begins it again puts somebody in it.</summary>
    Ended,
    /// <summary>The one who leaves.</summary>
    Same,
    Decides,
    /// <summary>Sits there, and mail does not reach them.</summary>
    Unreachable,
    /// <summary>Sits in another subscription of the organisation.</summary>
    Elsewhere,
    Withdrawn,
    Suppressed,
    AskedToday,
}

/// <summary>
/// The staff name who goes on after a seat: an address that sits there already decides from now on, another is asked as an owner's guest is.
/// Who leaves stays until they are ended, so that somebody is there all the time.
/// </summary>
internal sealed class NamingSuccessor(NewsDb db, AddressKeys addresses, ConsentLedger ledger, Inviting inviting, SeatKeeping keeping, Audit audit)
{
    /// <param name="leaver">With its subscription.</param>
    /// <param name="name">Of a person; null: a shared mailbox.</param>
    public async Task<(SuccessorOutcome Outcome, Contact? Successor)> NameAsync(Contact leaver, string email, string? name, Door door, Actor actor, CancellationToken ct)
    {
        var (subscription, key) = (leaver.Subscription!, addresses.Of(email));
        if (subscription.OrganisationId is null) return (SuccessorOutcome.NoOrganisation, null);
        if (subscription.EndedUtc is { } ended && !await IsVacantAsync(subscription, ended, ct)) return (SuccessorOutcome.Ended, null);
        if (key == leaver.AddressKey) return (SuccessorOutcome.Same, null);
        if (await db.Suppressions.AnyAsync(s => s.AddressKey == key, ct)) return (SuccessorOutcome.Suppressed, null);
        var sitting = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.SubscriptionId == subscription.Id && c.AddressKey == key, ct);
        // Who was asked and has not answered may have lost the mail
        return sitting is null or { State: ContactState.Requested, Seat: Seat.Owner } ? await AskAsync(leaver, email, name, door, actor, ct) : (await PromoteAsync(leaver, sitting.PublicId, door, actor, ct), sitting);
    }

    // Where the last reader left for themselves, who goes on was asked in that moment; where the organisation ended it, nobody was
    private Task<bool> IsVacantAsync(Subscription subscription, DateTime ended, CancellationToken ct) =>
        db.HandOvers.AnyAsync(h => h.SubscriptionId == subscription.Id && h.ClosedUtc == null && h.AskedUtc >= ended, ct);

    private async Task<SuccessorOutcome> PromoteAsync(Contact leaver, Guid successor, Door door, Actor actor, CancellationToken ct)
    {
        var outcome = SuccessorOutcome.Withdrawn;
        await keeping.ChangeAsync(leaver.SubscriptionId, async seats =>
        {
            var seat = seats.Find(c => c.PublicId == successor);
            outcome = seat switch
            {
                null or { State: ContactState.Withdrawn } => SuccessorOutcome.Withdrawn,
                { State: ContactState.Bounced or ContactState.Suppressed } => SuccessorOutcome.Unreachable,
                { Seat: Seat.Owner } => SuccessorOutcome.Decides,
                _ => SuccessorOutcome.Promoted,
            };
            if (outcome != SuccessorOutcome.Promoted) return false;
            seat!.Seat = Seat.Owner;
            seat.Version++;
            ledger.Write(db, seat, ConsentKind.Changed, door, detail: $"hand-over from seat {leaver.PublicId}: owner");
            audit.Write(db, actor, "contact.handOver", $"contact:{leaver.PublicId}");
            await db.SaveChangesAsync(ct);
            return true;
        }, ct);
        return outcome;
    }

    private async Task<(SuccessorOutcome Outcome, Contact? Successor)> AskAsync(Contact leaver, string email, string? name, Door door, Actor actor, CancellationToken ct)
    {
        var subscription = leaver.Subscription!;
        // Stored in the transaction of the invitation, if there is one; who was named is told by the ledger alone
        var line = audit.Write(db, actor, "contact.handOver", $"contact:{leaver.PublicId}");
        var (result, contact) = await inviting.InviteAsync(
            new Invitation(subscription.PublisherId, subscription.OrganisationId, email, name, name is null ? ContactKind.Role : ContactKind.Person, Seat.Owner, Wishes.Everything with { Lang = leaver.Lang })
            { Repeats = true, SubscriptionId = subscription.Id, SeriesId = subscription.SeriesId }, door, ct);
        if (result == InvitationResult.Invited) return (SuccessorOutcome.Asked, contact);
        db.AuditEvents.Remove(line);
        return (result switch
        {
            InvitationResult.AlreadyThere => contact is { SubscriptionId: var where } && where == subscription.Id ? SuccessorOutcome.AskedToday : SuccessorOutcome.Elsewhere,
            InvitationResult.Withdrawn => SuccessorOutcome.Withdrawn,
            InvitationResult.Suppressed => SuccessorOutcome.Suppressed,
            _ => SuccessorOutcome.AskedToday,
        }, null);
    }
}
