using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Uutiset.Mail.Smtp;

/// <summary>Checks a message before the first command: what is sent must mean the same to every server on the way.</summary>
internal static class WireFormat
{
    private const int MaxLine = 998; // RFC 5322 2.1.1; 1000 with CRLF, RFC 5321 4.5.3.1.6

    private static readonly SearchValues<byte> Special = SearchValues.Create("\r\n\0"u8);

    /// <summary>The message as it goes on the wire: itself, or a copy with leading dots doubled (RFC 5321 4.5.2).</summary>
    /// <exception cref="ArgumentException">A bare CR or LF (SMTP smuggling), a NUL, an octet over 127 that was not announced, a line over 998, or no CRLF at the end.</exception>
    public static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> message, bool utf8)
    {
        var bytes = message.Span;
        if (!(utf8 ? Utf8.IsValid(bytes) : Ascii.IsValid(bytes)) || !bytes.EndsWith("\r\n"u8))
        {
            throw new ArgumentException("A message is ASCII, or UTF-8 for an address that needs it, and ends with CRLF.", nameof(message));
        }
        var dots = 0;
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes[start..].IndexOfAny(Special);
            var end = start + length;
            if (bytes[end] != '\r' || end + 1 == bytes.Length || bytes[end + 1] != '\n' || length > MaxLine)
            {
                throw new ArgumentException("A message has lines of at most 998 octets ending in CRLF, no bare CR or LF, no NUL.", nameof(message));
            }
            dots += bytes[start] == '.' ? 1 : 0;
            start = end + 2;
        }
        return dots == 0 ? message : Stuff(bytes, dots);
    }

    private static byte[] Stuff(ReadOnlySpan<byte> bytes, int dots)
    {
        var stuffed = new byte[bytes.Length + dots];
        var n = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '.' && (i == 0 || bytes[i - 1] == '\n'))
            {
                stuffed[n++] = (byte)'.';
            }
            stuffed[n++] = bytes[i];
        }
        return stuffed;
    }
}
