using Microsoft.Extensions.Diagnostics.HealthChecks;
using Uutiset.Data;

namespace Uutiset.Operations;

internal static class OperationsModule
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddScoped<MaterialReminding>();
        services.AddTimedJob<MaterialReminding>("remind-of-materials", TimeSpan.FromHours(1), (reminding, ct) => reminding.RemindAsync(ct));
        services.AddScoped<NoticeMailing>();
        services.AddTimedJob<NoticeMailing>("mail-notices", TimeSpan.FromMinutes(1), (mailing, ct) => mailing.MailAsync(ct));
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new() { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>The verdict on the first line, for probes; then a line for each check that has something to say. Exceptions stay in the log.</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var lines = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy)
            .Select(e => $"{e.Key}: {(e.Value.Exception is null ? e.Value.Description : "does not answer")}");
        return http.Response.WriteAsync(string.Join('\n', lines.Prepend(report.Status.ToString())), http.RequestAborted);
    }
}
