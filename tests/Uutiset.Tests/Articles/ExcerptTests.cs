using Uutiset.Articles;

namespace Uutiset.Tests.Articles;

public sealed class ExcerptTests
{
    [Fact]
    public void An_excerpt_ends_at_a_sentence_and_passes_over_link_lines()
    {
        var filler = string.Concat(Enumerable.Repeat("Järjestöt neuvottelevat alueen kanssa 6. ja 7. pykälän nojalla, esim. Kainuussa. ", 3));
        var draft = new ArticleDraft { Title = "x", BodyHtml = $"<p>Lue lisää: <a href=\"https://example.org\">jotakin</a></p><p><a href=\"https://example.org\">Pelkkä linkki</a></p><p>{filler}</p><p>{filler}</p>" };
        var excerpt = Excerpts.Of(draft, []);
        Assert.StartsWith("Järjestöt neuvottelevat", excerpt);
        Assert.EndsWith("esim. Kainuussa.", excerpt);
        Assert.InRange(excerpt.Length, 150, Excerpts.Longest);
    }

    [Fact]
    public void One_endless_sentence_ends_at_a_word()
    {
        var excerpt = Excerpts.Cut(string.Concat(Enumerable.Repeat("sana, ", 100)));
        Assert.EndsWith("sana…", excerpt);
        Assert.InRange(excerpt.Length, 200, Excerpts.Longest);
    }

    [Fact]
    public void The_writers_own_excerpt_wins() => Assert.Equal("Oma.", Excerpts.Of(new ArticleDraft { Lead = "Ingressi.", Excerpt = "Oma." }, []));

    [Fact]
    public void Words_that_announce_a_link_go_with_the_link()
    {
        var draft = new ArticleDraft { BodyHtml = "<p>Raportti valmistui. Lue lisää: <a href=\"https://example.org\">Raportti etuuksista</a> Vastauksia saatiin kaikilta alueilta.</p>" };
        Assert.Equal("Raportti valmistui. Vastauksia saatiin kaikilta alueilta.", Excerpts.Of(draft, []).Replace("  ", " ", StringComparison.Ordinal));
        Assert.Equal("Hanke alkaa. Mukaan pääsee syksyllä.", Excerpts.Of(new ArticleDraft { Lead = "Hanke alkaa. Lue lisää hankkeen sivulta. Mukaan pääsee syksyllä." }, []));
    }

    [Fact]
    public void Labels_glued_to_the_text_are_no_part_of_it_but_a_sentence_may_begin_with_one()
    {
        string[] labels = ["Sote-uudistus", "Järjestöille"];
        Assert.Equal("Yli puolet vastasi.", Excerpts.Of(new ArticleDraft { Lead = "Sote-uudistusJärjestöilleYli puolet vastasi." }, labels));
        // Old sites put a blank between them
        Assert.Equal("Yli puolet vastasi.", Excerpts.Of(new ArticleDraft { Lead = "Sote-uudistus Yli puolet vastasi. Suomi on yksi kyselyyn", SourceId = "vanha:1" }, labels));
        Assert.Equal("Sote-uudistus etenee.", Excerpts.Of(new ArticleDraft { Lead = "Sote-uudistus etenee." }, labels));
    }
}
