using System.CommandLine;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Search.Desk;

namespace Uutiset.Search;

internal static class SearchModule
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddOptions<SearchOptions>().BindConfiguration("Search")
            .Validate(o => o.VoikkoPath is not { Length: > 0 } path || !Path.IsPathRooted(path) || File.Exists(path), "Search__VoikkoPath: there is no such file")
            .ValidateOnStart();
        services.AddSingleton(sp => Analysis.Open(sp.GetRequiredService<IOptions<SearchOptions>>().Value.VoikkoPath is { Length: > 0 } path ? path : null));
        services.AddSingleton<IArchiveIndex>(sp => sp.GetRequiredService<IOptions<DataOptions>>().Value.Engine == EngineName.Sqlite
            ? new SqliteArchiveIndex() : new PostgresArchiveIndex(sp.GetRequiredService<Analysis>()));
        services.AddSingleton<IInterceptor, TokenizerOnConnections>();
        services.AddSingleton<IInterceptor, SearchDocumentInterceptor>();
        services.AddSingleton<SearchDocuments>();
        services.AddSingleton<TermSynonyms>();
        services.AddSingleton<Archive>();
        services.AddSingleton<Suggestions>();
        services.AddSingleton<Related>();
        services.AddSingleton<Reindex>();
        services.AddSingleton<IStartingRows, FirstAnalysis>();
        services.AddHostedService<AnalysisWarning>();
        services.AddArticleDeskSearch();
        services.AddHealthChecks().AddCheck<AnalysisHealth>("search");
    }

    public static void MapSearch(this WebApplication app)
    {
        app.MapSearchApi();
        app.MapRelatedApi();
    }

    public static void AddSearchVerbs(this RootCommand root, Func<WebApplication> build) => Reindex.AddVerb(root, build);
}
