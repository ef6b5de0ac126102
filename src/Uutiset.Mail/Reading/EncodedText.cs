using System.Text;

namespace Uutiset.Mail.Reading;

/// <summary>Header text for people: encoded words decoded (RFC 2047), in the charsets that mail is written in.</summary>
internal static class EncodedText
{
    /// <summary>RFC 2047 2 says 75; some senders write longer ones. Looking no farther keeps hostile text cheap.</summary>
    private const int MaxWord = 300;

    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }
        var decoded = new StringBuilder(text.Length);
        var (position, afterWord) = (0, -1);
        while (position < text.Length)
        {
            if (Word(text.AsSpan(position, Math.Min(MaxWord, text.Length - position)), out var length) is not { } word)
            {
                decoded.Append(text[position++]);
                continue;
            }
            // Blanks between two words are folding, not text (RFC 2047 6.2)
            if (afterWord >= 0 && string.IsNullOrWhiteSpace(text[afterWord..position]))
            {
                decoded.Length -= position - afterWord;
            }
            decoded.Append(word);
            position += length;
            afterWord = position;
        }
        return decoded.ToString();
    }

    /// <summary>Octets in a named charset; those of Western mail by their names, everything else as UTF-8 with replacements.</summary>
    public static string FromCharset(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> charset)
    {
        try
        {
            // Without registering anything for the whole process
            return (CodePagesEncodingProvider.Instance.GetEncoding(charset.ToString()) ?? Encoding.GetEncoding(charset.ToString())).GetString(bytes);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException) // a name nobody knows; UTF-7, which .NET refuses to read
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }

    // =?charset?q-or-b?text?=
    private static string? Word(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (!text.StartsWith("=?"))
        {
            return null;
        }
        var charset = text[2..].IndexOf('?');
        if (charset is < 1 or > 40 || text.Length < charset + 5 || text[charset + 4] != '?')
        {
            return null;
        }
        var start = charset + 5;
        var end = text[start..].IndexOf("?=");
        if (end < 0 || text.Slice(start, end).ContainsAnyExceptInRange('!', '~'))
        {
            return null;
        }
        var bytes = Encoding.ASCII.GetBytes(text.Slice(start, end).ToString());
        var octets = text[charset + 3] switch
        {
            'b' or 'B' => TransferEncoding.Base64(bytes),
            'q' or 'Q' => TransferEncoding.QuotedPrintable(bytes, underscoreIsBlank: true),
            _ => null,
        };
        length = start + end + 2;
        // "utf-8*fi": a language may follow (RFC 2231 5)
        var name = text.Slice(2, charset);
        return octets is null ? null : FromCharset(octets, name.IndexOf('*') is var star and > 0 ? name[..star] : name);
    }
}
