using System.Data.Common;
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

/// <summary>Says once, at start, what is wrong with the search and what repairs it; what the program repairs itself it begins.</summary>
internal sealed partial class AnalysisAtStart(IDbContextFactory<NewsDb> databases, Analysis analysis, Rebuilding rebuilding, ILogger<AnalysisAtStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (analysis.IsDegraded) Degraded(log, analysis.DegradedReason ?? "libvoikko is not used", Analysis.InstallLine);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var built = await AnalysisState.BuiltWithAsync(db, cancellationToken);
        if (built == analysis.Version) return;
        Mismatch(log, built ?? "none", analysis.Version);
        await rebuilding.BeginAsync(db, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Search is degraded: {Reason}. Fewer inflections and no compound parts are found. Install: {InstallLine}; at the next start the index is rebuilt by itself.")]
    private static partial void Degraded(ILogger log, string reason, string installLine);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index was built with analysis {Built}, this program has {Current}: some words are not found. It is being rebuilt while the site serves.")]
    private static partial void Mismatch(ILogger log, string built, string current);
}

/// <summary><c>/readyz</c>: the site serves, and says that its search is not what it could be: without libvoikko, or while the index is being rebuilt.</summary>
internal sealed class AnalysisHealth(IDbContextFactory<NewsDb> databases, Analysis analysis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var lacks = new List<string>();
        if (analysis.IsDegraded) lacks.Add($"Search without Voikko: {Analysis.InstallLine}");
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            if (await db.Rebuilds.AsNoTracking().Where(r => r.FinishedUtc == null).OrderBy(r => r.Id).FirstOrDefaultAsync(cancellationToken) is { } rebuild)
                lacks.Add($"Search index is being rebuilt: {rebuild.Done} of {rebuild.Total}");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException { InnerException: DbException })
        {
            // That the database does not answer is said once, by its own check
        }
        return lacks.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", lacks));
    }
}
