using Uutiset.Vocabulary.Body;

namespace Uutiset.Tests.Vocabulary;

public sealed class HtmlCleanerTests
{
    [Theory]
    [InlineData("<h1>Otsikko</h1><p>Teksti</p>", "<h2>Otsikko</h2><p>Teksti</p>")]
    [InlineData("<h2>a</h2><h4>b</h4><h6>c</h6>", "<h2>a</h2><h3>b</h3><h4>c</h4>")]
    [InlineData("<p>a<b>b<i>c</i></b></p>", "<p>a<strong>b</strong><strong><em>c</em></strong></p>")]
    [InlineData("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>")]
    [InlineData("irrallinen <span style='color:red'>teksti</span>", "<p>irrallinen teksti</p>")]
    [InlineData("<p>a<br><br>b<br>c</p>", "<p>a</p><p>b<br>c</p>")]
    [InlineData("<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>")]
    [InlineData("<p>&nbsp;</p><p> </p><h2></h2>", "")]
    public void Text_keeps_its_meaning_and_loses_its_looks(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, "fi"));

    [Theory]
    [InlineData("<ul><li><p>yksi</p><ul><li>kaksi</li></ul></li><li>kolme</li></ul>", "<ul><li>yksi<ul><li>kaksi</li></ul></li><li>kolme</li></ul>")]
    [InlineData("<ol><li>a</li><ol><li>b</li></ol></ol>", "<ol><li>a<ol><li>b</li></ol></li></ol>")]
    [InlineData("<p>Tavoitteet:</p><p>•    yksi</p><p>•\u00A0\u00A0kaksi</p><p>Loppu</p>", "<p>Tavoitteet:</p><ul><li>yksi</li><li>kaksi</li></ul><p>Loppu</p>")]
    [InlineData("<p>Tavoitteet:<br>• yksi<br>• kaksi</p>", "<p>Tavoitteet:</p><ul><li>yksi</li><li>kaksi</li></ul>")]
    [InlineData("<p>1. yksi</p><p>2. kaksi</p><p>4. neljä</p>", "<ol><li>yksi</li><li>kaksi</li></ol><p>4. neljä</p>")]
    [InlineData("<p>1. lokakuuta avautuu haku.</p><p>Muuta.</p>", "<p>1. lokakuuta avautuu haku.</p><p>Muuta.</p>")]
    [InlineData("<ul><li>• yksi</li></ul>", "<ul><li>yksi</li></ul>")]
    public void Lists_are_lists_also_when_they_were_typed_as_text(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, "fi"));

    [Theory]
    [InlineData("“Näin on”, hän \"sanoo\".", "fi", "<p>”Näin on”, hän ”sanoo”.</p>")]
    [InlineData("“Quoted”", "en", "<p>“Quoted”</p>")]
    [InlineData("9,4\u00A0miljoonaa euroa, 5 %, 6 § ja\u00A0muuta", "fi", "<p>9,4\u00A0miljoonaa euroa, 5\u00A0%, 6\u00A0§ ja muuta</p>")]
    [InlineData("jär\u00ADjes\u00ADtö a\u0308iti", "fi", "<p>järjestö äiti</p>")]
    [InlineData("<b>y</b>\u00AD<b>\u0308</b>", "fi", "<p><strong>ÿ</strong></p>")]
    [InlineData("a &lt;b&gt; &amp; c", "fi", "<p>a &lt;b&gt; &amp; c</p>")]
    public void Characters_are_written_as_the_language_wants_them(string html, string lang, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, lang));

    [Theory]
    [InlineData("<a href='https://example.org/a?b=1&c=2'>x</a>", "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener\">x</a></p>")]
    [InlineData("<a href='mailto:maija@example.fi' onclick='x()'>x</a>", "<p><a href=\"mailto:maija@example.fi\">x</a></p>")]
    [InlineData("<a href='tel:050 123 4567'>x</a>", "<p><a href=\"tel:0501234567\">x</a></p>")]
    [InlineData("<a href='/uutiset/toinen'>x</a>", "<p><a href=\"/uutiset/toinen\">x</a></p>")]
    [InlineData("<a href='https://pankki.example@muualla.example/'>x</a><a href='http://a:b@example.org'>y</a>", "<p>xy</p>")]
    [InlineData("<a href='//example.org'>x</a><a href='#x'>y</a><a href='ftp://example.org'>z</a>", "<p>xyz</p>")]
    [InlineData("Katso www.example.org, tai (https://example.org/a).",
        "<p>Katso <a href=\"https://www.example.org\" rel=\"noopener\">www.example.org</a>, tai (<a href=\"https://example.org/a\" rel=\"noopener\">https://example.org/a</a>).</p>")]
    public void Links_lead_to_the_web_a_mailbox_a_phone_or_this_site(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, "fi"));

    [Theory]
    [InlineData("<blockquote data-speaker='Maija Malli' data-role='hankepäällikkö' class=x>Teksti</blockquote>",
        "<blockquote data-speaker=\"Maija Malli\" data-role=\"hankepäällikkö\"><p>Teksti</p></blockquote>")]
    [InlineData("<aside data-block=fact><h3>Raha</h3>70 Me</aside><aside data-block=evil>x</aside>", "<aside data-block=\"fact\"><h2>Raha</h2><p>70\u00A0Me</p></aside><p>x</p>")]
    [InlineData("<div data-ref='deadline:0191a5b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'>pois</div><div data-ref='file:///etc'>jää</div>",
        "<div data-ref=\"deadline:0191a5b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b\"></div><p>jää</p>")]
    [InlineData("<table border=1><caption>Summat</caption><tr><th>Alue<th>Me<tr><td>Kainuu<td colspan=2>1</table>",
        "<table><caption>Summat</caption><thead><tr><th scope=\"col\">Alue</th><th scope=\"col\">Me</th></tr></thead><tbody><tr><td>Kainuu</td><td colspan=\"2\">1</td></tr></tbody></table>")]
    public void Blocks_of_the_model_come_through_and_nothing_else(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, "fi"));

    [Fact]
    public void Too_long_and_too_deep_bodies_are_out_of_bounds()
    {
        Assert.False(HtmlCleaner.IsWithinBounds(new string('a', HtmlCleaner.MaxLength + 1)));
        Assert.False(HtmlCleaner.IsWithinBounds(string.Concat(Enumerable.Repeat("<div>", 2000))));
        Assert.False(HtmlCleaner.IsWithinBounds(string.Concat(Enumerable.Repeat("<p></p>", 40_000))));
        Assert.True(HtmlCleaner.IsWithinBounds(string.Concat(Enumerable.Repeat("<p>Kappale <strong>tekstiä</strong><li>kohta", 5000))));
        Assert.Throws<ArgumentException>(() => HtmlCleaner.Clean(new string('a', HtmlCleaner.MaxLength + 1), "fi"));
    }

    [Fact]
    public void Nesting_within_the_bounds_is_flattened_and_keeps_its_text()
    {
        var html = string.Concat(Enumerable.Repeat("<ul><li>", 100)) + "syvällä" + string.Concat(Enumerable.Repeat("</li></ul>", 100));
        var clean = HtmlCleaner.Clean(html, "fi");
        Assert.Contains("syvällä", clean);
        Assert.Equal(6, clean.Split("<ul>").Length - 1);
    }
}
