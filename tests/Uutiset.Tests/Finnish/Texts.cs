using FsCheck;
using FsCheck.Fluent;

namespace Uutiset.Tests.Finnish;

// Random text that looks enough like Finnish, markup, queries and rubbish to reach every branch
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "järjestö", "yhdistyksille", "sote-keskuksessa", "STM:n", "SOSTEn", "sosiaali-", " ja ", "terveysala", "-malli", "Åström", "koivu*", "*", "\"", "”", "-", "--", ":", "'",
        "’", " ", " ", " ", "\u00A0", "\n", "\u00AD", "\u0308", "\u200B", "a", "ä", "ö", "1", "2.0", ".", ",", "/", "<b>", "&", "&amp;", "</mark>", "\0", "\uD83D", "\uDC4D",
        "👍", "Ж", "漢字", "\uFFFF", "ﬁ", "İ", "ß", "ǅ", new string('x', 90), new string('ä', 300), "(", ")", "%", "\\", "AND", "OR", "NOT", "NEAR(", "tai", "ry",
    ];

    public static Arbitrary<string> Any { get; } =
        Gen.OneOf(
            Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
            ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")).ToArbitrary();
}
