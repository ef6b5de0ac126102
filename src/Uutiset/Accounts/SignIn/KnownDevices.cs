using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.SignIn;

/// <summary>
/// A browser in which somebody has signed in keeps a mark. Guesses from elsewhere lock an account only for browsers without the mark, so
/// that an attacker who keeps guessing keeps nobody out for good (ASVS 6.1.1; OWASP, device cookies). A marked browser has tries of its own.
/// </summary>
internal sealed class KnownDevices(CapabilityTokens tokens, IOptions<SiteOptions> site, TimeProvider clock)
{
    private const string Purpose = "device";
    private const int Tries = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, (int Failed, DateTimeOffset Since)> failures = new();

    public void Mark(HttpContext context, long userId)
    {
        var cookie = Cookie();
        var options = cookie.Build(context, clock.GetUtcNow());
        options.MaxAge = TimeSpan.FromDays(365);
        // The version is a nonce here: two browsers of one person are two devices
        context.Response.Cookies.Append(cookie.Name!, tokens.Make(Purpose, userId, RandomNumberGenerator.GetInt32(int.MaxValue)), options);
    }

    /// <returns>The mark, when this browser carries one of this account that has tries left.</returns>
    public string? Recognise(HttpContext context, long userId)
    {
        var mark = context.Request.Cookies[Cookie().Name!];
        if (!tokens.TryRead(Purpose, mark, out var id, out _) || id != userId) return null;
        return failures.TryGetValue(mark!, out var f) && f.Failed >= Tries && clock.GetUtcNow() - f.Since < Window ? null : mark;
    }

    public void Failed(string mark)
    {
        var now = clock.GetUtcNow();
        failures.AddOrUpdate(mark, _ => (1, now), (_, f) => now - f.Since < Window ? (f.Failed + 1, f.Since) : (1, now));
    }

    public void Succeeded(string mark) => failures.TryRemove(mark, out _);

    private CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder();
        cookie.Tighten(site.Value, "device");
        return cookie;
    }
}
