using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Data;

namespace Uutiset.Tests.Data;

public abstract class SchemaTests(Newsroom newsroom)
{
    protected abstract string ColumnsQuery { get; }

    protected abstract string IndexesQuery { get; }

    // Kept by hand-written steps: full-text structures, what the database counts, and the migrator's own list
    private static bool OutsideTheModel(string table) => table is "schema_step" or "dispatch_tally" or "dispatch_course" || table.StartsWith("search_", StringComparison.Ordinal) && table != "search_document" || table.StartsWith("sqlite_", StringComparison.Ordinal);

    [Fact]
    public async Task The_steps_build_the_columns_that_the_model_expects()
    {
        var built = (await RowsAsync(ColumnsQuery, 3)).Where(r => !OutsideTheModel(r[0])).Select(r => $"{r[0]}.{r[1]} {(r[2] is "1" or "YES" ? "null" : "not null")}").ToHashSet();
        var expected = await newsroom.InDbAsync(db => Task.FromResult(db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name} {(c.IsNullable ? "null" : "not null")}")).ToHashSet()));
        built.ExceptWith(SearchColumns);
        Assert.Equal(expected.Order(StringComparer.Ordinal), built.Order(StringComparer.Ordinal));
    }

    // PostgreSQL's full-text column lives beside the mapped ones
    private static readonly string[] SearchColumns = ["search_document.vector null", "search_document.vector not null"];

    [Fact]
    public async Task The_steps_build_the_indexes_that_the_model_expects()
    {
        var built = (await RowsAsync(IndexesQuery, 2)).Where(r => !OutsideTheModel(r[0])).Select(r => r[1]).ToHashSet();
        var expected = await newsroom.InDbAsync(db => Task.FromResult(db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .SelectMany(t => t.Indexes.Select(i => i.Name)).ToHashSet()));
        Assert.Empty(expected.Except(built));
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        Assert.Empty(await newsroom.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None));
    }

    private Task<List<string[]>> RowsAsync(string sql, int columns) => newsroom.InDbAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, columns).Select(i => reader.GetValue(i).ToString()!)]);
        return rows;
    });

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SchemaTests(newsroom), IClassFixture<SqliteNewsroom>
    {
        protected override string ColumnsQuery => "select m.name, p.name, 1 - p.\"notnull\" from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'";

        protected override string IndexesQuery => "select tbl_name, name from sqlite_master where type = 'index'";
    }

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SchemaTests(newsroom), IClassFixture<PostgresNewsroom>
    {
        protected override string ColumnsQuery => "select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'";

        protected override string IndexesQuery => "select tablename, indexname from pg_indexes where schemaname = 'public'";
    }
}

public sealed class TwoNodesStartTests
{
    [Fact]
    public async Task Two_nodes_that_start_at_once_build_one_schema_on_PostgreSQL()
    {
        var connection = await PostgresServer.NewDatabaseAsync();
        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigrateAsync("postgres", connection)));
        Assert.Single(applied, steps => steps.Count > 0);
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_build_one_schema_on_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory("uutiset-test-").FullName;
        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigrateAsync("sqlite", null, folder)));
        Assert.Equal(applied.SelectMany(s => s).Distinct().Count(), applied.Sum(s => s.Count));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<string>> MigrateAsync(string engine, string? connection, string? folder = null)
    {
        var own = folder ?? Directory.CreateTempSubdirectory("uutiset-test-").FullName;
        await using var app = App.Build(builder => Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder.Configuration,
            [new("Data:Engine", engine), new("Data:Connection", connection), new("Data:Folder", own)]));
        var applied = await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        if (folder is null) Directory.Delete(own, recursive: true);
        return applied;
    }
}
