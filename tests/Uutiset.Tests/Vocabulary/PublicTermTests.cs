using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Vocabulary;

/// <summary>A word that is only proposed, or was refused, is the newsroom's own: the public meets it nowhere until it is taken into use.</summary>
public abstract class PublicTermTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_proposed_word_is_no_tag_finds_nothing_and_relates_nothing_until_it_is_accepted()
    {
        var word = await newsroom.ProposedAsync("Kissanpäivät", "kissanpaivat");
        var article = await newsroom.PrintAsync("Ensimmäinen juttu aiheesta", a => a.With(word));
        await newsroom.PrintAsync("Toinen kirjoitus samasta", a => (a.With(word).Lead, a.BodyHtml) = ("Lyhyt.", "<p>Muuta.</p>"));

        Assert.Equal((0, 0, 0), await SeenAsync());
        await newsroom.WithTermAsync(word, async (editing, tracked) =>
        {
            await editing.DecideAsync(tracked, accept: true, Actor.System, CancellationToken.None);
            return true;
        });
        Assert.Equal((1, 2, 1), await SeenAsync());
        await newsroom.RejectAsync(word);
        Assert.Equal((0, 0, 0), await SeenAsync());

        async Task<(int Tags, int Found, int Related)> SeenAsync() => (
            (await newsroom.Client.JsonAsync($"/api/v1/articles/{article.PublicId}")).GetProperty("tags").GetArrayLength(),
            (await newsroom.Client.JsonAsync("/api/v1/search?q=kissanpäivät")).GetProperty("total").GetInt32(),
            (await newsroom.Client.JsonAsync($"/api/v1/articles/{article.PublicId}/related")).EnumerateArray().Count(r => r.GetProperty("reason").GetString()!.Contains("Kissanpäivät", StringComparison.Ordinal)));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PublicTermTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PublicTermTests(newsroom), IClassFixture<PostgresNewsroom>;
}
