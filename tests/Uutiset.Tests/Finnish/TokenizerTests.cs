using FsCheck;
using FsCheck.Fluent;
using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("STM:n kirje", "STM:n|kirje")]
    [InlineData("STM:N KIRJE", "STM:N|KIRJE")]
    [InlineData("Aihe:Talous", "Aihe|Talous")]
    [InlineData("sote-keskus, järjestötoiminta", "sote-keskus|järjestötoiminta")]
    [InlineData("sosiaali- ja terveysala", "sosiaali|ja|terveysala")]
    [InlineData("Järvi–Laakso", "Järvi|Laakso")]
    [InlineData("vuosina 2021-2023", "vuosina|2021|2023")]
    [InlineData("1990-luvulla", "1990-luvulla")]
    [InlineData("5.3.2024 klo 9.30, 9,4 milj.", "5.3.2024|klo|9.30|9,4|milj")]
    [InlineData("vaa’an ja vaa'an", "vaa'an|ja|vaa'an")]
    [InlineData("anna.virta@example.fi", "anna|virta|example|fi")]
    [InlineData("yhdis\u00ADtys\u200Bten", "yhdistysten")]
    [InlineData("ja\u0308rjesto\u0308", "järjestö")]
    [InlineData("a--b -c", "a|b|c")]
    [InlineData("👍🏽 – § 6", "6")]
    [InlineData("", "")]
    public void Words_are_told_apart(string text, string words) =>
        Assert.Equal(words.Split('|', StringSplitOptions.RemoveEmptyEntries), Tokenizer.Split(text).Select(t => t.Form));

    [Fact]
    public void Offsets_point_into_the_original_text()
    {
        const string text = "Uusi jär\u00ADjestö\u00ADjen STM:n, ja\u0308rjesto\u0308 loppu.";
        Assert.Equal(
            ["Uusi", "jär\u00ADjestö\u00ADjen", "STM:n", "ja\u0308rjesto\u0308", "loppu"],
            Tokenizer.Split(text).Select(t => text.Substring(t.Start, t.Length)));
    }

    [Fact]
    public void Elliptic_hyphens_are_noticed()
    {
        var tokens = Tokenizer.Split("Sosiaali- ja terveysalan tapoja ja -malleja (-hanke) a-b");
        Assert.Equal([true, false, false, false, false, false, false, false], tokens.Select(t => t.HyphenAfter));
        Assert.Equal([false, false, false, false, false, true, true, false], tokens.Select(t => t.HyphenBefore));
    }

    [Fact]
    public void Any_text_gives_words_in_order_within_it() => Prop.ForAll(Texts.Any, text =>
    {
        var end = 0;
        foreach (var token in Tokenizer.Split(text))
        {
            Assert.True(token.Start >= end && token.Length > 0 && token.End <= text.Length && token.Form.Length > 0);
            Assert.True(token.Form.IsNormalized());
            end = token.End;
        }
    }).QuickCheckThrowOnFailure();
}
