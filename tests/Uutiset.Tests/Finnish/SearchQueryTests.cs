using FsCheck;
using FsCheck.Fluent;
using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

public sealed class SearchQueryTests
{
    private static string Read(string query) => string.Join(' ', SearchQuery.Parse(query).Terms.Select(t =>
        (t.IsExcluded ? "-" : "") + (t.IsPhrase ? $"\"{t.Text}\"" : (t.IsOpenAtStart ? "*" : "") + t.Text + (t.IsOpenAtEnd ? "*" : ""))));

    [Theory]
    [InlineData("  järjestöt   rahoitus ", "järjestöt rahoitus")]
    [InlineData("”siun sote” kokous", "\"siun sote\" kokous")]
    [InlineData("\"kesken jäänyt", "\"kesken jäänyt\"")]
    [InlineData("sote -uudistus", "sote -uudistus")]
    [InlineData("-\"vanha laki\" uusi", "-\"vanha laki\" uusi")]
    [InlineData("sote - uudistus", "sote uudistus")]
    [InlineData("sosiaali- ja terveysala", "sosiaali- ja terveysala")]
    [InlineData("koivu* *koivu *koivu*", "koivu* *koivu *koivu*")]
    [InlineData("a* *", "a")]
    [InlineData("-* \"\" -- *", "")]
    [InlineData("AND OR NOT NEAR(2)", "AND OR NOT NEAR(2)")]
    public void A_search_is_read(string query, string read) => Assert.Equal(read, Read(query));

    [Fact]
    public void Nothing_is_an_empty_search() => Assert.True(Analyses.Voikko.Query((string)null!).IsEmpty);

    [Fact]
    public void A_long_search_is_cut() =>
        Assert.Equal(SearchQuery.MostTerms, SearchQuery.Parse(string.Join(' ', Enumerable.Repeat("sana", 5000))).Terms.Count);

    [Theory]
    [InlineData("yhdistys rahoitus", "Yhdistykset saivat rahoituksen.", true)]
    [InlineData("yhdistys rahoitus", "Yhdistykset kokoontuivat.", false)]
    [InlineData("yhdistys -rahoitus", "Yhdistykset kokoontuivat.", true)]
    [InlineData("yhdistys -rahoitus", "Yhdistykset saivat rahoituksen.", false)]
    [InlineData("-rahoitus", "Yhdistykset kokoontuivat.", false)]
    [InlineData("\"uusi rahoitus\"", "Päätös uudesta rahoituksesta tuli.", true)]
    [InlineData("\"uusi rahoitus\"", "Rahoituksesta tuli uusi päätös.", false)]
    [InlineData("\"avustus\"", "Valtionavustukset jaettiin.", false)]
    [InlineData("valtio*", "Valtionavustukset jaettiin.", true)]
    [InlineData("*avustus", "Valtionavustukset jaettiin.", true)]
    [InlineData("*onavus*", "Valtionavustukset jaettiin.", true)]
    [InlineData("avus*", "Valtionavustukset jaettiin.", true)]
    [InlineData("\"avus\"", "Valtionavustukset jaettiin.", false)]
    [InlineData("yhdistys ja säätiö", "Säätiö tukee yhdistystä.", true)]
    [InlineData("ja", "Talkoot ja kahvit.", true)]
    public void A_search_means_what_it_says(string query, string text, bool found) => Assert.Equal(found, Analyses.Voikko.Finds(query, text));

    [Fact]
    public void A_query_word_names_the_index_terms_that_answer_it()
    {
        var words = Analyses.Voikko.Query("kuusta \"kuusta\"").Clauses.Select(c => c.Alternatives[0].Words[0]).ToArray();
        Assert.Equal(["kuu", "kuusi", "kuusta", "^svkuust", "^enkuusta", "+kuu", "+kuusi", "+kuusta"], words[0].Terms);
        Assert.Equal(["kuu", "kuusi", "kuusta", "^svkuust", "^enkuusta"], words[1].Terms);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_text_is_a_search_that_throws_and_every_text_is_found_by_its_first_word(bool voikko) => Prop.ForAll(Texts.Any, text =>
    {
        var analysis = voikko ? Analyses.Voikko : Analyses.Managed;
        var tokens = analysis.Tokens(text);
        analysis.Query(text).IsMatch(tokens);
        if (tokens.Count > 0 && tokens[0].Length < 60)
        {
            var word = text.Substring(tokens[0].Start, tokens[0].Length);
            Assert.True(analysis.Query('"' + word + '"').IsMatch(tokens), word);
        }
    }).QuickCheckThrowOnFailure();
}
