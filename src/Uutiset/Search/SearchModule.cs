using System.CommandLine;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Finnish;
using Uutiset.Search.Desk;
using Uutiset.Search.Wording;

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
        services.AddSingleton<ArchiveWords>();
        services.AddSingleton<Corrections>();
        services.AddSingleton<Archive>();
        services.AddSingleton<MissedSearches>();
        services.AddTimedJob<MissedSearches>("forget-missed-searches", TimeSpan.FromDays(1), (missed, ct) => missed.ForgetAsync(ct));
        services.AddScoped<KeepingSynonyms>();
        services.AddSingleton(new DeskMenuItem("synonyms.list", "/desk/synonyms", Permission.VocabularyWrite, 67, "tag"));
        services.AddSingleton(new AuditObject("synonym"));
        services.AddSingleton<Suggestions>();
        services.AddSingleton<NamedPages>();
        services.AddSingleton<DeadlineQuestions>();
        services.AddSingleton<Related>();
        services.AddSingleton<Reindex>();
        services.AddSingleton<IStartingRows, FirstAnalysis>();
        services.AddSingleton<Rebuilding>();
        services.AddHostedService<AnalysisAtStart>();
        services.AddHostedService(sp => sp.GetRequiredService<Rebuilding>());
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
