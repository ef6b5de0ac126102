using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Uutiset.Data.Postgres;
using Uutiset.Data.Sqlite;

namespace Uutiset.Data;

internal static class DataModule
{
    public static void AddData(this IServiceCollection services)
    {
        // Under invariant globalization å, ä and ö would sort and fold wrongly without a word
        if (CultureInfo.GetCultureInfo("fi-FI").CompareInfo.Compare("ä", "z") <= 0)
            throw new InvalidOperationException("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: Uutiset needs ICU, Finnish order is wrong without it");
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateDataAnnotations()
            .Validate(o => o.Engine == EngineName.Sqlite || !string.IsNullOrWhiteSpace(o.Connection), "Data__Connection: PostgreSQL needs a connection string")
            .ValidateOnStart();
        services.AddOptions<SiteOptions>().BindConfiguration("Site").ValidateDataAnnotations()
            .PostConfigure<IConfiguration>((site, settings) => site.FillLanguages(settings["Site:Languages"]))
            .Validate(o => o.LanguagesAreKnown, "Site__Languages: must be of fi, sv and en, and fi must be among them, since the Finnish pages are at the root")
            .Validate(o => Uri.TryCreate(o.BaseUrl, UriKind.Absolute, out var u) && (u.Scheme == "https" || u is { Scheme: "http", IsLoopback: true }),
                "Site__BaseUrl: http is for this machine only; anywhere else the address must begin with https://")
            .ValidateOnStart();
        services.AddOptions<NodeOptions>().BindConfiguration("Node")
            .Validate(o => o.AreKnown, "Node__Roles: must be web, sender or web,sender").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteEngine>();
        services.AddSingleton<PostgresEngine>();
        services.AddSingleton<IDatabaseEngine>(sp => sp.GetRequiredService<IOptions<DataOptions>>().Value.Engine == EngineName.Sqlite
            ? sp.GetRequiredService<SqliteEngine>() : sp.GetRequiredService<PostgresEngine>());
        services.AddSingleton<ManyRows>();
        services.AddDbContextFactory<NewsDb>((sp, options) =>
        {
            sp.GetRequiredService<IDatabaseEngine>().Configure(options);
            options.AddInterceptors(sp.GetServices<IInterceptor>().Append(sp.GetRequiredService<ManyRows>()));
            // Thrown all the same, and logged by whoever does not handle it: a lost race that ends in 412 is no failure
            options.ConfigureWarnings(events => events.Log(
                (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
        });
        services.AddScoped(sp => sp.GetRequiredService<IDbContextFactory<NewsDb>>().CreateDbContext());
        services.AddSingleton<Migrator>();
    }

    /// <summary>
    /// Makes the model of the database while the rooms map their addresses and load the theme: these two are most of a start. Whoever asks
    /// for the model meanwhile waits for this one, and is told what is wrong with it.
    /// </summary>
    public static void BeginModel(this IServiceProvider services) => _ = Task.Factory.StartNew(
        () =>
        {
            using var db = services.GetRequiredService<IDbContextFactory<NewsDb>>().CreateDbContext();
            return db.Model;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static void AddDataVerbs(this RootCommand root, Func<WebApplication> build)
    {
        var migrate = new Command("migrate", "Applies the schema steps that the database does not have yet");
        var model = new Option<bool>("--print-model") { Description = "Prints the tables of the model instead: material for the next schema step" };
        migrate.Add(model);
        migrate.SetAction(async (parsed, ct) =>
        {
            await using var app = build();
            if (parsed.GetValue(model))
            {
                await using var db = await app.Services.GetRequiredService<IDbContextFactory<NewsDb>>().CreateDbContextAsync(ct);
                Console.WriteLine(db.Database.GenerateCreateScript());
                return 0;
            }
            var applied = await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            Console.WriteLine(applied.Count == 0 ? "The schema is up to date; nothing was changed." : $"Applied: {string.Join(", ", applied)}");
            return 0;
        });
        root.Add(migrate);
    }
}
