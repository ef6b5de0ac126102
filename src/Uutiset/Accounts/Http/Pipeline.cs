using Microsoft.AspNetCore.Authentication;
using Uutiset.Accounts.Api;
using Uutiset.Accounts.Auditing;

namespace Uutiset.Accounts.Http;

/// <summary>What every request goes through, outermost first.</summary>
internal static class Pipeline
{
    public static void UsePipeline(this WebApplication app)
    {
        app.UseClientAddress();
        app.UseSecurityHeaders();
        app.UseErrors();
        app.UseApiPages();
        app.UseRouting();
        app.UseRateLimiter();
        app.Use(AnswerUnmatchedAsync);
        app.UseAuthentication();
        app.UseDeniedLog();
        app.Use(RefuseWrongKeyAsync);
        app.UseAuthorization();
        app.UseIdempotency();
    }

    // The fallback policy would send whoever mistypes an address to the sign-in page, and answer 401 where 405 is meant
    private static Task AnswerUnmatchedAsync(HttpContext context, RequestDelegate next)
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } refusal }:
                return refusal(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    // A wrong key is refused even where none is needed: its owner believes to be somebody
    private static Task RefuseWrongKeyAsync(HttpContext context, RequestDelegate next) =>
        ApiKeyAuthentication.IsApi(context) && context.User.Identity?.IsAuthenticated != true && TriesAKey(context)
            ? context.ChallengeAsync(ApiKeyAuthentication.Scheme)
            : next(context);

    // A provider's webhook has a name and a password of its own there
    private static bool TriesAKey(HttpContext context) => context.Request.Headers.Authorization.ToString() is { Length: > 0 } given
        && (context.GetEndpoint()?.Metadata.GetMetadata<ProvesItselfAttribute>() is null || given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase));
}
