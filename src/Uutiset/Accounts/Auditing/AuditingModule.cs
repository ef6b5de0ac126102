using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts.Auditing;

internal static class AuditingModule
{
    public static void AddAuditing(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration("Audit").Validate(o => o.KeepMonths is >= 1 and <= 600, "Audit__KeepMonths: must be from 1 to 600").ValidateOnStart();
        services.AddSingleton<Audit>();
        services.AddSingleton<AuditChain>();
        services.AddSingleton<IChain<AuditEvent>>(s => s.GetRequiredService<AuditChain>());
        services.AddSingleton<IInterceptor, Chaining<AuditEvent>>();
        // After the site's own key, which it needs
        services.AddSingleton<IStartingRows, StartingAudit>();
        services.AddScoped<AuditVerifying>();
        services.AddScoped<AuditForgetting>();
        services.AddScoped<AuditReading>();
        services.AddSingleton(new AuditObject("user", _ => "/desk/users"));
        services.AddSingleton(new AuditObject("key", _ => "/desk/keys"));
        services.AddSingleton(new AuditObject("account", null, (db, ids) => db.Users.Where(u => ids.Contains(u.Id)).Select(u => new AuditName(u.Id, u.Name))));
        services.AddTimedJob<AuditForgetting>("forget-audit", TimeSpan.FromDays(1), (forgetting, ct) => forgetting.ForgetOldAsync(ct));
        services.AddSingleton(new DeskMenuItem("audit.title", "/desk/log", Permission.AuditRead, 920, "log"));
    }

    /// <summary>Who asks for what is not theirs is written down (ASVS 16.3.2): somebody without an account was not refused, but sent to sign in.</summary>
    public static void UseDeniedLog(this WebApplication app)
    {
        var (databases, audit) = (app.Services.GetRequiredService<IDbContextFactory<NewsDb>>(), app.Services.GetRequiredService<Audit>());
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response.StatusCode != StatusCodes.Status403Forbidden || context.User.Identity?.IsAuthenticated != true) return;
            // The page that says so comes through here again
            if (!context.Items.TryAdd(nameof(UseDeniedLog), true)) return;
            // Not the request's own context: what it had begun to change must not be saved. Nor its token: whoever hangs up was denied all the same.
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            audit.Write(db, Actor.Of(context.User), "access.denied", null, $"{context.Request.Method} {Asked(context)}");
            await db.SaveChangesAsync(CancellationToken.None);
        });
    }

    // Addresses of readers and guests hold their tokens, which no log may keep: only their pattern is told
    private static string Asked(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/desk") || context.Request.Path.StartsWithSegments("/api") ? context.Request.Path : (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "/";
}
