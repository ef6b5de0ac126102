using Uutiset.Desk.Changing;

namespace Uutiset.Articles.Bulk;

internal static class BulkModule
{
    public static void AddBulkChanges(this IServiceCollection services)
    {
        services.AddScoped<BulkPlanning>();
        services.AddChanges<BulkChange, BulkChangeRow, BulkWork>("bulk-changes");
    }
}
