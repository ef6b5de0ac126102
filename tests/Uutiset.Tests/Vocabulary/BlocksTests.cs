using Uutiset.Vocabulary.Body;

namespace Uutiset.Tests.Vocabulary;

public sealed class BlocksTests
{
    [Theory]
    [InlineData("<aside data-block=\"region\" data-region=\"14\"><p>a</p></aside>", "<aside data-block=\"region\" data-region=\"14\"><p>a</p></aside>")]
    [InlineData("<aside data-block=\"region\" data-region=\"99\"><p>a</p></aside>", "<aside data-block=\"region\"><p>a</p></aside>")]
    [InlineData("<aside data-block=\"fact\" data-region=\"14\"><p>a</p></aside>", "<aside data-block=\"fact\"><p>a</p></aside>")]
    [InlineData("<aside data-block=\"funding\"></aside>", "")]
    public void A_box_about_a_region_keeps_the_regions_code_and_no_other_attribute(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, "fi"));

    [Theory]
    [InlineData("<table><tr><th>a</th></tr><tr><td>b</td></tr><tr><td> </td></tr></table>", "<table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>")]
    [InlineData("<table><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td></td></tr></table>", "<table><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td></td></tr></tbody></table>")]
    public void Empty_rows_go_unless_a_cell_reaches_into_them(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, "fi"));

    [Theory]
    [InlineData("jaossa 70 Me ja 9,4 miljoonaa euroa", "jaossa 70\u00A0Me ja 9,4\u00A0miljoonaa euroa")]
    [InlineData("15 henkilöä 3 milj. euroa", "15 henkilöä 3\u00A0milj. euroa")]
    public void A_sum_of_money_does_not_break_between_number_and_unit(string text, string expected)
    {
        Assert.Equal(expected, Typography.Line(text, "fi"));
        Assert.Equal(expected, Typography.Line(expected, "fi"));
    }

    [Theory]
    [InlineData("täällä", true)]
    [InlineData("Lue lisää täältä.", true)]
    [InlineData("tästä linkistä", true)]
    [InlineData("Lisätietoa tämän linkin takaa ohjelmasta", true)]
    [InlineData("klicka här", true)]
    [InlineData("Järjestöjen yhteistyön tiekartta", false)]
    [InlineData("Täällä kasvaa kumppanuus", false)]
    [InlineData("Läs mer om understöden", false)]
    public void Words_that_do_not_say_where_a_link_leads_are_known(string words, bool vague) => Assert.Equal(vague, VagueLinks.IsVague(words));

    [Fact]
    public void Vague_links_are_found_in_lists_boxes_and_tables_whatever_is_bold_in_them()
    {
        var blocks = HtmlCleaner.Read("""
            <ul><li><a href="/a">tä<b>äl</b>lä</a></li></ul><aside data-block="fact"><p><a href="/b">tästä</a></p></aside>
            <table><tr><td><a href="/c">linkki</a></td></tr></table><p><a href="/d">täällä</a> <a href="/e">ohjeet</a></p>
            """, "fi");
        Assert.Equal(["täällä", "tästä", "linkki"], VagueLinks.In(blocks));
    }

    [Fact]
    public void A_line_break_beside_an_address_is_as_bold_the_second_time_as_the_first()
    {
        var once = HtmlCleaner.Clean("<p><strong>www.example.org/x<br>toinen</strong></p>", "fi");
        Assert.Equal(once, HtmlCleaner.Clean(once, "fi"));
    }
}
