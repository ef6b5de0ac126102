using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>Organisations that did not answer who goes on: a person knows better than a second mail whom to call.</summary>
internal static class SeatFront
{
    private const int Rows = 6;

    public static void AddSeatFront(this IServiceCollection services) =>
        services.AddSingleton(new DeskFrontList("seats.front.vacant", "seats.front.vacant", Permission.SubscribersRead, 35, VacantAsync, HidesWhenEmpty: true));

    private static async Task<IReadOnlyList<DeskFrontRow>> VacantAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, clock) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), services.GetRequiredService<TimeProvider>());
        var (before, today) = (clock.GetUtcNow().UtcDateTime.AddDays(-HandingOver.DaysForThemselves), clock.Today());
        var vacant = await Actor.Of(user).Own(db.HandOvers.AsNoTracking(), h => h.Subscription!.PublisherId)
            .Where(h => h.ClosedUtc == null && h.AskedUtc <= before)
            // Somebody may have been named, or come back, without the question
            .Where(h => !h.Subscription!.Contacts.Any(c => c.Seat == Seat.Owner && c.State == ContactState.Confirmed && (c.PausedUntil == null || c.PausedUntil <= today) && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey)))
            .OrderBy(h => h.AskedUtc).ThenBy(h => h.Id).Take(Rows)
            .Select(h => new { h.Subscription!.Organisation!.PublicId, h.Subscription.Organisation.Name, h.Reason, h.AskedUtc }).ToListAsync(ct);
        return [.. vacant.Select(v => new DeskFrontRow("/desk/organisations/" + v.PublicId, v.Name, $"{text["seats.reason." + v.Reason]} · {text["seats.asked", Dates.Day(v.AskedUtc, text.Lang)]}"))];
    }
}
