using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>An index built by another analysis answers, and is put right by rebuilding.</summary>
public abstract class AnalysisTests(Newsroom newsroom)
{
    [Fact]
    public async Task An_index_of_another_analysis_accepts_changes_and_is_put_right_by_reindex()
    {
        var services = newsroom.Services;
        var article = await newsroom.PublishAsync("Kalastajien ryhmäpäivä", "<p>Verkot laskettiin.</p>");
        await newsroom.InDbAsync(db => AnalysisState.SetAsync(db, "older-0", CancellationToken.None));
        await newsroom.ChangeAsync(article, a => a.Title = "Kalastajien juhlapäivä");
        Assert.True(await newsroom.FindsAsync("juhlapäivä", article));
        await services.GetRequiredService<Reindex>().RunAsync(null, CancellationToken.None);
        var built = await newsroom.InDbAsync(db => AnalysisState.BuiltWithAsync(db, CancellationToken.None));
        Assert.Equal(services.GetRequiredService<Analysis>().Version, built);
        Assert.True(await newsroom.FindsAsync("juhlapäivä", article));
        Assert.False(await newsroom.FindsAsync("ryhmäpäivä", article));
    }

    [Fact]
    public async Task Reindexing_brings_back_a_lost_document_and_drops_a_stray_one()
    {
        var lost = await newsroom.PublishAsync("Kadonnut nuottikirja");
        var stray = await newsroom.PublishAsync("Harhaileva nuottiteline");
        // Behind EF's back, as a restored or damaged database might be
        await newsroom.InDbAsync(db => db.Database.ExecuteSqlAsync($"delete from search_document where article_id = {lost.Id}"));
        await newsroom.InDbAsync(db => db.Database.ExecuteSqlAsync($"update article set status = 'withdrawn' where id = {stray.Id}"));
        Assert.False(await newsroom.FindsAsync("nuottikirja", lost));
        await newsroom.Services.GetRequiredService<Reindex>().RunAsync(null, CancellationToken.None);
        Assert.True(await newsroom.FindsAsync("nuottikirja", lost));
        Assert.False(await newsroom.FindsAsync("nuottiteline", stray));
    }

    [Fact]
    public async Task A_search_costs_the_same_number_of_commands_whatever_it_finds()
    {
        await newsroom.PublishAsync("Harvinainen kellopeli");
        for (var i = 0; i < 30; i++) await newsroom.PublishAsync($"Tavallinen lippukulkue {i}", "", a => a.Bylines.Add(new() { Name = $"Kulkija {i}" }));
        Assert.Equal(await CommandsAsync("kellopeli"), await CommandsAsync("lippukulkue"));
    }

    // As typed: with three hits or fewer, other spellings are asked after as well
    private async Task<int> CommandsAsync(string words)
    {
        var counter = new CommandCounter();
        var options = new DbContextOptionsBuilder<NewsDb>(newsroom.Services.GetRequiredService<DbContextOptions<NewsDb>>()).AddInterceptors(counter).Options;
        var services = newsroom.Services;
        var archive = new Archive(new Databases(options), services.GetRequiredService<IArchiveIndex>(), services.GetRequiredService<Analysis>(), services.GetRequiredService<TermSynonyms>(), services.GetRequiredService<Corrections>(), newsroom.Clock);
        Assert.NotEmpty((await archive.SearchAsync(new ArchiveQuery { Q = words, PageSize = 50, AsTyped = true }, CancellationToken.None)).Hits);
        return counter.Count;
    }

    private sealed class Databases(DbContextOptions<NewsDb> options) : IDbContextFactory<NewsDb>
    {
        public NewsDb CreateDbContext() => new(options);
    }

    private sealed class CommandCounter : DbCommandInterceptor
    {
        public int Count { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return ValueTask.FromResult(result);
        }
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : AnalysisTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : AnalysisTests(newsroom), IClassFixture<PostgresNewsroom>;
}
