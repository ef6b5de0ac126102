using System.Globalization;
using Uutiset.Articles;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Search;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>The archive's page says where the hits are, what was looked for, and what to do when there are none.</summary>
public abstract class NarrowingTests(Newsroom newsroom)
{
    [Fact]
    public async Task Each_link_of_where_the_hits_are_leads_to_as_many_as_it_says_and_can_be_taken_off()
    {
        var theme = await newsroom.TermAsync("Rajausteema");
        var readers = await newsroom.TermAsync("Rajauksen lukijoille", scheme: TermScheme.Audience);
        for (var i = 0; i < 9; i++)
        {
            var region = Regions.All[i % 7].Code;
            await newsroom.PublishAsync($"Rajauskoe {i}", "<p>Rajauskokeita.</p>", a =>
            {
                a.Regions.Add(new ArticleRegion { RegionCode = region });
                if (i % 2 == 0) a.With(theme, readers);
                if (i > 6) a.Type = ArticleType.Event;
            });
        }
        var page = await newsroom.PageAsync("/arkisto?q=rajauskokeita");
        var links = page.QuerySelectorAll(".facets li").Select(li => (Link: li.QuerySelector("a")!, Count: int.Parse(li.QuerySelector(".count")!.TextContent, CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(["Aihe", "Alue", "Vuosi", "Tyyppi", "Kenelle"], page.QuerySelectorAll(".facets h3").Select(h => h.TextContent));
        Assert.Contains(links, l => (l.Link.TextContent, l.Count) == ("Rajausteema", 5));
        Assert.Contains(links, l => l.Link.TextContent == "Tilaisuus" && l.Count == 2);
        // Six regions at a glance, the seventh behind a press
        Assert.Equal("Lisää: Alue", Assert.Single(page.QuerySelectorAll(".facets summary")).TextContent);
        Assert.Empty(page.QuerySelectorAll(".removals"));
        foreach (var (link, count) in links)
        {
            var narrowed = await newsroom.PageAsync(link.GetAttribute("href")!);
            Assert.Equal(count == 1 ? "Yksi osuma haulle ”rajauskokeita”" : $"{count} osumaa haulle ”rajauskokeita”", narrowed.QuerySelector(".archive-total")!.TextContent);
            var removal = Assert.Single(narrowed.QuerySelectorAll(".removals a"));
            Assert.Contains(link.TextContent, removal.TextContent, StringComparison.Ordinal);
            Assert.Equal("/arkisto?q=rajauskokeita", removal.GetAttribute("href"));
        }
        Assert.Empty((await newsroom.PageAsync("/arkisto")).QuerySelectorAll(".facets"));
    }

    [Fact]
    public async Task Both_ends_of_a_time_are_taken_off_one_by_one_and_a_whole_year_at_once()
    {
        async Task<string[]> Removals(string query) => [.. (await newsroom.PageAsync("/arkisto?" + query)).QuerySelectorAll(".removals a").Select(a => a.TextContent + " " + a.GetAttribute("href"))];
        Assert.Equal(["Poista rajaus Vuosi: 2020 × /arkisto"], await Removals("from=2020-01-01&to=2020-12-31"));
        Assert.Equal(["Poista rajaus Alkaen: 2.1.2020 × /arkisto?to=2020-12-31", "Poista rajaus Asti: 31.12.2020 × /arkisto?from=2020-01-02"], await Removals("from=2020-01-02&to=2020-12-31"));
    }

    [Fact]
    public async Task Where_nothing_is_found_the_page_says_what_there_is_without_each_filter_and_shows_the_newest()
    {
        var theme = await newsroom.TermAsync("Tyhjän sivun teema");
        for (var i = 0; i < 3; i++) await newsroom.PublishAsync($"Tyhjäkoe {i}", "<p>Tyhjäkokeet.</p>", a => a.With(theme).Regions.Add(new ArticleRegion { RegionCode = Regions.All[2].Code }));
        var elsewhere = Regions.All[5];
        var page = await newsroom.PageAsync($"/arkisto?q=tyhj%C3%A4kokeet&tag={theme.Slug}&region={elsewhere.Slug}&type=news");
        Assert.Equal($"Ilman rajausta Alue: {elsewhere.Short.Fi} 3 artikkelia", string.Join(' ', Assert.Single(page.QuerySelectorAll(".without li")).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        var without = await newsroom.PageAsync(page.QuerySelector(".without a")!.GetAttribute("href")!);
        Assert.Equal(3, without.QuerySelectorAll(".hits > li").Length);
        Assert.Equal(3, page.QuerySelectorAll(".cards:not(.hits) > li").Length);
        // No single filter is to blame
        var two = await newsroom.PageAsync($"/arkisto?q=tyhj%C3%A4kokeet&author=ei-kukaan&region={elsewhere.Slug}");
        Assert.Equal(["Ilman rajauksia", "/arkisto?q=tyhj%C3%A4kokeet"], [two.QuerySelector(".without a")!.TextContent, two.QuerySelector(".without a")!.GetAttribute("href")!]);
    }

    [Theory]
    [InlineData("ymmärretyille kokeille", "Haettiin sanoja: ymmärretty · koe")]
    [InlineData("ymmärret* kokeiden", "Haettiin sanoja: ymmärret* · koe")]
    [InlineData("Koe", null)]
    [InlineData("\"koe\" -sana", null)]
    public async Task The_page_says_which_words_were_looked_for_when_they_are_not_as_typed(string typed, string? said)
    {
        await newsroom.PublishAsync("Ymmärretty koe", "<p>Yksi juttu.</p>");
        Assert.Equal(said, (await newsroom.PageAsync("/arkisto?q=" + Uri.EscapeDataString(typed))).QuerySelector(".understood")?.TextContent);
    }

    [Fact]
    public async Task A_page_that_the_search_names_stands_above_the_hits()
    {
        var writer = await newsroom.WriterAsync("Seija Tuikkanen", "seija-tuikkanen");
        var silent = await newsroom.WriterAsync("Reima Tuikkanen", "reima-tuikkanen");
        await newsroom.PublishAsync("Muutosagentti aloitti", "", a => a.Bylines.Add(new Byline { PersonId = writer.Id, Name = writer.Name }));
        var theme = await newsroom.TermAsync("Suoraan löytyvä osallisuus");
        async Task<string[]> Named(string q, string prefix = "") => [.. (await newsroom.PageAsync($"{prefix}/arkisto?q=" + Uri.EscapeDataString(q))).QuerySelectorAll(".named a").Select(a => a.GetAttribute("href")!)];
        Assert.Equal(["/alueet/lappi"], await Named("kuka on muutosagentti Lapissa"));
        Assert.Equal(["/alueet/pohjois-karjala"], await Named("Pohjois-Karjalan avustukset"));
        Assert.Equal(["/sv/alueet/lappi"], await Named("vem är förändringsagent i Lappland", "/sv"));
        Assert.Equal(["/tekijat/seija-tuikkanen"], await Named("Seija Tuikkasen yhteystiedot"));
        Assert.Empty(await Named($"{silent.Name}"));
        Assert.Equal(["/aiheet/" + theme.Slug], await Named("suoraan löytyvää osallisuutta"));
        Assert.Empty(await Named("suoraan löytyvää osallisuutta kunnissa"));
        Assert.Empty(await Named("seija"));
        Assert.Empty(await Named("-Lappi"));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : NarrowingTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : NarrowingTests(n), IClassFixture<PostgresNewsroom>;
}
