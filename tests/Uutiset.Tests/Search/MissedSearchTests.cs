using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Search;
using Uutiset.Search.Wording;
using Uutiset.Tests.Accounts;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Search;

/// <summary>What the public did not find is counted, and of who searched it there is nothing.</summary>
public abstract class MissedSearchTests(Newsroom newsroom)
{
    private MissedSearches Missed => newsroom.Services.GetRequiredService<MissedSearches>();

    [Fact]
    public async Task A_search_without_a_hit_counts_once_for_one_place_and_stands_on_the_editors_page_when_two_made_it()
    {
        const string words = "kvanttipuuro syysloma";
        await newsroom.PublishAsync("Syysloma alkoi", "");
        for (var i = 0; i < 3; i++) await newsroom.Client.GetStringAsync("/arkisto?q=Kvanttipuuro++SYYSLOMA");
        Assert.Equal(1, await CountAsync(words));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.DoesNotContain(words, await editor.GetStringAsync("/desk/missed-searches"), StringComparison.Ordinal);
        await NoteAsync(words, "192.0.2.7");
        Assert.Equal(2, await CountAsync(words));
        var page = await editor.GetStringAsync("/desk/missed-searches");
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("/desk/synonyms?word=kvanttipuuro%20syysloma", page, StringComparison.Ordinal);
        Assert.Contains("kvanttipuuro syysloma", await editor.GetStringAsync("/desk/synonyms?word=kvanttipuuro%20syysloma"), StringComparison.Ordinal);
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/missed-searches")).StatusCode);
    }

    [Theory]
    [InlineData("matti@example.fi")]
    [InlineData("050 344 0429")]
    [InlineData("010199-123A")]
    [InlineData("yksi kaksi kolme neljä viisi")]
    [InlineData("https://example.fi/sivu")]
    [InlineData("***")]
    public void What_could_tell_of_a_person_is_not_kept(string typed) => Assert.Null(MissedSearches.Words(typed));

    [Fact]
    public async Task What_found_something_or_was_narrowed_is_no_miss_and_after_a_year_it_is_forgotten()
    {
        await newsroom.PublishAsync("Hilloviikko", "");
        await newsroom.Client.GetStringAsync("/arkisto?q=hilloviikko");
        await newsroom.Client.GetStringAsync("/arkisto?q=hiloviikko");
        await newsroom.Client.GetStringAsync("/arkisto?q=kvasaripiimä&region=lappi");
        Assert.Equal((0, 0, 0), (await CountAsync("hilloviikko"), await CountAsync("hiloviikko"), await CountAsync("kvasaripiimä")));
        var today = newsroom.Clock.Today();
        await newsroom.InDbAsync(async db =>
        {
            db.AddRange(new MissedSearch { Words = "ikivanha", Day = today.AddDays(-366), Count = 5 }, new MissedSearch { Words = "melko vanha", Day = today.AddDays(-300), Count = 5 });
            await db.SaveChangesAsync();
            Assert.DoesNotContain(await MissedSearches.SinceAsync(db, today.AddDays(-30), 200, CancellationToken.None), m => m.Words == "melko vanha");
            Assert.Contains(new MissedWords("melko vanha", 5, today.AddDays(-300)), await MissedSearches.SinceAsync(db, today.AddDays(-365), 200, CancellationToken.None));
        });
        Assert.Equal(1, await Missed.ForgetAsync(CancellationToken.None));
        Assert.Equal((0, 5), (await CountAsync("ikivanha"), await CountAsync("melko vanha")));
    }

    private async Task NoteAsync(string words, string from)
    {
        var query = new ArchiveQuery { Q = words };
        await Missed.NoteAsync(query, await newsroom.SearchAsync(query), IPAddress.Parse(from), CancellationToken.None);
    }

    private Task<int> CountAsync(string words) => newsroom.InDbAsync(db => db.MissedSearches.Where(m => m.Words == words).SumAsync(m => m.Count));

    public sealed class OnSqlite(SqliteNewsroom newsroom) : MissedSearchTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : MissedSearchTests(newsroom), IClassFixture<PostgresNewsroom>;
}
