using Uutiset.Accounts.Keys;

namespace Uutiset.Accounts;

internal static class AccountsModule
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddPermissions();
        services.AddKeys();
        services.AddSingleton<Audit>();
    }
}
