using System.Net.Http.Json;
using System.Text.Json;
using Uutiset.Search;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Search;

/// <summary>What is searched when nothing has the words as they were typed, and what is offered when little has.</summary>
public abstract class DidYouMeanTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("kuntoutsukeskus", "kuntoutuskeskus")]
    [InlineData("Kuntoutuskekus", "Kuntoutuskeskus")]
    [InlineData("kuntoutsukeskus kyläpäivä", "kuntoutuskeskus kyläpäivä")]
    [InlineData("\"kuntoutuskekus avattiin\" -lakko", "\"kuntoutuskeskus avattiin\" -lakko")]
    public async Task A_misspelled_word_is_put_right_from_the_words_of_the_archive_and_the_rest_stays_as_typed(string typed, string meant)
    {
        var article = await newsroom.PublishAsync("Kuntoutuskeskus avattiin", "<p>Kyläpäivä keräsi väkeä.</p>");
        var page = await newsroom.SearchAsync(typed);
        Assert.Equal((SearchedAs.Corrected, meant), (page.As, page.DidYouMean));
        Assert.Contains(page.Hits, h => h.Slug == article.Slug);
        Assert.Contains("<mark>Kuntoutuskeskus</mark>", page.Hits[0].TitleHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kurkiauroissta", "kurkiauroista")]
    [InlineData("kurkiaurvoilla", "kurkiauroilla")]
    [InlineData("Pelkosenniemlelä", "Pelkosenniemellä")]
    public async Task A_misspelled_inflected_word_is_put_right_in_its_inflection(string typed, string meant)
    {
        var article = await newsroom.PublishAsync("Kurkiaura Pelkosenniemen yllä", "<p>Syksyn muutto alkoi.</p>");
        var page = await newsroom.SearchAsync(typed);
        Assert.Equal((SearchedAs.Corrected, meant), (page.As, page.DidYouMean));
        Assert.Contains(page.Hits, h => h.Slug == article.Slug);
    }

    [Fact]
    public async Task A_correction_finds_something_under_the_same_filters_or_is_none()
    {
        await newsroom.PublishAsync("Hyasinttinäyttely", "<p>Kukkia.</p>", a => a.Regions.Add(new() { RegionCode = "14" }));
        Assert.Equal("hyasinttinäyttely", (await newsroom.SearchAsync(new ArchiveQuery { Q = "hyasintinäytely", Region = "14" })).DidYouMean);
        var elsewhere = await newsroom.SearchAsync(new ArchiveQuery { Q = "hyasintinäytely", Region = "16" });
        Assert.Equal((0, null), (elsewhere.Total, elsewhere.DidYouMean));
    }

    [Fact]
    public async Task Who_wants_the_words_as_typed_gets_them()
    {
        await newsroom.PublishAsync("Koralliriutta", "");
        var page = await newsroom.SearchAsync(new ArchiveQuery { Q = "korraliriutta", AsTyped = true });
        Assert.Equal((0, SearchedAs.Typed, null), (page.Total, page.As, page.DidYouMean));
    }

    [Fact]
    public async Task A_word_typed_apart_is_found_as_one_and_one_as_two()
    {
        var one = await newsroom.PublishAsync("Fiilispotkaisu", "<p>Illan ohjelma.</p>");
        var apart = await newsroom.SearchAsync("fiilis potkaisu");
        Assert.Contains(apart.Hits, h => h.Slug == one.Slug);
        var two = await newsroom.PublishAsync("Zumba ja Tango", "<p>Zumba Tango illassa.</p>");
        var joined = await newsroom.SearchAsync("zumbatango");
        Assert.Equal((SearchedAs.Joined, "zumba tango"), (joined.As, joined.DidYouMean));
        Assert.Contains(joined.Hits, h => h.Slug == two.Slug);
    }

    [Fact]
    public async Task A_rare_word_with_a_neighbour_twenty_times_as_frequent_is_asked_about_and_a_less_rare_one_is_not()
    {
        await newsroom.PublishAsync("Kaarnavenho", "");
        for (var i = 0; i < 22; i++) await newsroom.PublishAsync($"Kaarnavenhe {i}", "");
        var page = await newsroom.SearchAsync("kaarnavenho");
        Assert.Equal((1, SearchedAs.Typed, "kaarnavenhe"), (page.Total, page.As, page.DidYouMean));
        Assert.Null((await newsroom.SearchAsync("kaarnavenhe")).DidYouMean);
        await newsroom.PublishAsync("Kaarnavenho taas", "");
        Assert.Null((await newsroom.SearchAsync("kaarnavenho")).DidYouMean);
    }

    [Fact]
    public async Task Words_of_an_article_that_came_after_the_first_question_are_known_and_those_of_one_that_went_are_not()
    {
        Assert.Null((await newsroom.SearchAsync("astrolabbi")).DidYouMean);
        var article = await newsroom.PublishAsync("Astrolabi", "");
        Assert.Equal("astrolabi", (await newsroom.SearchAsync("astrolabbi")).DidYouMean);
        await newsroom.ChangeAsync(article, a => a.Status = Uutiset.Articles.ArticleStatus.Withdrawn);
        Assert.Equal((0, null), ((await newsroom.SearchAsync("astrolabbi")) is var gone ? (gone.Total, gone.DidYouMean) : default));
    }

    [Fact]
    public async Task Page_and_api_say_what_was_searched_and_offer_the_words_as_typed()
    {
        await newsroom.PublishAsync("Kuntoutuskeskus avattiin", "");
        var page = await newsroom.PageAsync("/arkisto?q=kuntoutsukeskus");
        Assert.Contains("Näytetään tulokset haulle ”kuntoutuskeskus”", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("haulle ”kuntoutuskeskus”", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("kuntoutsukeskus", page.QuerySelector("#q")!.GetAttribute("value"));
        var still = page.QuerySelector(".notice a")!;
        Assert.Equal("Etsi silti: kuntoutsukeskus", still.TextContent);
        Assert.NotNull((await newsroom.PageAsync(still.GetAttribute("href")!)).QuerySelector(".empty"));
        var answer = await newsroom.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=kuntoutsukeskus");
        Assert.Equal(("corrected", "kuntoutuskeskus"), (answer.GetProperty("searchedAs").GetString(), answer.GetProperty("didYouMean").GetString()));
        Assert.Equal(0, (await newsroom.Client.GetFromJsonAsync<JsonElement>("/api/v1/search?q=kuntoutsukeskus&exact=true")).GetProperty("total").GetInt32());
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : DidYouMeanTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : DidYouMeanTests(newsroom), IClassFixture<PostgresNewsroom>;
}
