using Uutiset.Accounts.Api;
using Uutiset.Accounts.Http;
using Uutiset.Accounts.Keys;
using Uutiset.Accounts.SignIn;

namespace Uutiset.Accounts;

internal static class AccountsModule
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddPermissions();
        services.AddKeys();
        services.AddSingleton<Audit>();
        services.AddSignIn();
        services.AddClientAddress();
        services.AddRateLimits();
        services.AddErrors();
        services.AddApiJson();
        services.AddApiPages();
    }

    /// <summary>Comes before every other Map: whatever is mapped later lies behind it.</summary>
    public static void MapAccounts(this WebApplication app)
    {
        app.UsePipeline();
        app.MapApiPages();
    }
}
