using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;

namespace Uutiset.Bulletins.Desk;

/// <summary>The newest bulletins on the desk's front page: what waits to be sent, and how the last ones went.</summary>
internal static class BulletinFront
{
    private const int Rows = 5;

    public static void AddBulletinFront(this IServiceCollection services)
    {
        services.AddSingleton(new DeskAction("bulletins.front.write", "/desk/bulletins", Permission.BulletinsWrite, 20));
        services.AddSingleton(new DeskFrontList("bulletins.title", "bulletins.none", Permission.BulletinsWrite, 30, LatestAsync));
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> LatestAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var latest = await Actor.Of(user).Own(db.Bulletins.AsNoTracking(), b => b.PublisherId).OrderByDescending(b => b.SavedUtc).ThenByDescending(b => b.Id).Take(Rows)
            .Select(b => new
            {
                Bulletin = b,
                Text = b.Texts.OrderBy(t => t.Lang == "fi" ? 0 : 1).ThenBy(t => t.Lang).FirstOrDefault(),
                Dispatch = db.Dispatches.Where(d => d.BulletinId == b.Id && d.Kind == DispatchKind.First).FirstOrDefault(),
            }).ToListAsync(ct);
        return [.. latest.Select(b => new DeskFrontRow(
            user.HrefOf(b.Bulletin.PublicId, b.Bulletin.CreatedById, isSent: b.Dispatch is not null),
            b.Text?.Subject is { Length: > 0 } subject ? subject : text["bulletins.untitled"],
            text["bulletins.state." + BulletinJson.StateOf(b.Bulletin.Stage, b.Dispatch?.State)] + " · " + text.DateAndTime(b.Dispatch?.StartedUtc ?? b.Bulletin.SavedUtc),
            b.Text?.Lang))];
    }
}
