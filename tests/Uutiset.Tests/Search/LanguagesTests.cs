using Uutiset.Articles;

namespace Uutiset.Tests.Search;

/// <summary>Each text is searched as its own language inflects.</summary>
public abstract class LanguagesTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("förening")]
    [InlineData("föreningar")]
    [InlineData("föreningens")]
    [InlineData("forening")]
    [InlineData("välfärdsområdet")]
    [InlineData("bidrag ansökan")]
    [InlineData("EU-bidrag")]
    [InlineData("\"nya bidraget\"")]
    [InlineData("STM")]
    [InlineData("Kuopio")]
    [InlineData("före*")]
    public async Task Swedish(string words) => Assert.True(await newsroom.FindsAsync(words, await SwedishAsync()), words);

    [Theory]
    [InlineData("association")]
    [InlineData("organising")]
    [InlineData("county")]
    [InlineData("policies funding")]
    public async Task English(string words)
    {
        var article = await PublishAsync("en", "Associations organised a meeting", "<p>The wellbeing services counties explained how their funding policy changed.</p>");
        Assert.True(await newsroom.FindsAsync(words, article), words);
    }

    [Fact]
    public async Task A_summary_in_another_language_is_found_by_the_words_of_that_language()
    {
        var article = await PublishAsync("fi", "Jäkäläretki peruttiin", "<p>Retki jäi tekemättä.</p>", a => a.Summaries.Add(new() { Lang = "sv", Title = "Utflykten ställdes in", Text = "Lavarna fick vara i fred." }));
        Assert.True(await newsroom.FindsAsync("utflykter", article));
        Assert.True(await newsroom.FindsAsync("lav", article));
        Assert.True(await newsroom.FindsAsync("retkelle", article));
    }

    [Fact]
    public async Task A_stem_of_one_language_finds_no_text_of_another()
    {
        // "tanken" is a Finnish genitive that Swedish would cut to "tank"
        var finnish = await PublishAsync("fi", "Tankki tyhjeni", "<p>Tankin pohjalla oli hiekkaa.</p>");
        Assert.False(await newsroom.FindsAsync("tanken", finnish));
    }

    [Fact]
    public async Task Marks_stand_around_the_inflected_word()
    {
        await SwedishAsync();
        var hit = Assert.Single((await newsroom.SearchAsync("hälsocentral")).Hits, h => h.Slug == Slug);
        Assert.Contains("<mark>hälsocentralerna</mark>", hit.SnippetHtml, StringComparison.Ordinal);
        Assert.Contains("<mark>Föreningarna</mark>", Assert.Single((await newsroom.SearchAsync("föreningens")).Hits, h => h.Slug == Slug).TitleHtml, StringComparison.Ordinal);
    }

    private const string Slug = "foreningarna-moter";

    private async Task<Article> SwedishAsync() =>
        await newsroom.InDbAsync(async db => await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstOrDefaultAsync(db.Articles, a => a.Slug == Slug))
        ?? await PublishAsync("sv", "Föreningarna möter välfärdsområdena",
            "<p>Ansökningarna om det nya bidraget ska lämnas till STM:s enhet i Kuopio. EU-bidragen räcker inte till hälsocentralerna.</p>", a => a.Slug = Slug);

    private Task<Article> PublishAsync(string lang, string title, string body, Action<Article>? adjust = null) => newsroom.PublishAsync(title, body, a =>
    {
        a.Lang = lang;
        adjust?.Invoke(a);
    });

    public sealed class OnSqlite(SqliteNewsroom newsroom) : LanguagesTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : LanguagesTests(newsroom), IClassFixture<PostgresNewsroom>;
}
