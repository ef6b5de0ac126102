using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Subscribers.Rights;

/// <summary>What a person may ask of the site, and the refusals that stand.</summary>
internal static class RightsModule
{
    public static void AddRights(this IServiceCollection services)
    {
        services.AddSingleton<PersonRows>();
        services.AddSingleton<IStartingRows, StandingRefusals>();
        services.AddSingleton<PersonFile>();
        services.AddScoped<Erasing>();
        services.AddScoped<Telling>();
        services.AddScoped<Suppressing>();
        services.AddScoped<IReaders, UnreachableReaders>();
        services.AddScoped<RightsDoor>();
        services.AddScoped<Retaining>();
        services.AddTimedJob<Retaining>("forget-delivery-logs", TimeSpan.FromDays(1), (retaining, ct) => retaining.ForgetLogsAsync(ct));
        services.AddTimedJob<Retaining>("forget-single-mails", TimeSpan.FromDays(1), (retaining, ct) => retaining.ForgetSinglesAsync(ct));
        services.AddTimedJob<Retaining>("forget-proof", TimeSpan.FromDays(1), (retaining, ct) => retaining.ForgetProofAsync(ct));
        services.AddTimedJob<Retaining>("forget-tokens", TimeSpan.FromDays(1), (retaining, ct) => retaining.ForgetTokensAsync(ct));
        services.AddSingleton(new AuditObject("suppression", _ => "/desk/suppressions"));
        services.AddSingleton(new DeskMenuItem("suppressions.list", "/desk/suppressions", Permission.SuppressionsRead, 810, "mail"));
        services.AddSingleton(new DeskMenuItem("persondata.title", "/desk/data", Permission.SubscribersManage, 915, "person"));
    }

    public static void MapRights(this RouteGroupBuilder forms, string lang)
    {
        forms.MapMethods("/tilaus/{token}/tiedot", SubscribersModule.Reading, (HttpContext http, string token, RightsDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}/tiedot.json", SubscribersModule.Reading, (HttpContext http, string token, RightsDoor door, CancellationToken ct) => door.DownloadAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}/poista", SubscribersModule.Reading, (HttpContext http, string token, RightsDoor door, CancellationToken ct) => door.ShowErasingAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}/poista", (HttpContext http, string token, RightsDoor door, CancellationToken ct) => door.EraseAsync(http, lang, token, ct));
    }
}
