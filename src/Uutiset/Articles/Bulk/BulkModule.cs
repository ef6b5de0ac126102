using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles.Bulk;

internal static class BulkModule
{
    public static void AddBulkChanges(this IServiceCollection services)
    {
        services.AddScoped<BulkPlanning>();
        services.AddScoped<BulkWork>();
        services.AddSingleton<BulkRunner>();
        services.AddHostedService(sp => sp.GetRequiredService<BulkRunner>());
        services.AddScoped<BulkForgetting>();
        services.AddTimedJob<BulkForgetting>("bulk-changes", TimeSpan.FromHours(24), (forgetting, ct) => forgetting.RunAsync(ct));
    }

    /// <summary>Plans that nobody carried out, and changes whose undoing is long over.</summary>
    internal sealed class BulkForgetting(NewsDb db, TimeProvider clock)
    {
        public Task<int> RunAsync(CancellationToken ct)
        {
            var before = clock.GetUtcNow().UtcDateTime - BulkChange.Kept;
            return db.BulkChanges.Where(c => c.PlannedUtc < before && c.State != BulkState.Running && c.State != BulkState.Undoing && (c.DoneUtc == null || c.DoneUtc < before)).ExecuteDeleteAsync(ct);
        }
    }
}
