using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>
/// "Who goes on?" When nobody is left who decides for an organisation, its other seats and its own address are asked, once. While another owner
/// is there, it is theirs to name somebody, and no member may take what an owner has not given.
/// </summary>
internal sealed class HandingOver(NewsDb db, AddressKeys addresses, SeatMail mail, TimeProvider clock)
{
    /// <summary>After this the editors are asked.</summary>
    public const int DaysForThemselves = 14;
    /// <summary>A holiday is nobody's reason to give the organisation away.</summary>
    public const int LongAbsenceDays = 60;
    // A seat that was asked about is not asked about again in this time, as when somebody goes on and then goes away
    private const int DaysBetween = 180;

    /// <summary>In the transaction of whoever ended the seats.</summary>
    /// <param name="erasing">The seats are about to be erased: the question does not point to them, and where there is nobody to ask nothing is kept.</param>
    public async Task AskAsync(IReadOnlyCollection<Contact> gone, bool erasing, CancellationToken ct)
    {
        var going = gone.Select(c => c.Id).ToList();
        foreach (var seats in gone.Where(c => c.Subscription!.OrganisationId is not null).GroupBy(c => c.SubscriptionId))
        {
            var there = await db.Contacts.Where(c => c.SubscriptionId == seats.Key && c.State == ContactState.Confirmed && !going.Contains(c.Id)).ToListAsync(ct);
            if (there.Exists(c => c.Seat == Seat.Owner)) continue;
            if ((seats.FirstOrDefault(c => c.Seat == Seat.Owner) ?? (there.Count == 0 ? seats.First() : null)) is { } leaver)
                await AskAsync(leaver, there, HandOverReason.Left, erasing, ct);
        }
    }

    /// <summary>
    /// Owners whose mail does not arrive any longer, or who are away for long, however that came about. And those who left just now: of two who
    /// leave at the same moment, each may have taken the other for the one who stays.
    /// </summary>
    /// <returns>How many were asked about.</returns>
    public async Task<int> LookAsync(CancellationToken ct)
    {
        var (now, today) = (clock.GetUtcNow().UtcDateTime, clock.Today());
        var (far, earlier, lately) = (today.AddDays(LongAbsenceDays), now.AddDays(-DaysBetween), now.AddDays(-2));
        // A question that has answered itself: somebody was named, or came back. The next time that nobody is left is a new question
        await db.HandOvers.Where(h => h.ClosedUtc == null && h.Subscription!.Contacts.Any(c => c.Seat == Seat.Owner && c.State == ContactState.Confirmed
                && (c.PausedUntil == null || c.PausedUntil <= today) && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey)))
            .ExecuteUpdateAsync(u => u.SetProperty(h => h.ClosedUtc, now), ct);
        var owners = db.Contacts.Where(c => c.Seat == Seat.Owner && c.Subscription!.OrganisationId != null && c.Subscription.EndedUtc == null);
        var lost = owners.Where(c => c.State == ContactState.Bounced || c.State == ContactState.Suppressed || c.State == ContactState.Withdrawn && c.WithdrawnUtc > lately
            || c.State == ContactState.Confirmed && (c.PausedUntil > far || db.Suppressions.Any(s => s.AddressKey == c.AddressKey)));
        var there = owners.Where(c => c.State == ContactState.Confirmed && (c.PausedUntil == null || c.PausedUntil <= far) && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey));
        var asked = 0;
        foreach (var owner in await lost.Include(c => c.Subscription).Where(c => !there.Any(t => t.SubscriptionId == c.SubscriptionId))
            .Where(c => !db.HandOvers.Any(h => h.SubscriptionId == c.SubscriptionId && (h.ClosedUtc == null || h.ContactId == c.Id && h.AskedUtc > earlier)))
            .OrderBy(c => c.Id).Take(200).ToListAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Two lost owners of one organisation are one question
            if (await db.HandOvers.AnyAsync(h => h.SubscriptionId == owner.SubscriptionId && h.ClosedUtc == null, ct)) continue;
            var others = await db.Contacts.Where(c => c.SubscriptionId == owner.SubscriptionId && c.Id != owner.Id && c.State == ContactState.Confirmed).ToListAsync(ct);
            await AskAsync(owner, others, ReasonOf(owner, far), erasing: false, ct);
            await transaction.CommitAsync(ct);
            asked++;
        }
        return asked;
    }

    private static HandOverReason ReasonOf(Contact owner, DateOnly far) => owner.State switch
    {
        ContactState.Withdrawn => HandOverReason.Left,
        ContactState.Confirmed when owner.PausedUntil > far => HandOverReason.Away,
        _ => HandOverReason.Bounced,
    };

    private async Task AskAsync(Contact leaver, List<Contact> there, HandOverReason reason, bool erasing, CancellationToken ct)
    {
        if (await db.HandOvers.AnyAsync(h => h.SubscriptionId == leaver.SubscriptionId && h.ClosedUtc == null, ct)) return;
        var organisation = await db.Organisations.Where(o => o.Id == leaver.Subscription!.OrganisationId).Select(o => new { o.Name, o.Email, o.Listed }).SingleAsync(ct);
        var own = await ToOrganisationAsync(organisation.Email, leaver, there, ct);
        if (erasing && own is null && there.Count == 0) return;
        var asked = new HandOver { SubscriptionId = leaver.SubscriptionId, ContactId = erasing ? null : leaver.Id, Reason = reason, AskedUtc = clock.GetUtcNow().UtcDateTime };
        db.HandOvers.Add(asked);
        // Its number stands in the link
        await db.SaveChangesAsync(ct);
        var publisher = await Publisher.OfAsync(db, leaver.Subscription!.PublisherId, ct);
        foreach (var seat in there) await mail.ToSeatAsync(db, asked, seat, organisation.Listed ? organisation.Name : null, publisher, ct);
        if (own is not null)
            await mail.ToOrganisationAsync(db, asked, own, leaver.Lang, organisation.Listed ? organisation.Name : null, publisher, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The organisation's own address, unless it sits here already, is the one that left, or wants no mail.</summary>
    private async Task<string?> ToOrganisationAsync(string? written, Contact leaver, IReadOnlyCollection<Contact> there, CancellationToken ct)
    {
        if (WrittenAddress.Read(written) is not { } address) return null;
        var key = addresses.Of(address);
        if (leaver.AddressKey == key || there.Any(c => c.AddressKey == key) || await db.Suppressions.AnyAsync(s => s.AddressKey == key, ct)) return null;
        // Whoever has ended their subscription is asked by nobody
        if (await db.Contacts.AnyAsync(c => c.AddressKey == key && c.State == ContactState.Withdrawn && c.Subscription!.PublisherId == leaver.Subscription!.PublisherId, ct)) return null;
        if (await db.Against(key, leaver.Subscription!.PublisherId, leaver.Subscription.OrganisationId, leaver.Subscription.SeriesId).AnyAsync(ct)) return null;
        return await AskedAddress.TakeTurnAsync(db, key, clock.GetUtcNow().UtcDateTime, ct) ? address : null;
    }
}
