using AngleSharp.Html.Parser;
using Uutiset.Articles;
using Uutiset.Articles.Workflow;

namespace Uutiset.Tests.Articles;

public sealed class TextQuoteTests
{
    [Fact]
    public void A_passage_is_found_by_what_stands_around_it_when_its_words_come_twice()
    {
        var quote = new TextQuote("sovittiin maanantaina", "Tiloista ", ".");
        const string text = "Avustuksista sovittiin maanantaina. Tiloista sovittiin maanantaina. Muusta ei.";
        Assert.Equal(text.LastIndexOf("sovittiin", StringComparison.Ordinal), quote.FindIn(text)!.Value.Start);
    }

    [Fact]
    public void A_passage_that_was_rewritten_is_found_between_its_surroundings_and_one_that_is_gone_is_not()
    {
        var quote = new TextQuote("neljätoista järjestöä", "Sopimukseen kuuluu aluksi ", " koko maakunnan alueelta");
        const string changed = "Sopimukseen kuuluu aluksi viisitoista yhdistystä koko maakunnan alueelta.";
        var (start, length) = quote.FindIn(changed)!.Value;
        Assert.Equal("viisitoista yhdistystä", changed.Substring(start, length));
        Assert.Null(quote.FindIn("Jotain aivan muuta."));
    }

    [Fact]
    public void Marks_go_through_inline_looks_and_over_paragraphs_without_changing_a_letter()
    {
        var draft = new ArticleDraft { Lead = "Alku & loppu.", BodyHtml = "<p>Yksi <strong>kaksi</strong> kolme.</p><p>Neljä.</p>" };
        var (html, found) = MarkedBody.Of(draft).Mark([(1, new TextQuote("kaksi kolme. Neljä")), (2, new TextQuote("Alku & loppu")), (3, new TextQuote("viisi"))]);
        Assert.Equal([1, 2], found.Order());
        var page = new HtmlParser().ParseDocument(html);
        Assert.Equal("kaksi kolme.Neljä", string.Concat(page.QuerySelectorAll("mark[data-comment='1']").Select(m => m.TextContent)));
        Assert.Equal("Alku & loppu.Yksi kaksi kolme.Neljä.", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector("#kohta-1"));
        Assert.NotNull(page.QuerySelector("#kohta-2"));
    }
}
