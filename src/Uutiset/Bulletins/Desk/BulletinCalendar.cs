using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>Scheduled sendings, in the desk's calendar.</summary>
internal static class BulletinCalendar
{
    private const int Most = 200;

    public static void AddBulletinCalendar(this IServiceCollection services) =>
        services.AddSingleton(new DeskCalendarSource("calendar.bulletin", Permission.BulletinsWrite, 15, ScheduledAsync));

    private static async Task<IReadOnlyList<DeskCalendarRow>> ScheduledAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var (begin, end) = (Dates.ToUtc(from, TimeOnly.MinValue), Dates.ToUtc(to.AddDays(1), TimeOnly.MinValue));
        var own = Actor.Of(user).Own(db.Bulletins, b => b.PublisherId);
        var rows = await db.Dispatches.AsNoTracking().Where(d => own.Any(b => b.Id == d.BulletinId) && d.State == DispatchState.Scheduled && d.SendAtUtc >= begin && d.SendAtUtc < end).OrderBy(d => d.SendAtUtc).Take(Most)
            .Join(own, d => d.BulletinId, b => b.Id, (d, b) => new { d.SendAtUtc, b.PublicId, Text = b.Texts.OrderBy(t => t.Lang == "fi" ? 0 : 1).ThenBy(t => t.Lang).FirstOrDefault() })
            .ToListAsync(ct);
        return [.. rows.OrderBy(r => r.SendAtUtc).Select(r => new DeskCalendarRow(Dates.DayOf(r.SendAtUtc), TimeOnly.FromDateTime(Dates.InHelsinki(r.SendAtUtc)),
            r.Text?.Subject is { Length: > 0 } subject ? subject : text["bulletins.untitled"], $"/desk/bulletins/{r.PublicId}/progress", r.Text?.Lang))];
    }
}
