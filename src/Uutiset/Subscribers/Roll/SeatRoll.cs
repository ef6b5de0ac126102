using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Roll;

/// <param name="OrganisationId">Null: a private reader.</param>
internal sealed record SeatRow(Guid Id, string Email, string? Name, string? Duty, Guid? OrganisationId, string? Organisation, Seat Seat, string Lang, SeatState State, DateTime SinceUtc, long? SeriesId);

/// <summary>Every seat, of organisations and of private readers: the publisher's own for whoever speaks for one.</summary>
internal sealed class SeatRoll(NewsDb db, TimeProvider clock)
{
    /// <summary>Keys of all that were found, the newest first. In one command.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(SeatsAsked asked, Actor actor, CancellationToken ct)
    {
        var seats = actor.Own(db.Contacts.AsNoTracking(), c => c.Subscription!.PublisherId);
        if (asked.PublisherId is { } publisher) seats = seats.Where(c => c.Subscription!.PublisherId == publisher);
        if (asked.SeriesId is { } series) seats = seats.Where(c => c.Subscription!.SeriesId == series);
        foreach (var word in WrittenWord.AllOf(asked.Words))
        {
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower()
            // Folded in one go: over 30,000 seats three times takes as long as all the rest of the page
            seats = seats.Where(c => EF.Functions.Collate(c.Email + " " + (c.Name ?? "") + " " + (c.Subscription!.Organisation!.Name ?? ""), NewsDb.FinnishOrder).ToLower().Contains(word.Lower));
        }
        foreach (var word in WrittenWord.AllOf(asked.Duty)) seats = seats.Where(c => EF.Functions.Collate(c.Duty!, NewsDb.FinnishOrder).ToLower().Contains(word.Lower));
#pragma warning restore CA1304, CA1311, CA1862
        if (asked.Type.Length > 0) seats = seats.Where(c => c.Subscription!.Organisation!.Type == asked.Type);
        if (asked.SilentMonths is { } months)
        {
            var before = clock.GetUtcNow().UtcDateTime.AddMonths(-months);
            seats = seats.Where(c => !db.Deliveries.Any(d => d.ContactId == c.Id && d.State == DeliveryState.Accepted && d.DispatchId != null && d.SettledUtc >= before));
        }
        if (asked.Lang.Length > 0) seats = seats.Where(c => c.Lang == asked.Lang);
        if (asked.Region.Length > 0)
        {
            var codes = Regions.Covering(asked.Region).ToList();
            // A seat without wishes of its own has its organisation's
            seats = seats.Where(c => c.Regions.Any(r => codes.Contains(r.RegionCode)) || !c.Regions.Any() && c.Subscription!.Regions.Any(r => codes.Contains(r.RegionCode)));
        }
        if (asked.State is { } state) seats = Standing(seats, state);
        return await seats.OrderByDescending(c => c.Id).Select(c => c.Id).ToListAsync(ct);
    }

    private IQueryable<Contact> Standing(IQueryable<Contact> seats, SeatState state)
    {
        var today = clock.Today();
        var free = seats.Where(c => !db.Suppressions.Any(s => s.AddressKey == c.AddressKey));
        var sitting = free.Where(c => c.State == ContactState.Confirmed && c.Subscription!.EndedUtc == null);
        return state switch
        {
            SeatState.Confirmed => sitting.Where(c => (c.PausedUntil == null || c.PausedUntil <= today) && (c.Subscription!.PausedUntil == null || c.Subscription.PausedUntil <= today)),
            SeatState.Paused => sitting.Where(c => c.PausedUntil > today || c.Subscription!.PausedUntil > today),
            SeatState.Requested => free.Where(c => c.State == ContactState.Requested),
            SeatState.Withdrawn => seats.Where(c => c.State == ContactState.Withdrawn || c.State == ContactState.Confirmed && c.Subscription!.EndedUtc != null && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey)),
            SeatState.Bounced => seats.Where(c => c.State == ContactState.Bounced),
            _ => seats.Where(c => c.State == ContactState.Suppressed || (c.State == ContactState.Confirmed || c.State == ContactState.Requested) && db.Suppressions.Any(s => s.AddressKey == c.AddressKey)),
        };
    }

    /// <summary>What the list tells of these, in their order. One command.</summary>
    public async Task<IReadOnlyList<SeatRow>> RowsAsync(IReadOnlyList<long> ids, string lang, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderByDescending(c => c.Id).Select(c => new
        {
            c.PublicId, c.Email, c.Name, c.Duty, Organisation = c.Subscription!.Organisation, c.Seat, c.Lang, c.State, Stopped = db.Suppressions.Any(s => s.AddressKey == c.AddressKey),
            Ended = c.Subscription.EndedUtc != null, c.PausedUntil, All = c.Subscription.PausedUntil, SinceUtc = c.ConfirmedUtc ?? c.CreatedUtc, c.Subscription.SeriesId,
        }).ToListAsync(ct);
        return rows.ConvertAll(c => new SeatRow(c.PublicId, c.Email, c.Name, c.Duty, c.Organisation?.PublicId, c.Organisation?.Label.In(lang), c.Seat, c.Lang,
            new Standing(c.State, c.Stopped, c.Ended, c.PausedUntil, c.All).On(today), c.SinceUtc, c.SeriesId));
    }
}
