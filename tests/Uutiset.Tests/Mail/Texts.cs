using FsCheck;
using FsCheck.Fluent;

namespace Uutiset.Tests.Mail;

/// <summary>Random text made of what breaks mail: dots and "From" at line starts, blanks, equals signs, characters of 1-4 octets.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "9", " ", "  ", ".", "..", "=", "=3D", "=_", "--", "From ", "ä", "ö", "Å", "–", "€", "”", "🎉", "𝄞", "e\u0301", "?", "=?utf-8?q?x?=", "_", "\"", "\\", "<", ">", "&", ",",
        "yhdistys", "kumppanuuspöytä", "hyvinvointialueen", "välfärdsområdet", "sosiaali- ja terveysjärjestöjen", "https://example.fi/uutiset/avustushaku-2027",
    ];

    /// <summary>One line, no control characters.</summary>
    public static Arbitrary<string> Lines => Arb.From(Of(Pieces));

    /// <summary>Several lines with every kind of line end.</summary>
    public static Arbitrary<string> Bodies => Arb.From(Of([.. Pieces, "\n", "\r\n", "\n.", "\n..\n", "\r\n.\r\n", "\t", "\n\n", " \n"]));

    public static void Holds(this Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>At most <paramref name="length"/> characters, no half surrogate pair at the end.</summary>
    public static string Cut(string text, int length)
    {
        var cut = text.Length <= length ? text : text[..length];
        return cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
    }

    private static Gen<string> Of(string[] pieces) =>
        Gen.Elements(pieces).ListOf().Select(string.Concat);
}
