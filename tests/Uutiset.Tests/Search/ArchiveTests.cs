using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>Pages, order, filters, marks, and queries that mean harm.</summary>
public abstract class ArchiveTests(Newsroom newsroom)
{
    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition_and_the_count_is_exact()
    {
        var slugs = new List<string>();
        for (var i = 0; i < 25; i++) slugs.Add((await newsroom.PublishAsync($"Sammalretki numero {i}", "<p>Kuljemme suolla.</p>")).Slug);
        foreach (var sort in Enum.GetValues<ArchiveSort>())
        {
            var pages = new List<ArchivePage>();
            for (var page = 1; page <= 4; page++) pages.Add(await newsroom.SearchAsync(new ArchiveQuery { Q = "sammalretki", Page = page, PageSize = 10, Sort = sort }));
            Assert.Equal([10, 10, 5, 0], pages.Select(p => p.Hits.Count));
            Assert.All(pages, p => Assert.Equal(25, p.Total));
            Assert.Equal(slugs.Order(), pages.SelectMany(p => p.Hits).Select(h => h.Slug).Order());
        }
    }

    [Fact]
    public async Task The_title_outweighs_the_body_the_base_form_the_compound_part_and_the_new_the_old()
    {
        var article = $"<p>{string.Concat(Enumerable.Repeat("Keväällä kierreltiin saaria pitkin ja poikin. ", 40))}</p>";
        var part = await newsroom.PublishAsync("Kevään kuulumiset", article + "<p>Kiertelimme majakkasaarella.</p>");
        var body = await newsroom.PublishAsync("Kevään muita kuulumisia", article + "<p>Kiertelimme majakalla.</p>");
        var title = await newsroom.PublishAsync("Majakka avautui", article);
        var old = await newsroom.PublishAsync("Majakka avautui jo", article, a => a.PublishedUtc = a.PublishedUtc!.Value.AddYears(-6));
        Assert.Equal([title.Slug, old.Slug, body.Slug, part.Slug], (await newsroom.SearchAsync("majakka")).Hits.Select(h => h.Slug));
    }

    [Fact]
    public async Task The_very_form_ranks_before_others_of_the_word_and_a_word_before_a_part_of_one()
    {
        var morning = newsroom.Clock.GetUtcNow().UtcDateTime.AddDays(-2);
        // The later one is first when nothing else parts them
        Task<Article> At(int minute, string word) => newsroom.PublishAsync("Satamassa tavataan", $"<p>Ilta on {word} maksuton.</p>", a => a.PublishedUtc = morning.AddMinutes(minute));
        var word = await At(0, "paikkaajille");
        var (typed, bare, late) = (await At(1, "verkonpaikkaajille"), await At(2, "verkonpaikkaaja"), await At(3, "verkonpaikkaajanakin"));
        async Task<string[]> Slugs(string q) => [.. (await newsroom.SearchAsync(q)).Hits.Select(h => h.Slug)];
        Assert.Equal([typed.Slug, late.Slug, bare.Slug], await Slugs("verkonpaikkaajille"));
        Assert.Equal([bare.Slug, late.Slug, typed.Slug], await Slugs("verkonpaikkaaja"));
        Assert.Equal([word.Slug, late.Slug, bare.Slug, typed.Slug], await Slugs("paikkaaja"));
        // The pages follow each other
        var pages = new List<string>();
        for (var page = 1; page <= 3; page++) pages.AddRange((await newsroom.SearchAsync(new ArchiveQuery { Q = "verkonpaikkaaja", Page = page, PageSize = 1 })).Hits.Select(h => h.Slug));
        Assert.Equal([bare.Slug, late.Slug, typed.Slug], pages);
    }

    [Fact]
    public async Task Words_side_by_side_rank_before_the_same_words_apart()
    {
        var apart = await newsroom.PublishAsync("Kyläilta", "<p>Punainen talo ja keltainen lyhty loistivat, puhe kesti.</p>");
        var together = await newsroom.PublishAsync("Kyläilta", "<p>Talo loisti, punainen lyhty ja keltainen puhe kesti.</p>", a => a.PublishedUtc = a.PublishedUtc!.Value.AddDays(-3));
        Assert.Equal([together.Slug, apart.Slug], (await newsroom.SearchAsync("punainen lyhty")).Hits.Select(h => h.Slug));
    }

    [Fact]
    public async Task Filters_narrow_and_facets_count_what_is_left()
    {
        var term = await newsroom.TermAsync("Rantaraitti");
        async Task<Article> Add(string title, int year, string? region, bool tagged, ArticleType type) => await newsroom.PublishAsync(title, "<p>Laituriprojekti etenee.</p>", a =>
        {
            a.PublishedUtc = new DateTime(year, 12, 31, 22, 30, 0, DateTimeKind.Utc);
            a.Type = type;
            if (region is not null) a.Regions.Add(new() { RegionCode = region });
            if (tagged) a.Terms.Add(new() { TermId = term.Id });
            a.Bylines.Add(new() { Name = "Sinikka Laine-Testi" });
        });
        var local = await Add("Vantaan laituri", 2021, "04", true, ArticleType.News);
        var hus = await Add("Iso laituri", 2022, "HUS", true, ArticleType.Event);
        var national = await Add("Koko maan laituri", 2022, null, false, ArticleType.News);

        async Task<string[]> Slugs(ArchiveQuery query) => [.. (await newsroom.SearchAsync(query with { Q = "laituriprojekti" })).Hits.Select(h => h.Slug).Order()];
        string[] Of(params Article[] articles) => [.. articles.Select(a => a.Slug).Order()];
        Assert.Equal(Of(local, hus), await Slugs(new() { Region = "04" }));
        Assert.Equal(Of(hus), await Slugs(new() { Region = "03" }));
        Assert.Empty(await Slugs(new() { Region = "99" }));
        Assert.Equal(Of(local, hus), await Slugs(new() { Tag = term.Slug }));
        Assert.Equal(Of(hus), await Slugs(new() { Type = ArticleType.Event }));
        Assert.Empty(await Slugs(new() { Lang = "sv" }));
        Assert.Equal(Of(local, hus, national), await Slugs(new() { Author = "Sinikka Laine-Testi" }));
        // Half past midnight on New Year's Day in Finland
        Assert.Equal(Of(local), await Slugs(new() { From = new(2022, 1, 1), To = new(2022, 12, 31) }));
        Assert.Equal(Of(), await Slugs(new() { To = new(2021, 12, 31) }));

        var facets = (await newsroom.SearchAsync("laituriprojekti")).Facets;
        Assert.Contains(new ArchiveFacet(term.Slug, "Rantaraitti", 2), facets.Tags);
        Assert.Contains(new ArchiveFacet("04", "Vantaa-Kerava", 1), facets.Regions);
        Assert.Equal(new ArchiveFacet("Sinikka Laine-Testi", "Sinikka Laine-Testi", 3), Assert.Single(facets.Authors));
        Assert.Equal([("news", 2), ("event", 1)], facets.Types.Select(t => (t.Value, t.Count)));
        Assert.Equal([("2023", 2), ("2022", 1)], facets.Years.Select(y => (y.Value, y.Count)));
    }

    [Fact]
    public async Task No_words_list_everything_newest_first()
    {
        var newest = await newsroom.PublishAsync("Tuorein kaikista", "", a => a.PublishedUtc = newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1));
        var page = await newsroom.SearchAsync(new ArchiveQuery());
        Assert.Equal(newest.Slug, page.Hits[0].Slug);
        Assert.Equal(page.Total, page.Facets.Types.Sum(t => t.Count));
    }

    [Fact]
    public async Task Titles_and_snippets_are_escaped_and_marks_stand_around_whole_words_only()
    {
        var article = await newsroom.PublishAsync("Ahkerat <script>alert(1)</script> & mehiläiset", "<p>Kesällä <b>mehiläisten</b> hoitajat &lt;img src=x onerror=y&gt; kokoontuvat.</p><p>Toinen.</p>");
        var hit = Assert.Single((await newsroom.SearchAsync("mehiläinen")).Hits, h => h.Slug == article.Slug);
        Assert.Equal("Ahkerat &lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>mehiläiset</mark>", hit.TitleHtml);
        Assert.Contains("<mark>mehiläisten</mark>", hit.SnippetHtml, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(?!/?mark>)", hit.TitleHtml + hit.SnippetHtml);
    }

    public static TheoryData<string> Hostile =>
    [
        "\"", "\"\"\"", "((((", ")", "*", "**", "a*", "-", "--", "-*", "NEAR(", "NEAR(a b, 2)", "AND OR NOT", "title:x", "{title} : x", "^a", "a + b", "' or 1=1 --", "\0", "a\0b",
        "&|!:*<->", "'a':*", "\\", "%", "_", "*%", "*_*", "😀", "\u202Eabc", "\uD800", "(?:a+)+$", "-järjestö", "-\"a b\" -c", "\"-a\"", "!", "'", "''", "\u001F", "a\u001Fb", "*'*", "*\\*",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Any_text_is_a_legal_query(string words)
    {
        await newsroom.PublishAsync("Jokin aina löytyy a b c");
        foreach (var query in new[] { words, $"järjestö {words}", $"{words} järjestö", $"\"{words} järjestö", $"*{words}*" })
        {
            var page = await newsroom.SearchAsync(query);
            Assert.Equal(page.Total > 0, page.Hits.Count > 0);
        }
    }

    [Theory]
    [InlineData("järjestö ", 1_250)]
    [InlineData("a", 10_000)]
    [InlineData("\"", 10_000)]
    [InlineData("(", 1_000_000)]
    [InlineData("-x ", 5_000)]
    [InlineData("*a* ", 5_000)]
    public async Task A_very_long_query_is_answered_in_time(string piece, int times)
    {
        var started = TimeProvider.System.GetTimestamp();
        await newsroom.SearchAsync(string.Concat(Enumerable.Repeat(piece, times)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task A_body_of_any_size_and_content_can_be_published()
    {
        var letters = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{(char)('a' + i % 26)}{i}'\\ "));
        var article = await newsroom.PublishAsync("Valtava luettelo", $"<p>{letters}</p><p>{new string('ö', 200_000)}</p>");
        Assert.True(await newsroom.FindsAsync("luettelo a0", article));
    }

    [Fact]
    public async Task A_rebuilt_index_finds_the_same_and_keeps_nothing_that_is_not_public()
    {
        var kept = await newsroom.PublishAsync("Hopeakettujen kierros", "<p>Kettupolku.</p>");
        var before = (await newsroom.SearchAsync("hopeakettu")).Hits;
        var count = await newsroom.Services.GetRequiredService<Reindex>().RunAsync(null, CancellationToken.None);
        Assert.Equal((await newsroom.SearchAsync(new ArchiveQuery())).Total, count);
        Assert.Equal(before.Select(h => (h.Slug, h.SnippetHtml)), (await newsroom.SearchAsync("hopeakettu")).Hits.Select(h => (h.Slug, h.SnippetHtml)));
        Assert.True(await newsroom.FindsAsync("kettu", kept));
        await newsroom.ChangeAsync(kept, a => a.Title = "Sinikettujen kierros");
        Assert.False(await newsroom.FindsAsync("hopeakettu", kept));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ArchiveTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ArchiveTests(newsroom), IClassFixture<PostgresNewsroom>;
}
