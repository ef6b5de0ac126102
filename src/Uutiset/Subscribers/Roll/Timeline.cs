using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers.Roll;

/// <summary>What a line of the timeline tells; the lines of the consent ledger have the names of its kinds.</summary>
internal enum TimelineKind { Subscribed, Ended, HandOverAsked, HandOverTaken, JoiningAsked, JoiningAccepted, JoiningRefused, Bulletin, Consent }

/// <param name="Who">The address of the seat that it is about.</param>
/// <param name="By">Who did it, where that was not the seat's own reader: one of the staff, or an owner of the organisation.</param>
internal sealed record TimelineLine(DateTime AtUtc, TimelineKind Kind, string? Who = null, string? By = null)
{
    public ConsentKind? Consent { get; init; }
    public Seats.HandOverReason? Reason { get; init; }
    public ReceivedBulletin? Bulletin { get; init; }
}

/// <summary>
/// The history of an organisation's subscriptions, the newest first: what the ledger, the subscriptions, the hand-overs, the requests to join
/// and the sendings tell, laid together. Who was erased is not in it any more.
/// </summary>
internal sealed class Timeline(NewsDb db, IReceivedBulletins bulletins)
{
    public const int PageSize = 50;

    /// <param name="subscriptions">Those of one organisation, as far as the reader may see them.</param>
    /// <param name="number">Which page, from 1.</param>
    public async Task<(IReadOnlyList<TimelineLine> Lines, int Total)> ReadAsync(long organisation, IReadOnlyCollection<Subscription> subscriptions, int number, CancellationToken ct)
    {
        var (keys, publishers) = (subscriptions.Select(s => s.Id).ToList(), subscriptions.Select(s => s.PublisherId).Distinct().ToList());
        var seats = await db.Contacts.AsNoTracking().Where(c => keys.Contains(c.SubscriptionId)).Select(c => new { c.Id, c.PublicId, c.Email }).ToListAsync(ct);
        var (ids, named) = (seats.ConvertAll(c => c.PublicId), seats.ToDictionary(c => c.PublicId, c => c.Email));
        var events = db.ConsentEvents.AsNoTracking().Where(e => ids.Contains(e.ContactId));
        // Of the ledger alone there may be thousands: no more of it is read than the page can need
        var ledger = await events.OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id).Take(number * PageSize).Select(e => new { e.ContactId, e.Kind, e.AtUtc, e.Actor }).ToListAsync(ct);
        var total = await events.CountAsync(ct);
        List<TimelineLine> others =
        [
            .. subscriptions.Select(s => new TimelineLine(s.CreatedUtc, TimelineKind.Subscribed)),
            .. subscriptions.Where(s => s.EndedUtc is not null).Select(s => new TimelineLine(s.EndedUtc!.Value, TimelineKind.Ended)),
            .. await HandOversAsync(keys, ct),
            .. await JoiningsAsync(organisation, publishers, ct),
            .. (await bulletins.OfAsync(seats.ConvertAll(c => c.Id), ct)).Select(b => new TimelineLine(b.AtUtc, TimelineKind.Bulletin) { Bulletin = b }),
        ];
        var all = ledger.Select(e => new TimelineLine(e.AtUtc, TimelineKind.Consent, named[e.ContactId], By(e.Actor)) { Consent = e.Kind }).Concat(others);
        return ([.. all.OrderByDescending(l => l.AtUtc).Skip((number - 1) * PageSize).Take(PageSize)], total + others.Count);

        // The ledger names an owner by their seat
        string? By(string actor) => actor == Door.Self ? null
            : actor.StartsWith("owner:", StringComparison.Ordinal) && Guid.TryParse(actor.AsSpan("owner:".Length), out var owner) ? named.GetValueOrDefault(owner, "–") : actor;
    }

    private async Task<IEnumerable<TimelineLine>> HandOversAsync(List<long> subscriptions, CancellationToken ct)
    {
        var rows = await db.HandOvers.AsNoTracking().Where(h => subscriptions.Contains(h.SubscriptionId))
            .Select(h => new { h.Contact!.Email, h.Reason, h.AskedUtc, h.ClosedUtc, Taker = db.Contacts.Where(c => c.Id == h.TakenById).Select(c => c.Email).FirstOrDefault() }).ToListAsync(ct);
        return rows.SelectMany(h => new[]
        {
            new TimelineLine(h.AskedUtc, TimelineKind.HandOverAsked, h.Email) { Reason = h.Reason },
            h.ClosedUtc is { } closed && h.Taker is not null ? new TimelineLine(closed, TimelineKind.HandOverTaken, h.Taker) : null,
        }.OfType<TimelineLine>());
    }

    private async Task<IEnumerable<TimelineLine>> JoiningsAsync(long organisation, List<long> publishers, CancellationToken ct)
    {
        var rows = await db.JoinRequests.AsNoTracking().Where(j => j.OrganisationId == organisation && j.AskedUtc != null && publishers.Contains(j.Contact!.Subscription!.PublisherId))
            .Select(j => new { j.Contact!.Email, j.AskedUtc, j.DecidedUtc, j.Accepted }).ToListAsync(ct);
        return rows.SelectMany(j => new[]
        {
            new TimelineLine(j.AskedUtc!.Value, TimelineKind.JoiningAsked, j.Email),
            j.DecidedUtc is { } decided ? new TimelineLine(decided, j.Accepted == true ? TimelineKind.JoiningAccepted : TimelineKind.JoiningRefused, j.Email) : null,
        }.OfType<TimelineLine>());
    }
}
