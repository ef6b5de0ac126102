namespace Uutiset.Accounts;

internal static class AccountsModule
{
    public static void AddAccounts(this IServiceCollection services) => services.AddPermissions();
}
