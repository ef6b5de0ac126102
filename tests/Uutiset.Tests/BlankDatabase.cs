using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uutiset.Data;

namespace Uutiset.Tests;

/// <summary>A database with every schema step and no rows, made once in a run for each engine and copied: some two hundred newsrooms would apply the same steps otherwise.</summary>
internal static class BlankDatabase
{
    private static readonly Lazy<Task<string>> File = new(MakeFileAsync);
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    /// <summary>Puts the file where a newsroom looks for its own.</summary>
    public static async Task CopyToAsync(string folder) => System.IO.File.Copy(await File.Value, Path.Combine(folder, "uutiset.db"));

    /// <summary>Connection string of a new database.</summary>
    public static async Task<string> OnPostgresAsync() => await PostgresServer.NewDatabaseAsync(await Template.Value);

    private static async Task<string> MakeFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("uutiset-test-").FullName;
        WholeRun.AtEnd(() => Directory.Delete(folder, recursive: true));
        await MigrateAsync(new() { ["Data:Engine"] = "sqlite", ["Data:Folder"] = folder });
        return Path.Combine(folder, "uutiset.db");
    }

    private static async Task<string> MakeTemplateAsync()
    {
        // Nobody may be connected to what is copied
        var connection = await PostgresServer.NewDatabaseAsync() + ";Pooling=false";
        await MigrateAsync(new() { ["Data:Engine"] = "postgres", ["Data:Connection"] = connection, ["Data:Folder"] = Path.GetTempPath() });
        return new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;
    }

    private static async Task MigrateAsync(Dictionary<string, string?> settings)
    {
        await using var app = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings) { ["Site:BaseUrl"] = "http://127.0.0.1", ["Site:Name"] = "Uutiset" });
            builder.Logging.ClearProviders();
        });
        var contexts = app.Services.GetRequiredService<IDbContextFactory<NewsDb>>();
        await new Migrator(contexts, app.Services.GetRequiredService<IDatabaseEngine>(), [], TimeProvider.System).MigrateAsync(CancellationToken.None);
        await using var db = await contexts.CreateDbContextAsync();
        // The last connection that closes brings what is in the log into the file
        if (db.Database.GetDbConnection() is SqliteConnection file) SqliteConnection.ClearPool(file);
    }
}
