using System.Globalization;
using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Sote-Keskus", "sotekeskus")]
    [InlineData("Vaa’an", "vaaan")]
    [InlineData("JA\u0308RJESTO\u0308", "järjestö")]
    [InlineData("yhdis\u00ADtys", "yhdistys")]
    [InlineData("2.0", "2.0")]
    public void A_key_is_lower_case_without_hyphens(string form, string key) => Assert.Equal(key, Folding.Key(form));

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("sv-FI")]
    public void Folding_is_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal("jarjestö", Folding.Key("JARJESTÖ"));
            Assert.Equal("istuin", Folding.Key("ISTUIN"));
            Assert.Equal("jarjesto aland Istanbul", Folding.WithoutDiacritics("järjestö åland İstanbul"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
