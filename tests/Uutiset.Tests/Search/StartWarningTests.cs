using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uutiset.Data;
using Uutiset.Search;

namespace Uutiset.Tests.Search;

public sealed class StartWarningTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("uutiset-test-").FullName;

    [Fact]
    public async Task The_start_says_what_the_search_lacks_and_what_repairs_it()
    {
        Assert.Empty(await StartAsync(voikko: true));

        var without = await StartAsync(voikko: false);
        Assert.Contains(without, w => w.Contains("Search is degraded", StringComparison.Ordinal) && w.Contains("apt-get install libvoikko1 voikko-fi", StringComparison.Ordinal));
        Assert.Contains(without, w => w.Contains("being rebuilt", StringComparison.Ordinal));

        var rebuilt = await StartAsync(voikko: false, services => services.GetRequiredService<Reindex>().RunAsync(null, CancellationToken.None));
        Assert.Contains("Search is degraded", Assert.Single(rebuilt), StringComparison.Ordinal);
    }

    /// <returns>What the room of the search warned of while the site started.</returns>
    private async Task<IReadOnlyList<string>> StartAsync(bool voikko, Func<IServiceProvider, Task>? before = null)
    {
        using var warnings = new Warnings();
        await using var app = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Data:Folder"] = folder, ["Urls"] = $"http://127.0.0.1:{Peers.FreePort()}", ["Search:VoikkoPath"] = voikko ? null : "libvoikko-that-is-not-there.so",
            });
            builder.Logging.ClearProviders().AddProvider(warnings);
        });
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        if (before is not null) await before(app.Services);
        await app.StartAsync();
        await app.StopAsync();
        return [.. warnings.Written];
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        private static readonly Warnings Nowhere = new();

        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Uutiset.Search.", StringComparison.Ordinal) ? this : Nowhere;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Written.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
