using Uutiset.Vocabulary;

namespace Uutiset.Tests.Vocabulary;

public sealed class TermIndexTests
{
    private static readonly TermIndex Index = new(
    [
        Entry(1, "sote-uudistus", "Sote-uudistus", "Vårdreformen", "sote"),
        Entry(2, "digipalvelut", "Digipalvelut", "Digitala tjänster", "sote;etäpalvelut"),
        Entry(3, "vanha-aihe", "Vanha aihe", "Gammalt ämne", "", mergedInto: 2),
        Entry(4, "ikaihmiset", "Ikäihmiset", "Äldre", ""),
    ]);

    [Theory]
    [InlineData("sote-uudistus", 1)]
    [InlineData("  SOTE-Uudistus ", 1)]
    [InlineData("vårdreformen", 1)]
    [InlineData("etäpalvelut", 2)]
    [InlineData("ika\u0308ihmiset", 4)]
    public void A_term_is_found_by_slug_label_or_synonym_in_any_case(string written, long id) => Assert.Equal(id, Index.Find(written)!.Id);

    [Fact]
    public void A_synonym_of_two_belongs_to_the_first_and_a_merged_term_to_its_heir()
    {
        Assert.Equal(1, Index.Find("sote")!.Id);
        Assert.Equal(2, Index.Find("vanha aihe")!.Id);
        Assert.Equal(2, Index.Find(3)!.Id);
        Assert.DoesNotContain(Index.Active, e => e.Id == 3);
    }

    [Theory]
    [InlineData("sote-uudistys", "Sote-uudistus")]
    [InlineData("ikäihmisiä", "Ikäihmiset")]
    [InlineData("digi", "Digipalvelut")]
    public void A_slip_is_answered_with_what_was_meant(string written, string expected)
    {
        Assert.Null(Index.Find(written));
        Assert.Equal(expected, Index.Nearest(written, "fi")[0]);
    }

    [Fact]
    public void What_looks_like_nothing_has_no_neighbours()
    {
        Assert.Empty(Index.Nearest("xyzzyq", "fi"));
        Assert.Empty(Index.Nearest(new string('a', 5000), "fi"));
        Assert.Empty(Index.Nearest("", "fi"));
    }

    private static TermEntry Entry(long id, string slug, string fi, string sv, string synonyms, long? mergedInto = null) =>
        new(id, slug, TermScheme.Theme, TermState.Active, new Localized(fi, sv), synonyms.Split(';', StringSplitOptions.RemoveEmptyEntries), mergedInto);
}
