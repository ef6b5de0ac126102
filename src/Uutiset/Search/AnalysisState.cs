using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>Which analysis the index was built with: search answers with another one too, but only <c>reindex</c> makes the two agree.</summary>
internal static class AnalysisState
{
    public static async Task<string?> BuiltWithAsync(NewsDb db, CancellationToken ct) =>
        (await db.Database.SqlQuery<string>($"select analysis as \"Value\" from search_state").ToListAsync(ct)).FirstOrDefault();

    public static async Task SetAsync(NewsDb db, string analysis, CancellationToken ct)
    {
        if (await db.Database.ExecuteSqlAsync($"update search_state set analysis = {analysis}", ct) == 0)
            await db.Database.ExecuteSqlAsync($"insert into search_state (analysis) values ({analysis})", ct);
    }
}

/// <summary>A new site's index begins with the analysis at hand.</summary>
internal sealed class FirstAnalysis(Analysis analysis) : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        if (await AnalysisState.BuiltWithAsync(db, ct) is null) await AnalysisState.SetAsync(db, analysis.Version, ct);
    }
}

/// <summary>Says once, at start, what is wrong with the search and what repairs it.</summary>
internal sealed partial class AnalysisWarning(IDbContextFactory<NewsDb> databases, Analysis analysis, ILogger<AnalysisWarning> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (analysis.IsDegraded) Degraded(log, analysis.DegradedReason ?? "libvoikko is not used", Analysis.InstallLine);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var built = await AnalysisState.BuiltWithAsync(db, cancellationToken);
        if (built != analysis.Version) Mismatch(log, built ?? "none", analysis.Version);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Search is degraded: {Reason}. Fewer inflections and no compound parts are found. Install: {InstallLine}; then run reindex.")]
    private static partial void Degraded(ILogger log, string reason, string installLine);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index was built with analysis {Built}, this program has {Current}: some words are not found. Run reindex; it works while the site serves.")]
    private static partial void Mismatch(ILogger log, string built, string current);
}

/// <summary><c>/readyz</c>: without libvoikko the site serves, and says that its search is not what it could be.</summary>
internal sealed class AnalysisHealth(Analysis analysis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(analysis.IsDegraded ? HealthCheckResult.Degraded($"Search without Voikko: {Analysis.InstallLine}") : HealthCheckResult.Healthy());
}
