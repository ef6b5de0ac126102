using System.Buffers;

namespace Uutiset.Mail;

/// <summary>
/// RFC 2045 6.7, canonical: no line begins with a dot or "From ", none ends in a blank, no two blanks stand together and there
/// are no tabs. So neither dot-stuffing nor an mbox nor DKIM's relaxed body changes a byte, and "=_" cannot occur.
/// </summary>
internal static class QuotedPrintable
{
    /// <summary>Room for a soft line break's "=" within 76.</summary>
    private const int MaxContent = 75;

    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    /// <summary>Encodes a run without hard line ends, starting at <paramref name="column"/>; returns the column after it.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="column">Characters already on the line.</param>
    /// <param name="endsLine">A hard line end or an unknown slot follows: a last blank is encoded.</param>
    /// <param name="output">Where to.</param>
    public static int Encode(ReadOnlySpan<byte> utf8, int column, bool endsLine, IBufferWriter<byte> output)
    {
        // Every octet as three, and a soft break (3) for each 60 or more characters.
        var target = output.GetSpan(utf8.Length * 3 + (utf8.Length / 20 + 2) * 3);
        var n = 0;
        var afterBlank = false;
        for (var i = 0; i < utf8.Length;)
        {
            var length = SequenceLength(utf8, i);
            var plain = length == 1 && IsPlain(utf8, i, afterBlank, endsLine);
            var width = plain ? 1 : 3 * length;
            if (column + width > MaxContent)
            {
                "=\r\n"u8.CopyTo(target[n..]);
                n += 3;
                column = 0;
            }
            if (plain && !(column == 0 && BreaksLineStart(utf8[i..])))
            {
                target[n++] = utf8[i];
                column++;
                afterBlank = utf8[i++] == ' ';
                continue;
            }
            afterBlank = false;
            for (var end = i + length; i < end; i++)
            {
                target[n++] = (byte)'=';
                target[n++] = Hex[utf8[i] >> 4];
                target[n++] = Hex[utf8[i] & 15];
                column += 3;
            }
        }
        output.Advance(n);
        return column;
    }

    private static bool IsPlain(ReadOnlySpan<byte> utf8, int i, bool afterBlank, bool endsLine) => utf8[i] switch
    {
        (byte)' ' => !afterBlank && !(endsLine && i == utf8.Length - 1),
        (byte)'=' => false,
        var b => b is > 32 and < 127,
    };

    private static bool BreaksLineStart(ReadOnlySpan<byte> rest) => rest[0] == '.' || rest.StartsWith("From "u8);

    // A character stays on one line, so that readers of the raw source and naive decoders see it whole.
    private static int SequenceLength(ReadOnlySpan<byte> utf8, int i)
    {
        var length = utf8[i] switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        return Math.Min(length, utf8.Length - i);
    }
}
