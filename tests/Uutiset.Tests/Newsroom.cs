using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Uutiset.Data;
using Uutiset.Themes;

namespace Uutiset.Tests;

/// <summary>
/// The whole site, really serving on a loopback port with a folder and a database of its own. One for each test class and engine.
/// </summary>
public abstract class Newsroom : IAsyncLifetime
{
    // A theme never changes once it is loaded, and compiling its templates takes longer than most tests
    private static readonly Lazy<Theme> Theme = new(() => Uutiset.Themes.Theme.Load(ThemesModule.Folder("lehti")));
    // EF's own cache of an engine holds about a thousand queries; all tests together ask for more, and would have them compiled again and again
    private static readonly ConcurrentDictionary<string, MemoryCache> Queries = new();
    private WebApplication? app;
    private Dictionary<string, string?> settings = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("uutiset-test-").FullName;

    public string BaseUrl { get; } = $"http://127.0.0.1:{Peers.FreePort()}";

    /// <summary>A visitor's client: no cookies, redirects are seen and not followed.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>What the site wrote to its log as an error.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    internal MovableClock Clock { get; } = new();

    internal Meanwhile Meanwhile { get; } = new();

    internal IServiceProvider Services => app!.Services;

    /// <summary>What this newsroom is configured with, as in appsettings; a class that needs more overrides it.</summary>
    protected virtual async Task<Dictionary<string, string?>> SettingsAsync() => new(await EngineAsync())
    {
        ["Data:Folder"] = Folder,
        ["Site:BaseUrl"] = BaseUrl,
        ["Site:Name"] = "Uutiset",
        // Every test client has the same address
        ["Limits:SignInPerMinute"] = "1000",
        // A test of rights asks for every export as everybody
        ["Limits:ExportPerMinute"] = "60",
        // Most tests publish texts that are about nothing; what publication asks of themes has a class of its own
        ["Articles:ThemesAtLeast"] = "0",
        ["Urls"] = BaseUrl,
    };

    protected abstract Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync();

    /// <summary>Hundreds of people sign in, and a door that is slow on purpose would take a fifth of the time that all tests take; null where the door itself is tested.</summary>
    protected virtual int? HashingRounds => 1_000;

    /// <summary>What looks on at the database beside the worst moment.</summary>
    protected virtual IEnumerable<IInterceptor> Interceptors => [];

    public async ValueTask InitializeAsync()
    {
        settings = await SettingsAsync();
        await StartAsync();
        Client = NewClient();
    }

    /// <summary>Stops the site as an administrator would and starts it again.</summary>
    /// <param name="whileDown">May change what it is configured with.</param>
    internal async Task RestartAsync(Func<Dictionary<string, string?>, Task> whileDown)
    {
        await StopAsync();
        await whileDown(settings);
        await StartAsync();
    }

    private async Task StartAsync()
    {
        app = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders().AddProvider(new FailureLog(Failures));
            builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton<IInterceptor>(Meanwhile);
            foreach (var watcher in Interceptors) builder.Services.AddSingleton(watcher);
            // A kept query has the watchers in it that were there when it was compiled
            ShareWhatNeverChanges(builder, settings["Data:Engine"]! + (Interceptors.Any() ? GetType().Name : ""));
            if (HashingRounds is { } rounds) builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = rounds);
        });
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
    }

    private async Task StopAsync()
    {
        await app!.StopAsync();
        await InDbAsync(db => { LetGo(db); return Task.CompletedTask; });
        await app.DisposeAsync();
    }

    internal static void ShareWhatNeverChanges(WebApplicationBuilder builder, string kind)
    {
        builder.Services.AddSingleton(Theme.Value);
        builder.Services.ConfigureDbContext<NewsDb>(options => options.UseMemoryCache(Queries.GetOrAdd(kind, _ => new MemoryCache(new MemoryCacheOptions()))));
    }

    public HttpClient NewClient(bool cookies = false) => PatientClient(BaseUrl, cookies);

    /// <summary>
    /// Waits for "100 Continue" as long as a busy machine needs: after a second a client would send a body that the server has already
    /// refused, and see a broken connection instead of the answer.
    /// </summary>
    internal static HttpClient PatientClient(string address, bool cookies = false) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(address) };

    /// <summary>Work on the database as the program itself would.</summary>
    internal async Task<T> InDbAsync<T>(Func<NewsDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NewsDb>());
    }

    internal Task InDbAsync(Func<NewsDb, Task> work) => InDbAsync(async db => { await work(db); return true; });

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (app is not null) await StopAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Idle connections of a newsroom that is gone would keep its file, or for five minutes the server's places.</summary>
    private static void LetGo(NewsDb db)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection served) NpgsqlConnection.ClearPool(served);
        else SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }
}

public class SqliteNewsroom : Newsroom
{
    protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync()
    {
        await BlankDatabase.CopyToAsync(Folder);
        return [new("Data:Engine", "sqlite")];
    }
}

public class PostgresNewsroom : Newsroom
{
    protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync() =>
        [new("Data:Engine", "postgres"), new("Data:Connection", await BlankDatabase.OnPostgresAsync())];
}
