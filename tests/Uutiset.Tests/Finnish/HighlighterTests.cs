using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

public sealed partial class HighlighterTests
{
    private const string Long =
        "Kaupungin uusi toimintakeskus avattiin maanantaina vanhaan kouluun. Talossa on tilaa kahdellekymmenelle ryhmälle, ja iltaisin siellä soi kuoro. "
        + "Remontin maksoi kaupunki, ja kalusteet lahjoitti paikallinen puuseppien liitto. Ensi vuonna yhdistykset saavat anoa tiloihin toiminta-avustusta. "
        + "Hakemukset jätetään helmikuun loppuun mennessä sähköisesti. Päätökset avustuksista tekee vapaa-aikalautakunta maaliskuun kokouksessaan, "
        + "jossa jaetaan myös vuoden vapaaehtoisen palkinto. Avajaisissa tarjottiin kahvia ja korvapuusteja, ja lapset saivat ilmapalloja.";

    [GeneratedRegex("</?mark>")]
    private static partial Regex Marks();

    [Theory]
    [InlineData("EU rahoitus", "Päätös EU:n rahoituksesta tuli.", "Päätös <mark>EU:n</mark> <mark>rahoituksesta</mark> tuli.")]
    [InlineData("avustus", "Valtionavustukset jaetaan.", "<mark>Valtionavustukset</mark> jaetaan.")]
    [InlineData("yhdistys -kahvi", "Yhdistys keittää kahvia.", "<mark>Yhdistys</mark> keittää kahvia.")]
    [InlineData("\"uusi talo\"", "Uusi koulu. Uuden talon uusi katto.", "Uusi koulu. <mark>Uuden</mark> <mark>talon</mark> uusi katto.")]
    [InlineData("mielenterveyspalvelu", "Mielenterveys- ja päihdepalvelut", "<mark>Mielenterveys</mark>- ja päihdepalvelut")]
    [InlineData("järjestö", "jär\u00ADjestöille", "<mark>jär\u00ADjestöille</mark>")]
    [InlineData("b", "<b>Ä & 'ö'</b> \"x\"", "&lt;<mark>b</mark>&gt;Ä &amp; &#39;ö&#39;&lt;/<mark>b</mark>&gt; &quot;x&quot;")]
    [InlineData("talo", "Ei osumaa.", "Ei osumaa.")]
    public void Inflected_words_are_marked_and_nothing_else(string query, string text, string html) =>
        Assert.Equal(html, Analyses.Voikko.Mark(query, text));

    [Fact]
    public void Stems_are_marked_without_libvoikko() =>
        Assert.Equal("Kutsu <mark>yhdistyksille</mark>", Analyses.Managed.Mark("yhdistys", "Kutsu yhdistyksille"));

    [Fact]
    public void The_snippet_shows_the_stretch_with_most_of_the_search()
    {
        var snippet = new Highlighter(Analyses.Voikko).Snippet(Long, Analyses.Voikko.Query("lautakunta avustus päätös"));
        Assert.Contains("<mark>Päätökset</mark> <mark>avustuksista</mark> tekee <mark>vapaa-aikalautakunta</mark>", snippet, StringComparison.Ordinal);
        Assert.StartsWith("… ", snippet, StringComparison.Ordinal);
        Assert.EndsWith(" …", snippet, StringComparison.Ordinal);
        Assert.InRange(Marks().Replace(snippet, "").Length, 120, 210);
    }

    [Fact]
    public void Without_a_hit_the_snippet_is_the_beginning_cut_at_a_word()
    {
        var snippet = new Highlighter(Analyses.Voikko).Snippet(Long, Analyses.Voikko.Query("rautatie"), 60);
        Assert.Equal("Kaupungin uusi toimintakeskus avattiin maanantaina vanhaan …", snippet);
    }

    [Fact]
    public void A_short_text_is_its_own_snippet() =>
        Assert.Equal("Uusi <mark>talo</mark>.", new Highlighter(Analyses.Voikko).Snippet("Uusi talo.", Analyses.Voikko.Query("talot")));

    [Fact]
    public void A_snippet_is_one_line() =>
        Assert.Equal("Otsikko Uusi <mark>talo</mark>", new Highlighter(Analyses.Voikko).Snippet("Otsikko\r\n\r\n  Uusi talo\n", Analyses.Voikko.Query("talo")));

    [Fact]
    public void Marks_change_no_text_and_let_no_markup_through() => Prop.ForAll(Texts.Any, Texts.Any, (text, query) =>
    {
        var html = Analyses.Voikko.Mark(query, text);
        var plain = Marks().Replace(html, "");
        Assert.DoesNotContain('<', plain);
        Assert.Equal(Shown(text), WebUtility.HtmlDecode(plain));
        var snippet = Marks().Replace(new Highlighter(Analyses.Voikko).Snippet(text, Analyses.Voikko.Query(query), 40), "");
        Assert.DoesNotContain('<', snippet);
    }).QuickCheckThrowOnFailure();

    private static string Shown(string text) => string.Concat(text.EnumerateRunes().Select(r => r.Value is < ' ' and not ('\n' or '\r' or '\t') ? " " : r.ToString()));
}
