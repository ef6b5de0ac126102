using FsCheck;
using FsCheck.Fluent;
using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Järjestöt mukaan – Åbo & Öja näyttävät mallia!", "jarjestot-mukaan-abo-oja-nayttavat-mallia")]
    [InlineData("STM:n kysely 2.9.2021", "stm-n-kysely-2-9-2021")]
    [InlineData("Vaa’an kieli", "vaaan-kieli")]
    [InlineData("yhdis\u00ADtys", "yhdistys")]
    [InlineData("ja\u0308rjesto\u0308", "jarjesto")]
    [InlineData("Čuoŋu giđđa", "cuonu-gidda")]
    [InlineData("—!—", "artikkeli")]
    [InlineData("Привет", "artikkeli")]
    [InlineData("", "artikkeli")]
    public void Titles_become_plain_addresses(string title, string slug) => Assert.Equal(slug, Slug.From(title));

    [Fact]
    public void A_long_title_ends_with_a_whole_word()
    {
        var slug = Slug.From(string.Join(' ', Enumerable.Repeat("kumppanuuspöytä", 9)));
        Assert.Equal("kumppanuuspoyta-kumppanuuspoyta-kumppanuuspoyta-kumppanuuspoyta-kumppanuuspoyta", slug);
        Assert.Equal(new string('a', Slug.MaxLength), Slug.From(new string('ä', 200)));
    }

    [Fact]
    public void Any_title_has_a_slug() => Prop.ForAll(Texts.Any, title =>
        Assert.Matches("^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$", Slug.From(title))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_slug_is_its_own_slug() =>
        Prop.ForAll(Texts.Any, title => Slug.From(Slug.From(title)) == Slug.From(title)).QuickCheckThrowOnFailure();
}
