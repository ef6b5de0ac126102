using FsCheck;
using FsCheck.Fluent;
using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

public sealed class AnalysisTests
{
    private static string Keys(string text, int token = 0) =>
        string.Join(' ', Analyses.Voikko.Tokens(text)[token].Keys.Select(k => k.Kind + ":" + k.Text));

    [Theory]
    [InlineData("yhdistyksille", "Typed:yhdistys")]
    [InlineData("kuusta", "Typed:kuu OtherBase:kuusi")]
    [InlineData("osallistuneiden", "Typed:osallistunut OtherBase:osallistua")]
    [InlineData("päihdehuollon", "Typed:päihdehuolto Part:päihde Part:huolto")]
    [InlineData("valtionavustusten", "Typed:valtionavustus Part:valtio Part:avustus")]
    [InlineData("sote-keskuksia", "Typed:sotekeskus Part:sote Part:keskus")]
    [InlineData("hallitusohjelmakirjaus", "Typed:hallitusohjelmakirjaus Part:hallitus Part:ohjelma Part:hallitusohjelma Part:kirjaus Part:ohjelmakirjaus")]
    [InlineData("Siilinjärvelle", "Typed:siilinjärvi Folded:siilinjarvi")]
    [InlineData("Itä-Uudellamaalla", "Typed:itäuusimaa Part:itä Part:uusimaa Folded:itauusimaa")]
    [InlineData("Öjbyssä", "Typed:öjbyssä OtherBase:öjby Folded:ojbyssa Folded:ojby")]
    [InlineData("5.3.2024", "Typed:5.3.2024 Part:2024")]
    public void A_form_has_all_its_keys(string form, string keys) => Assert.Equal(keys, Keys(form));

    [Fact]
    public void A_coordination_is_written_out_at_its_first_half() =>
        Assert.Equal("Typed:sosiaali Coordination:sosiaalityö", Keys("sosiaali- ja nuorisotyö"));

    [Fact]
    public void Terms_tell_parts_and_folded_keys_from_base_forms() =>
        Assert.Equal(["päihdehuolto", "+päihde", "+huolto"], Analyses.Voikko.Tokens("päihdehuollon")[0].Keys.Select(k => k.Term));

    [Fact]
    public void Positions_count_words_and_offsets_point_at_them()
    {
        const string text = "Hei, EU:n rahoituksesta!";
        var tokens = Analyses.Voikko.Tokens(text);
        Assert.Equal(["Hei", "EU:n", "rahoituksesta"], tokens.Select(t => text.Substring(t.Start, t.Length)));
        Assert.Equal([0, 1, 2], tokens.Select(t => t.Position));
    }

    [Fact]
    public void Voikko_is_not_degraded_and_names_its_rules()
    {
        Assert.False(Analyses.Voikko.IsDegraded);
        Assert.Null(Analyses.Voikko.DegradedReason);
        Assert.Equal("voikko-3", Analyses.Voikko.Version);
    }

    [Fact]
    public void Threads_share_one_analysis()
    {
        using var analysis = Analysis.Open();
        Assert.False(analysis.IsDegraded, Analysis.InstallLine);
        var words = "yhdistyksille kumppanuuspöydässä sotekeskuksessa Kumppania STEAlta valtionavustuksista lähipalvelujen".Split(' ');
        var texts = Enumerable.Range(0, 400).Select(i => $"{words[i % 7]} {words[i % 5]} {words[i % 3]}{i % 11}").ToArray();
        var alone = texts.Select(t => Shape(Analyses.Voikko, t)).ToArray();
        var together = new string[texts.Length];
        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = Shape(analysis, texts[i]));
        Assert.Equal(alone, together);

        static string Shape(Analysis analysis, string text) => string.Join('|', analysis.Tokens(text).SelectMany(t => t.Keys).Select(k => k.Term));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_text_gives_bounded_keys_without_repetition(bool voikko) => Prop.ForAll(Texts.Any, text =>
    {
        foreach (var token in (voikko ? Analyses.Voikko : Analyses.Managed).Tokens(text))
        {
            Assert.NotEmpty(token.Keys);
            Assert.Equal(token.Keys.Count, token.Keys.Select(k => k.Term).Distinct().Count());
            Assert.All(token.Keys, key => Assert.InRange(key.Text.Length, 1, Key.MaxLength));
            Assert.All(token.Keys, key => Assert.DoesNotContain(key.Text, c => c is '-' or '+' or '~' or '"' or '*' or ' '));
        }
    }).QuickCheckThrowOnFailure();
}
