using System.Buffers;
using System.Text;

namespace Uutiset.Mail;

/// <summary>RFC 2047: text outside ASCII in headers, as encoded words of at most 75 octets on lines of at most 76, no character split (5 (3)).</summary>
internal static class EncodedWords
{
    private const int MaxWord = 75;
    private const int MaxLine = 76;
    private const int Frame = 12; // =?utf-8?q? and ?=

    /// <summary>Writes <paramref name="text"/> from <paramref name="column"/> on; returns the column after it.</summary>
    public static int Write(IBufferWriter<byte> output, string text, int column)
    {
        // Finnish and Swedish stay readable in the raw source; scripts of other letters are shorter in base64.
        var base64 = text.EnumerateRunes().Count(r => QLength(r) > 1) * 2 > text.Length;
        var word = new StringBuilder(MaxWord);
        var room = Math.Min(MaxWord, MaxLine - column) - Frame;
        var pending = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var cost = base64 ? rune.Utf8SequenceLength : QLength(rune);
            var used = base64 ? Base64Length(pending + cost) : pending + cost;
            if (used > room && pending > 0)
            {
                column = Flush(output, word, base64, column);
                output.Write("\r\n "u8);
                column = 1;
                room = MaxWord - Frame;
                pending = 0;
            }
            word.Append(rune.ToString());
            pending += cost;
        }
        return Flush(output, word, base64, column);
    }

    private static int Flush(IBufferWriter<byte> output, StringBuilder word, bool base64, int column)
    {
        var bytes = Encoding.UTF8.GetBytes(word.ToString());
        word.Clear();
        var encoded = base64 ? Convert.ToBase64String(bytes) : Q(bytes);
        var text = $"=?utf-8?{(base64 ? 'b' : 'q')}?{encoded}?=";
        Encoding.ASCII.GetBytes(text, output);
        return column + text.Length;
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private static int QLength(Rune rune) => IsPlain(rune.Value) || rune.Value == ' ' ? 1 : 3 * rune.Utf8SequenceLength;

    // The narrow set that is safe in a phrase too (RFC 2047 5 (3)).
    private static bool IsPlain(int c) => c < 128 && (char.IsAsciiLetterOrDigit((char)c) || c is '!' or '*' or '+' or '-' or '/');

    private static string Q(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var b in bytes)
        {
            _ = b == ' ' ? text.Append('_')
                : IsPlain(b) ? text.Append((char)b)
                : text.Append('=').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
