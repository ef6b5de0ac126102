using Uutiset.Articles;
using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>People remember when something was published, and ask for it in words.</summary>
public abstract class DateWordsTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("postikyyhky 10.3.2020", true)]
    [InlineData("postikyyhky maaliskuu 2020", true)]
    [InlineData("postikyyhky maaliskuussa 2020", true)]
    [InlineData("postikyyhkyt keväällä 2020", true)]
    [InlineData("postikyyhky kevät", true)]
    [InlineData("postikyyhky 2020", true)]
    [InlineData("postikyyhky 11.3.2020", false)]
    [InlineData("postikyyhky syksyllä 2020", false)]
    [InlineData("postikyyhky 2021", false)]
    public async Task An_article_is_found_by_the_day_the_month_the_season_and_the_year_of_its_publication(string query, bool found)
    {
        // 10.3.2020 in Finland
        var article = await newsroom.PublishAsync("Postikyyhky palasi", "<p>Lento kesti tunnin.</p>", a => a.PublishedUtc = new DateTime(2020, 3, 9, 22, 30, 0, DateTimeKind.Utc));
        Assert.Equal(found, await newsroom.FindsAsync(query, article));
    }

    [Fact]
    public async Task What_is_not_known_of_the_day_is_not_said_and_a_swedish_text_has_swedish_words()
    {
        var noon = new DateTime(2019, 10, 5, 9, 0, 0, DateTimeKind.Utc);
        var month = await newsroom.PublishAsync("Merimajakka kunnostettiin", "", a => (a.PublishedUtc, a.PublishedPrecision) = (noon, DatePrecision.Month));
        var unknown = await newsroom.PublishAsync("Merimajakka sammui", "", a => (a.PublishedUtc, a.PublishedPrecision) = (noon, DatePrecision.Unknown));
        var swedish = await newsroom.PublishAsync("Fyren lyser igen", "", a => (a.PublishedUtc, a.Lang) = (noon, "sv"));
        Assert.True(await newsroom.FindsAsync("merimajakka lokakuussa 2019", month));
        Assert.False(await newsroom.FindsAsync("merimajakka 5.10.2019", month));
        Assert.False(await newsroom.FindsAsync("merimajakka 2019", unknown));
        Assert.True(await newsroom.FindsAsync("fyren oktober 2019", swedish));
        Assert.True(await newsroom.FindsAsync("fyren hösten 2019", swedish));
        await newsroom.ChangeAsync(unknown, a => a.PublishedPrecision = DatePrecision.Day);
        Assert.True(await newsroom.FindsAsync("merimajakka 5.10.2019", unknown));
    }

    [Theory]
    [InlineData(1, "kevät 2021 talvi 2021")]
    [InlineData(8, "kesä 2021 syksy 2021")]
    [InlineData(12, "syksy 2021 talvi 2021")]
    public void A_month_between_two_seasons_is_of_both(int month, string seasons) =>
        Assert.All(seasons.Split(' '), word => Assert.Contains(word, DateWords.Of(new DateTime(2021, month, 15, 9, 0, 0, DateTimeKind.Utc), DatePrecision.Minute, "fi").Split(' ')));

    public sealed class OnSqlite(SqliteNewsroom n) : DateWordsTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : DateWordsTests(n), IClassFixture<PostgresNewsroom>;
}
