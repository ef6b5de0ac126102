using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Uutiset.Data;

namespace Uutiset.Operations;

/// <summary>A node whose database does not answer can serve nothing.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<NewsDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Regions.AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
