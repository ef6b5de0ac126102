using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.Http;

/// <summary>On every response, errors and files included (ASVS 3.4). An endpoint that needs another policy sets the header itself.</summary>
internal static class SecurityHeaders
{
    // No 'unsafe-inline' and no nonce: nothing of ours is inline
    public const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For a page that another page of ours shows in a frame, such as a preview.</summary>
    public const string FramedPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var https = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.Base.Scheme == Uri.UriSchemeHttps;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.TryAdd("Content-Security-Policy", ContentPolicy);
                headers.TryAdd("X-Content-Type-Options", "nosniff");
                headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
                headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
                // Two years, as hstspreload.org asks; ASVS 3.4.1 asks for one
                if (https) headers.TryAdd("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
                if (IsPersonal(context.Request.Path))
                {
                    headers.TryAdd("Cache-Control", "no-store");
                    headers["Referrer-Policy"] = "no-referrer";
                }
                if (context.Response.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.Ordinal))
                    context.Response.ContentType = type + "; charset=utf-8";
                // Antiforgery sends its own weaker word for what frame-ancestors says
                headers.Remove("X-Frame-Options");
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    // Desk, account and token pages: no copy stays behind in a shared browser or cache (ASVS 14.3.2)
    private static bool IsPersonal(PathString path) =>
        path.StartsWithSegments("/desk", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/kirjaudu", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/tilaus", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/esikatselu", StringComparison.OrdinalIgnoreCase);
}
