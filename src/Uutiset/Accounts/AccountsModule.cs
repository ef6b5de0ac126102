using Uutiset.Accounts.Api;
using Uutiset.Accounts.Auditing;
using Uutiset.Accounts.Http;
using Uutiset.Accounts.Keys;
using Uutiset.Accounts.SignIn;
using Uutiset.Desk;

namespace Uutiset.Accounts;

internal static class AccountsModule
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddPermissions();
        services.AddSpeaking();
        services.AddKeys();
        services.AddAuditing();
        services.AddScoped<Users>();
        services.AddScoped<ApiKeys>();
        services.AddSingleton(new DeskMenuItem("accounts.users", "/desk/users", Permission.UsersManage, 900, "people"));
        services.AddSingleton(new DeskMenuItem("accounts.keys", "/desk/keys", Permission.UsersManage, 910, "key"));
        services.AddSingleton(new DeskMenuItem("accounts.own", "/desk/account", Permission.DeskRead, 990, "person"));
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
