using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Accounts.SignIn;

internal static class SignInModule
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                // äiti@example.fi is a user name like any other
                identity.User.AllowedUserNameCharacters = "";
                identity.User.RequireUniqueEmail = true;
                identity.Password.RequiredLength = PasswordRules.Shortest;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequiredUniqueChars = 1;
            })
            .AddEntityFrameworkStores<NewsDb>()
            .AddPasswordValidator<PasswordRules>()
            .AddErrorDescriber<IdentityTexts>();
        // OWASP's figure for PBKDF2 with HMAC-SHA-512 is 210 000; Identity's default is 100 000
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 220_000);
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<NobodysPassword>();
        services.AddScoped<SigningIn>();
        services.AddSingleton<Sessions>();
        services.AddScoped<DemoAccount>();

        services.AddAuthentication(Principals.Scheme)
            .AddPolicyScheme("door", null, door => door.ForwardDefaultSelector = context => ApiKeyAuthentication.IsApi(context) ? ApiKeyAuthentication.Scheme : Principals.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null)
            .AddCookie(Principals.Scheme);
        // Keys open /api and nothing else, cookies everything else: a script on some other site can never borrow a signed-in browser for the API
        services.PostConfigure<AuthenticationOptions>(options => options.DefaultScheme = "door");
        services.AddOptions<CookieAuthenticationOptions>(Principals.Scheme)
            .Configure<Sessions, IOptions<SiteOptions>, TimeProvider>((cookie, sessions, site, clock) =>
            {
                cookie.Cookie.Tighten(site.Value, "session");
                cookie.SessionStore = sessions;
                cookie.TimeProvider = clock;
                cookie.ExpireTimeSpan = Sessions.Longest;
                cookie.SlidingExpiration = false;
                cookie.LoginPath = "/kirjaudu";
                cookie.LogoutPath = "/kirjaudu/ulos";
                cookie.ReturnUrlParameter = "paluu";
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            });
    }
}
