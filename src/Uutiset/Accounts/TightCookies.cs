using Uutiset.Data;

namespace Uutiset.Accounts;

internal static class TightCookies
{
    /// <summary>
    /// <c>__Host-</c>, Secure, HttpOnly, SameSite=Lax, whole site (ASVS 3.3.1-4). A loopback http address gets a plain name: browsers refuse
    /// the prefix there and antiforgery throws under SecurePolicy.Always.
    /// </summary>
    public static void Tighten(this CookieBuilder cookie, SiteOptions site, string name)
    {
        var https = site.Base.Scheme == Uri.UriSchemeHttps;
        cookie.Name = https ? $"__Host-uutiset-{name}" : $"uutiset-{name}";
        cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
        cookie.Domain = null;
        cookie.IsEssential = true;
    }
}
