using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>What a reader of Finnish expects to find, whatever the ending, compound or hyphen.</summary>
public abstract class WordsTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("kumppanuuspöytä", "Järjestöt kokoontuivat kumppanuuspöydän ääreen.")]
    [InlineData("järjestö", "Syksyn kiertue tuo järjestöjen äänen kuuluviin.")]
    [InlineData("avustus", "Uudet valtionavustukset ovat haettavissa.")]
    [InlineData("avustus", "Kunta-avustusten ehdot muuttuvat.")]
    [InlineData("jarjesto", "Paikallisia järjestöjä kuullaan lokakuussa.")]
    [InlineData("STM", "Kysymys meni STM:n virkamiehille.")]
    [InlineData("sotekeskus", "Väki tutustui uuteen sote-keskukseen.")]
    [InlineData("sote-keskus", "Väki tutustui uuteen sotekeskukseen.")]
    [InlineData("mielenterveyspalvelut", "Mielenterveys- ja päihdepalvelut saivat oman pöytänsä.")]
    [InlineData("toimintatapa", "Yhteiset toimintatavat kirjattiin muistiin.")]
    [InlineData("nuori", "Illan aiheena olivat nuorten harrastukset.")]
    [InlineData("laki", "Uusi järjestämislain pykälä huolettaa.")]
    [InlineData("koivu*", "Talkoissa istutettiin koivuntaimia.")]
    [InlineData("*pöytä", "Lopuksi koottiin kumppanuuspöytä.")]
    [InlineData("2031", "Kausi alkaa 1.3.2031.")]
    public async Task A_word_finds_the_text_that_says_it_in_another_form(string typed, string text)
    {
        var article = await newsroom.PublishAsync("Uutinen alueelta", $"<p>{text}</p>");
        Assert.True(await newsroom.FindsAsync(typed, article));
    }

    [Fact]
    public async Task All_words_are_needed_wherever_they_stand()
    {
        var both = await newsroom.PublishAsync("Hiihtoretki kutsuu", "<p>Lähtö Kontiolahdelta aamulla.</p>");
        var one = await newsroom.PublishAsync("Hiihtoretki peruttu", "<p>Lunta ei ole.</p>");
        Assert.True(await newsroom.FindsAsync("kontiolahti hiihtoretki", both));
        Assert.False(await newsroom.FindsAsync("kontiolahti hiihtoretki", one));
    }

    [Fact]
    public async Task A_phrase_needs_its_words_side_by_side_in_any_inflection()
    {
        var side = await newsroom.PublishAsync("Tupailta", "<p>Puhumme vapaan sivistystyön merkityksestä.</p>");
        var apart = await newsroom.PublishAsync("Tupailta kaksi", "<p>Vapaan illan jälkeen alkaa sivistystyö.</p>");
        var across = await newsroom.PublishAsync("Sivistystyö", "<p>Ilta on vapaa.</p>", a => a.Lead = "Se on vapaa");
        Assert.True(await newsroom.FindsAsync("\"vapaa sivistystyö\"", side));
        Assert.False(await newsroom.FindsAsync("\"vapaa sivistystyö\"", apart));
        Assert.False(await newsroom.FindsAsync("\"vapaa sivistystyö\"", across));
        Assert.True(await newsroom.FindsAsync("vapaa sivistystyö", apart));
    }

    [Fact]
    public async Task An_excluded_word_keeps_out_what_has_it()
    {
        var plain = await newsroom.PublishAsync("Soutajat palkittiin", "<p>Juhla pidettiin rannalla.</p>");
        var excluded = await newsroom.PublishAsync("Soutajat kokoustivat", "<p>Kokouksessa puhuttiin talkoista.</p>");
        Assert.True(await newsroom.FindsAsync("soutaja -talkoot", plain));
        Assert.False(await newsroom.FindsAsync("soutaja -talkoot", excluded));
    }

    [Fact]
    public async Task Bylines_tags_and_regions_are_found_as_well()
    {
        var term = await newsroom.TermAsync("Omaishoitajien vertaistuki");
        var article = await newsroom.PublishAsync("Kesäpäivä", "<p>Ohjelmassa laulua.</p>", a =>
        {
            a.Bylines.Add(new() { Name = "Taavi Hirvikallio", Organisation = "Rantakylän Tuki ry" });
            a.Terms.Add(new() { TermId = term.Id });
            a.Regions.Add(new() { RegionCode = "16" });
        });
        foreach (var words in new[] { "hirvikallion", "Rantakylän Tuki", "omaishoitaja", "vertaistuen", "kesäpäivä hirvikallio", "kesäpäivä etelä-pohjanmaalla" })
            Assert.True(await newsroom.FindsAsync(words, article), words);
    }

    [Fact]
    public async Task When_no_article_has_all_words_those_with_some_are_offered_and_it_is_said()
    {
        var article = await newsroom.PublishAsync("Mölkkyturnaus", "<p>Mukana oli kahdeksan joukkuetta.</p>");
        var page = await newsroom.SearchAsync("mölkkyturnaus zanzibar");
        Assert.Equal(SearchedAs.AnyWord, page.As);
        Assert.Contains(page.Hits, h => h.Slug == article.Slug);
        Assert.Equal(0, (await newsroom.SearchAsync("zanzibarissa")).Total);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : WordsTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : WordsTests(newsroom), IClassFixture<PostgresNewsroom>;
}
