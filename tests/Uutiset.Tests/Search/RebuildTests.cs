using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Finnish;
using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>An index that another analysis built is made anew behind the pages.</summary>
public abstract class RebuildTests(Newsroom newsroom)
{
    private string Version => newsroom.Services.GetRequiredService<Analysis>().Version;

    [Fact]
    public async Task It_is_made_anew_by_itself_and_readyz_says_how_far_it_is()
    {
        var article = await newsroom.PublishAsync("Sammakkolampi", "<p>Kurnutusta.</p>");
        await SpoilAsync(article.Id);
        Assert.False(await newsroom.FindsAsync("sammakkolammella", article));
        await newsroom.InDbAsync(db => newsroom.Services.GetRequiredService<Rebuilding>().BeginAsync(db, CancellationToken.None));
        await newsroom.InDbAsync(db => newsroom.Services.GetRequiredService<Rebuilding>().BeginAsync(db, CancellationToken.None));
        // The host is at it already
        for (var looks = 0; looks < 100 && await newsroom.InDbAsync(db => db.Rebuilds.AnyAsync(r => r.FinishedUtc == null)); looks++) await Task.Delay(100);
        Assert.True(await newsroom.FindsAsync("sammakkolammella", article));
        await newsroom.InDbAsync(async db =>
        {
            Assert.Equal(Version, await AnalysisState.BuiltWithAsync(db, CancellationToken.None));
            Assert.DoesNotContain(await db.Rebuilds.ToListAsync(), r => r.FinishedUtc is null);
        });
        Assert.DoesNotContain("rebuilt", await newsroom.Client.GetStringAsync("/readyz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_gone_on_with_where_it_was_once_its_hold_has_ended()
    {
        var before = await newsroom.PublishAsync("Vesihiisi", "");
        var after = await newsroom.PublishAsync("Metsähiisi", "");
        foreach (var article in new[] { before, after }) await SpoilAsync(article.Id);
        var held = newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(1);
        await newsroom.InDbAsync(async db =>
        {
            db.Add(new Rebuild { Analysis = Version, LastArticleId = before.Id, Done = 1, Total = 2, BegunUtc = held, HeldUntilUtc = held });
            await db.SaveChangesAsync();
        });
        await WorkAsync();
        Assert.False(await newsroom.FindsAsync("metsähiisi", after));
        Assert.Contains("Search index is being rebuilt: 1 of 2", await newsroom.Client.GetStringAsync("/readyz"), StringComparison.Ordinal);
        newsroom.Clock.Move(TimeSpan.FromMinutes(2));
        await WorkAsync();
        Assert.True(await newsroom.FindsAsync("metsähiisi", after));
        // Done by the one that was killed: not done over again
        Assert.False(await newsroom.FindsAsync("vesihiisi", before));
    }

    [Fact]
    public async Task The_verb_beside_it_comes_to_the_end_for_both_and_another_analysis_is_left_alone()
    {
        await newsroom.InDbAsync(async db =>
        {
            var now = newsroom.Clock.GetUtcNow().UtcDateTime;
            await db.Rebuilds.Where(r => r.FinishedUtc == null).ExecuteDeleteAsync();
            db.AddRange(new Rebuild { Analysis = Version, Total = 9, BegunUtc = now }, new Rebuild { Analysis = "another-9", Total = 9, BegunUtc = now });
            await db.SaveChangesAsync();
        });
        await newsroom.Services.GetRequiredService<Reindex>().RunAsync(null, CancellationToken.None);
        await newsroom.InDbAsync(async db => Assert.Equal("another-9", (await db.Rebuilds.SingleAsync(r => r.FinishedUtc == null)).Analysis));
        await WorkAsync();
        await newsroom.InDbAsync(db => db.Rebuilds.Where(r => r.Analysis == "another-9").ExecuteDeleteAsync());
    }

    private Task WorkAsync() => newsroom.Services.GetRequiredService<Rebuilding>().GoOnAsync(CancellationToken.None);

    // As if another analysis had found no words in it
    private Task SpoilAsync(long articleId) => newsroom.InDbAsync(async db =>
    {
        await db.Database.ExecuteSqlAsync($"update search_document set title = 'x', lead = '', body = 'x', tags = '', byline = '', terms = 'x' where article_id = {articleId}");
        await db.Database.ExecuteSqlAsync($"update search_state set analysis = 'old-0'");
    });

    public sealed class OnSqlite(SqliteNewsroom newsroom) : RebuildTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : RebuildTests(newsroom), IClassFixture<PostgresNewsroom>;
}
