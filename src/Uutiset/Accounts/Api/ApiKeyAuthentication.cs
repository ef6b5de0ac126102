using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.Api;

/// <summary><c>Authorization: Bearer KEY</c>, under /api only and in the header only (ASVS 13.2.1, 14.2.1).</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, NewsDb db, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "key";

    // "Last used" to the minute; a write for each request would be the dearest part of most of them
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key is random enough for a plain hash (ASVS 11.4.1 asks for a slow one for passwords only).</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!IsApi(Context) || header.Length == 0) return AuthenticateResult.NoResult();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.Fail("not a Bearer key");
        var (hash, now, ct) = (HashOf(header["Bearer ".Length..].Trim()), clock.GetUtcNow().UtcDateTime, Context.RequestAborted);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedUtc == null && (k.ExpiresUtc == null || k.ExpiresUtc > now), ct);
        if (key is null) return AuthenticateResult.Fail("unknown, expired or revoked key");
        if (key.LastUsedUtc is null || key.LastUsedUtc + Precision < now)
            await db.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(row => row.SetProperty(k => k.LastUsedUtc, (DateTime?)now), ct);
        var identity = new ClaimsIdentity(
            [new("name", "API: " + key.Name), new("key", key.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. key.Scopes.Split(' ').Select(s => new Claim("scope", s)),
                .. key.PublisherId is { } publisher ? [new Claim(Speaking.Claim, publisher.ToString(System.Globalization.CultureInfo.InvariantCulture))] : Array.Empty<Claim>()],
            Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, StatusCodes.Status401Unauthorized, null, null, Context.RequestAborted);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, StatusCodes.Status403Forbidden, null, null, Context.RequestAborted);
}
