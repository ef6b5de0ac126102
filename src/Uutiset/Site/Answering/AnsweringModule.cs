using Microsoft.AspNetCore.Mvc;
using Uutiset.Subscribers;

namespace Uutiset.Site.Answering;

internal static class AnsweringModule
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void AddAnswering(this IServiceCollection services)
    {
        services.AddScoped<AnswerLinks>();
        services.AddScoped<AnswerDoor>();
    }

    public static void MapAnswering(this RouteGroupBuilder pages, string lang)
    {
        var forms = pages.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(16 * 1024));
        forms.MapMethods("/vaikuta/{slug}/vastaa", Reading, (HttpContext http, string slug, AnswerDoor door, CancellationToken ct) => door.BackAsync(http, lang, slug, ct));
        forms.MapPost("/vaikuta/{slug}/vastaa", (HttpContext http, string slug, AnswerDoor door, RequestLimit limit, CancellationToken ct) => door.TakeAsync(http, lang, slug, limit, ct));
        forms.MapMethods("/vaikuta/{slug}/vastaa/{token}", Reading, (HttpContext http, string slug, string token, AnswerDoor door, CancellationToken ct) => door.ShowAsync(http, lang, slug, token, ct));
        forms.MapPost("/vaikuta/{slug}/vastaa/{token}", (HttpContext http, string slug, string token, AnswerDoor door, CancellationToken ct) => door.SetAsync(http, lang, slug, token, ct));
    }
}
