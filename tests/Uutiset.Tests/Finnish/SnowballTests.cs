using FsCheck;
using FsCheck.Fluent;
using Uutiset.Finnish.Snowball;

namespace Uutiset.Tests.Finnish;

public sealed class SnowballTests
{
    // Stems as PostgreSQL 15's finnish_stem (the Snowball project's own C code) gives them
    [Theory]
    [InlineData("yhdistys", "yhdistys")]
    [InlineData("yhdistyksellekin", "yhdistyks")]
    [InlineData("yhdistyksissämme", "yhdistyks")]
    [InlineData("talossani", "talo")]
    [InlineData("taloonsa", "talo")]
    [InlineData("taloihinsa", "taloih")]
    [InlineData("maihin", "maih")]
    [InlineData("huoneeseen", "huone")]
    [InlineData("huoneisiin", "huone")]
    [InlineData("vapaiden", "vapa")]
    [InlineData("vapaitten", "vapa")]
    [InlineData("kirjojen", "kirj")]
    [InlineData("kirjoja", "kirj")]
    [InlineData("ystävällisesti", "ystävällis")]
    [InlineData("suurimmat", "suurim")]
    [InlineData("suurempaa", "suuremp")]
    [InlineData("opettajien", "opettaj")]
    [InlineData("opettajalleen", "opettaj")]
    [InlineData("kissat", "kis")]
    [InlineData("tekijänoikeus", "tekijänoikeus")]
    [InlineData("kukkien", "kuk")]
    [InlineData("hyvinvointialueellaankin", "hyvinvointialue")]
    [InlineData("avustuksekseni", "avustuks")]
    [InlineData("puutarhaan", "puutarh")]
    [InlineData("perheineen", "perh")]
    [InlineData("venettä", "vene")]
    [InlineData("mattoja", "mato")]
    [InlineData("nopeampi", "nopeamp")]
    [InlineData("kaupungeissakaan", "kaupung")]
    [InlineData("ä", "ä")]
    [InlineData("kk", "k")]
    [InlineData("työ", "työ")]
    [InlineData("", "")]
    public void Stems_are_those_of_the_published_algorithm(string word, string stem) => Assert.Equal(stem, SnowballStemmer.Stem(word));

    [Fact]
    public void Any_text_has_a_stem_no_longer_than_itself() =>
        Prop.ForAll(Texts.Any, text => SnowballStemmer.Stem(text).Length <= text.Length).QuickCheckThrowOnFailure();
}
