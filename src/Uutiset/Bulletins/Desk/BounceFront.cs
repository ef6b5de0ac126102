using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Bulletins.Desk;

/// <summary>On the desk's front page: sendings that wait for an answer, and refusals that are not the addresses' fault.</summary>
internal static class BounceFront
{
    private const int Days = 7;

    public static void AddBounceDesk(this IServiceCollection services)
    {
        services.AddScoped<BounceList>();
        services.AddSingleton(new DeskMenuItem("bounces.menu", BouncesModel.Href, Permission.SubscribersRead, 805, "turn"));
        services.AddSingleton(new DeskFrontList("bounces.front", "bounces.front", Permission.SubscribersRead, 5, RowsAsync, HidesWhenEmpty: true));
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> RowsAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (list, text, clock, actor) = (services.GetRequiredService<BounceList>(), services.GetRequiredService<DeskText>(), services.GetRequiredService<TimeProvider>(), Actor.Of(user));
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-Days);
        var rows = (await list.HeldAsync(actor, ct)).ConvertAll(h => new DeskFrontRow(BouncesModel.Href, h.Subject ?? text["bulletins.untitled"], $"{text["bounces.held"]} · {text.DateAndTime(h.AtUtc)}", h.Lang));
        var faults = await list.Find("", Verdict.Fault, actor).CountAsync(b => b.ReceivedUtc >= since, ct);
        if (faults > 0) rows.Add(new DeskFrontRow($"{BouncesModel.Href}?verdict={Verdict.Fault}", text.Count("bounces.front.faults", faults), text["bounces.front.lead"]));
        return rows;
    }
}
