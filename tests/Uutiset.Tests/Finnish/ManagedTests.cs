using Uutiset.Finnish;
using Uutiset.Finnish.Snowball;

namespace Uutiset.Tests.Finnish;

// The same archive on a machine without libvoikko
public sealed class ManagedTests
{
    [Theory]
    [InlineData("yhdistys", "Kutsu on lähetetty kaikille maakunnan yhdistyksille.")]
    [InlineData("yhdistys", "Yhdistysten kuulemistilaisuus on torstaina.")]
    [InlineData("pöytä", "Pöydässä istui kolme päättäjää.")]
    [InlineData("nuori", "Kahvila avaa ovensa nuorille iltaisin.")]
    [InlineData("osallisuus", "Osallisuuden edistäminen jatkuu.")]
    [InlineData("hanke", "Hankkeen loppuraportti valmistui.")]
    [InlineData("ihminen", "Ikääntyneiden ihmisten ryhmä kokoontuu.")]
    [InlineData("STM", "Kirje lähti STM:lle maanantaina.")]
    [InlineData("STEA", "STEAlta tuli päätös.")]
    [InlineData("Etelä-Savo", "Hanke toimii Etelä-Savossa.")]
    [InlineData("sotekeskus", "Uusi sote-keskus avataan torilla.")]
    [InlineData("keskus", "Uusi sote-keskus avataan torilla.")]
    [InlineData("jarjesto", "Järjestöille on varattu oma tunti.")]
    [InlineData("järjestö", "Jarjestot sahkopostilla.")]
    [InlineData("sosiaali- ja terveysministeriö", "STM:n tiedote kertoo muutoksesta.")]
    [InlineData("järj*", "Järjestöille on varattu oma tunti.")]
    [InlineData("\"oma talo\"", "Oman talon portaat korjattiin.")]
    public void Most_is_found_without_libvoikko(string query, string text) => Assert.True(Analyses.Managed.Finds(query, text));

    [Fact]
    public void It_says_that_it_is_degraded_and_why()
    {
        using var missing = Analysis.Open("/nowhere/libvoikko.so.1");
        Assert.True(missing.IsDegraded);
        Assert.Equal("snowball-3", missing.Version);
        Assert.Contains("/nowhere/libvoikko.so.1", missing.DegradedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_not_libvoikko_is_refused_with_the_reason()
    {
        using var wrong = Analysis.Open("libc.so.6");
        Assert.True(wrong.IsDegraded);
        Assert.Contains("voikkoInit", wrong.DegradedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Folded_stems_find_more_inflections_than_bare_ones()
    {
        var forms = Inflections.All.ToArray();
        var folded = forms.Count(f => StemFolding.Keys(f.Base).Intersect(StemFolding.Keys(f.Form)).Any()) / (double)forms.Length;
        var bare = forms.Count(f => SnowballStemmer.Stem(f.Base) == SnowballStemmer.Stem(f.Form)) / (double)forms.Length;
        Assert.True(folded > 0.75 && folded > bare + 0.2, $"folded {folded:P0}, bare {bare:P0} of {forms.Length} forms");
    }
}
