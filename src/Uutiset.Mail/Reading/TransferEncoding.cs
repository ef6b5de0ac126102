namespace Uutiset.Mail.Reading;

/// <summary>Undoes RFC 2045 6: what is damaged is read as far as it can be.</summary>
internal static class TransferEncoding
{
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string? encoding) => encoding switch
    {
        not null when encoding.Equals("base64", StringComparison.OrdinalIgnoreCase) => Base64(body.Span),
        not null when encoding.Equals("quoted-printable", StringComparison.OrdinalIgnoreCase) => QuotedPrintable(body.Span, underscoreIsBlank: false),
        _ => body,
    };

    /// <summary>RFC 2045 6.8: characters outside the alphabet are passed over.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        var (n, bits, count) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '=')
            {
                // The end of one piece; some senders glue several together
                (bits, count) = (0, 0);
                continue;
            }
            var value = Value(c);
            if (value < 0)
            {
                continue;
            }
            (bits, count) = ((bits << 6 | value) & 0xFFFFFF, count + 6);
            if (count >= 8)
            {
                count -= 8;
                bytes[n++] = (byte)(bits >> count);
            }
        }
        return bytes[..n];
    }

    /// <summary>RFC 2045 6.7; with <paramref name="underscoreIsBlank"/> the Q of RFC 2047 4.2.</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text, bool underscoreIsBlank)
    {
        var bytes = new byte[text.Length];
        var n = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && underscoreIsBlank)
            {
                bytes[n++] = (byte)' ';
            }
            else if (text[i] != '=')
            {
                bytes[n++] = text[i];
            }
            else if (i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                bytes[n++] = (byte)(Hex(text[i + 1]) << 4 | Hex(text[i + 2]));
                i += 2;
            }
            else if (SoftBreak(text[(i + 1)..]) is var length and > 0)
            {
                i += length;
            }
            else
            {
                bytes[n++] = text[i];
            }
        }
        return bytes[..n];
    }

    private static int SoftBreak(ReadOnlySpan<byte> rest) => rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) ? 1 : 0;

    private static int Hex(byte c) => char.IsAsciiDigit((char)c) ? c - '0' : (c | 0x20) - 'a' + 10;

    private static int Value(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
