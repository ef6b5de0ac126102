using Uutiset.Accounts;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Desk;

namespace Uutiset.Subscribers.Joining;

internal static class JoiningModule
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void AddJoining(this IServiceCollection services)
    {
        services.AddScoped<OrganisationFinding>();
        services.AddScoped<Offers>();
        services.AddSingleton<JoinMail>();
        services.AddScoped<JoinRequests>();
        services.AddScoped<JoinDoor>();
        services.AddTimedJob<JoinRequests>("end-unanswered-joins", TimeSpan.FromHours(1), (requests, ct) => requests.EndUnansweredAsync(ct));
        services.AddScoped<SubscriptionFolding>();
        services.AddScoped<TypedOrganisations>();
        services.AddSingleton(new DeskMenuItem("joining.menu", JoiningModel.Href, Permission.SubscribersWrite, 65, "people"));
        services.AddSingleton(new DeskFrontList("joining.front", "joining.front", Permission.SubscribersWrite, 13, JoiningFront.LoadAsync, HidesWhenEmpty: true));
    }

    public static void MapJoining(this RouteGroupBuilder forms, string lang)
    {
        forms.MapMethods(FindDoor.Path, Reading, (string? q, OrganisationFinding finding, CancellationToken ct) => FindDoor.AnswerAsync(q, lang, finding, ct)).RequireRateLimiting(RateLimits.SearchedList);
        forms.MapMethods("/tilaus/{token}/liittyjat", Reading, (HttpContext http, string token, JoinDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}/liittyjat", (HttpContext http, string token, JoinDoor door, CancellationToken ct) => door.AnswerAsync(http, lang, token, ct));
    }
}
