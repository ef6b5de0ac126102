using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Articles;

/// <summary>The desk's list of articles: what narrows it, in which order, who sees what.</summary>
public abstract class ListTests(Newsroom newsroom)
{
    [Fact]
    public async Task Every_filter_narrows_drafts_and_published_articles_and_is_taken_away_by_its_own_link()
    {
        var mark = Offices.Mark();
        var (agent, me, person) = await newsroom.AgentAsync("12");
        using var _ = agent;
        var draft = await newsroom.DraftAsync(new ArticleDraft
        {
            Title = $"Omaishoitajien tuki {mark}", Lang = "sv", Type = ArticleType.Call, Regions = ["12"], Tags = ["ikaihmiset"], Audiences = ["jarjestoille"],
            Authors = [new DraftAuthor(person.PublicId, null), new DraftAuthor(null, "Lotta Lainakynä")],
        }, me);
        var other = await newsroom.PublicAsync(new ArticleDraft { Title = $"Muu juttu {mark}", Regions = ["07"], Tags = ["digipalvelut"], PublishedAt = new DateTimeOffset(2019, 5, 5, 9, 0, 0, TimeSpan.Zero) });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        string[] theirs = ["status=Draft", "region=12", "tag=ikaihmiset", "tag=jarjestoille", "author=" + person.Name.Replace(' ', '+'), "author=lainakyn%C3%A4", "type=Call", "lang=sv"];
        foreach (var filter in theirs)
        {
            var page = await editor.SeeAsync($"/desk/articles?q={mark}&{filter}");
            var titles = page.QuerySelectorAll("table.articles tbody th a").Select(a => a.TextContent);
            Assert.True(titles.SequenceEqual([draft.WorkingTitle]), $"{filter}: {string.Join(", ", titles)}");
            Assert.Equal(2, page.QuerySelectorAll(".active-filters a.button").Length);
            var without = page.QuerySelectorAll(".active-filters a.button")[^1].GetAttribute("href")!;
            Assert.Equal(2, (await editor.SeeAsync(without)).QuerySelectorAll("table.articles tbody tr").Length);
        }
        foreach (var filter in new[] { "year=2019", "status=Published", "tag=digipalvelut", "region=07" })
            Assert.Equal([other.WorkingTitle], (await editor.SeeAsync($"/desk/articles?q={mark}&{filter}")).QuerySelectorAll("table.articles tbody th a").Select(a => a.TextContent));
        Assert.Equal([draft.WorkingTitle], (await agent.SeeAsync($"/desk/articles?q={mark}&whose=mine")).QuerySelectorAll("table.articles tbody th a").Select(a => a.TextContent));
        Assert.Empty((await editor.SeeAsync($"/desk/articles?q={mark}&region=none")).QuerySelectorAll("table.articles tbody tr"));
    }

    [Fact]
    public async Task A_value_that_means_nothing_narrows_nothing()
    {
        var mark = Offices.Mark();
        await newsroom.DraftAsync(new ArticleDraft { Title = "Yksi " + mark });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await editor.SeeAsync($"/desk/articles?q={mark}&status=7&type=99&lang=xx&region=77&year=abc&sort=nope&whose=someone&page=-4");
        Assert.Single(page.QuerySelectorAll("table.articles tbody tr"));
        Assert.Single(page.QuerySelectorAll(".active-filters a.button"));
    }

    [Fact]
    public async Task Words_find_other_inflections_and_what_the_newest_text_no_longer_says_is_not_found()
    {
        var mark = Offices.Mark();
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Kumppanuuspöydän avaus " + mark, Lead = "Perhekeskuksessa keskustellaan." });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        async Task<bool> FindsAsync(string words) => (await editor.SeeAsync($"/desk/articles?q={mark}+{Uri.EscapeDataString(words)}")).QuerySelectorAll("table.articles tbody tr").Length == 1;
        foreach (var words in new[] { "kumppanuuspöytä", "kumppanuuspöytien", "perhekeskus", "kumpp", "avaukset" }) Assert.True(await FindsAsync(words), words);
        Assert.False(await FindsAsync("-avaus"));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(async d =>
            await d.SaveAsync(article.PublicId, (await newsroom.WorkingAsync(article)) with { Title = "Uusi otsikko " + mark }, (await newsroom.NowAsync(article)).Version, true, Actor.System, CancellationToken.None)));
        Assert.False(await FindsAsync("kumppanuuspöytä"));
        Assert.True(await FindsAsync("otsikot"));
    }

    [Fact]
    public async Task An_agent_sees_what_is_public_and_what_is_theirs_and_is_led_to_edit_only_that()
    {
        var mark = Offices.Mark();
        var (agent, me, _) = await newsroom.AgentAsync("14");
        using var browser = agent;
        var region = await newsroom.DraftAsync(new ArticleDraft { Title = "Alueen luonnos " + mark, Regions = ["14"] });
        var own = await newsroom.DraftAsync(new ArticleDraft { Title = "Oma luonnos " + mark }, me);
        await newsroom.DraftAsync(new ArticleDraft { Title = "Vieras luonnos " + mark, Regions = ["02"] });
        var read = await newsroom.PublicAsync(new ArticleDraft { Title = "Vieras julkinen " + mark, Regions = ["02"] });
        var links = (await browser.SeeAsync("/desk/articles?q=" + mark)).QuerySelectorAll("table.articles tbody th a").Select(a => a.GetAttribute("href")).Order();
        Assert.Equal(new[] { $"/desk/articles/{region.PublicId}", $"/desk/articles/{own.PublicId}", $"/uutiset/{(await newsroom.NowAsync(read)).Slug}" }.Order(), links);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Equal(4, (await editor.SeeAsync("/desk/articles?q=" + mark)).QuerySelectorAll("table.articles tbody tr").Length);
    }

    [Fact]
    public async Task The_order_is_chosen()
    {
        var mark = Offices.Mark();
        foreach (var (title, year) in new[] { ("Öljy", 2018), ("Aamu", 2021), ("Zeta", 2016) })
            await newsroom.PublicAsync(new ArticleDraft { Title = $"{title} {mark}", PublishedAt = new DateTimeOffset(year, 5, 5, 9, 0, 0, TimeSpan.Zero) });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        async Task<string> OrderAsync(string sort) =>
            string.Join(' ', (await editor.SeeAsync($"/desk/articles?q={mark}&sort={sort}")).QuerySelectorAll("table.articles tbody th a").Select(a => a.TextContent.Split(' ')[0]));
        Assert.Equal("Aamu Zeta Öljy", await OrderAsync("title"));
        Assert.Equal("Aamu Öljy Zeta", await OrderAsync("published"));
        Assert.Equal("Zeta Aamu Öljy", await OrderAsync("saved"));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : ListTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ListTests(n), IClassFixture<PostgresNewsroom>;
}
