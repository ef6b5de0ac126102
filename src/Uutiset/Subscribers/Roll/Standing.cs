using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Subscribers.Roll;

/// <summary>How a seat stands, as it is read for a list: also a seat that says yes gets nothing while its address is stopped.</summary>
internal sealed record Standing(ContactState State, bool Stopped, bool SubscriptionEnded, DateOnly? PausedUntil, DateOnly? AllPausedUntil)
{
    public bool IsConfirmed => State == ContactState.Confirmed && !Stopped && !SubscriptionEnded;

    public bool IsPausedOn(DateOnly day) => PausedUntil > day || AllPausedUntil > day;

    public SeatState On(DateOnly day) => State switch
    {
        ContactState.Withdrawn => SeatState.Withdrawn,
        ContactState.Bounced => SeatState.Bounced,
        _ when State == ContactState.Suppressed || Stopped => SeatState.Suppressed,
        ContactState.Requested => SeatState.Requested,
        _ when SubscriptionEnded => SeatState.Withdrawn,
        _ => IsPausedOn(day) ? SeatState.Paused : SeatState.Confirmed,
    };

    /// <summary>All of an organisation's seats together.</summary>
    public static RollState Of(IReadOnlyCollection<Standing> seats, bool allEnded, DateOnly day) =>
        allEnded ? RollState.Ended
        : seats.Any(s => s.IsConfirmed && !s.IsPausedOn(day)) ? RollState.Active
        : seats.Any(s => s.IsConfirmed) ? RollState.Paused : RollState.Unconfirmed;
}

internal static class RollRows
{
    /// <summary>Organisations' subscriptions to the publisher for whom somebody speaks.</summary>
    public static IQueryable<Subscription> OfOrganisations(this NewsDb db, Actor actor, long? publisher)
    {
        var own = actor.Own(db.Subscriptions.AsNoTracking(), s => s.PublisherId).Where(s => s.OrganisationId != null);
        return publisher is { } only ? own.Where(s => s.PublisherId == only) : own;
    }
}
