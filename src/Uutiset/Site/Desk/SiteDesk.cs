using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Settings;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Desk;

internal static class SiteDesk
{
    public static void AddSiteDesk(this IServiceCollection services)
    {
        services.AddSingleton(new DeskMenuItem("pages.list", "/desk/pages", Permission.SiteWrite, 82, "pages"));
        services.AddSingleton(new DeskMenuItem("menus.list", "/desk/menus", Permission.SiteWrite, 84, "bullets"));
        services.AddSingleton(new DeskMenuItem("redirects.list", "/desk/redirects", Permission.SiteWrite, 86, "turn"));
        services.AddSingleton(new DeskMenuItem("settings.list", "/desk/settings", Permission.SiteManage, 905, "dials"));
        services.AddSingleton(new DeskReviewList("settings.review", Permission.SiteManage, 50, ReviewAsync));
        // One form for adding and editing, under two addresses
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AddPageRoute("/Site/Desk/Redirect", "/desk/redirects/new"));
    }

    /// <summary>The statement that the program makes is reviewed yearly (A11Y-13); a page of the editors' own has its review day like any article.</summary>
    private static async Task<IReadOnlyList<DeskFrontRow>> ReviewAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, clock) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), services.GetRequiredService<TimeProvider>());
        if (await db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).AnyAsync(a => a.Type == ArticleType.Page && a.Slug == "saavutettavuus", ct)) return [];
        var assessed = (await KeepingFacts.ReadAsync(db, ct)).AssessedOn;
        if (assessed > clock.Today().AddMonths(-11)) return [];
        return [new DeskFrontRow("/desk/settings", text["settings.review"], assessed is { } day ? text["settings.review.old", Dates.Day(day, text.Lang)] : text["settings.review.never"])];
    }
}
