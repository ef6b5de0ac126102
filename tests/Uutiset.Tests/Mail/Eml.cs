using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Tests.Mail;

/// <summary>The quickest possible reading of a message of ours, for tests that look at bytes; Python's parser is the judge elsewhere.</summary>
internal static partial class Eml
{
    public static (string Header, string Text, string? Html) Decode(byte[] message)
    {
        var source = Encoding.ASCII.GetString(message);
        var end = source.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var header = source[..(end + 2)];
        var boundary = Boundary().Match(header) is { Success: true } match ? match.Groups[1].Value : null;
        if (boundary is null)
        {
            return (header, QuotedPrintable(source[(end + 4)..^2]), null);
        }
        var parts = source[end..].Split("\r\n--" + boundary);
        return (header, Part(parts[1]), Part(parts[2]));
    }

    /// <summary>Undoes RFC 2045 6.7, with LF as the line end.</summary>
    public static string QuotedPrintable(string encoded)
    {
        var bytes = new List<byte>();
        var text = encoded.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else if (text[i] != '\r')
            {
                bytes.Add((byte)text[i]);
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Part(string part) => QuotedPrintable(part[(part.IndexOf("\r\n\r\n", 2, StringComparison.Ordinal) + 4)..]);

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();
}
