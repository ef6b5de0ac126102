using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Bulletins.Desk;

/// <summary>One mail of the drop, taken apart for reading. It reads what our own writer writes: quoted-printable, one level of alternatives.</summary>
internal sealed partial class DroppedMail
{
    private readonly IReadOnlyList<(string Name, string Value)> headers;

    private DroppedMail(string rawHeaders, IReadOnlyList<(string, string)> headers, string text, string? html) =>
        (RawHeaders, this.headers, Text, Html) = (rawHeaders, headers, text, html);

    public string RawHeaders { get; }

    public string Text { get; }

    public string? Html { get; }

    public DateTime? DateUtc => DateTimeOffset.TryParse(Header("Date"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at.UtcDateTime : null;

    /// <summary>Addresses in the text part, each once.</summary>
    public IReadOnlyList<string> Links => [.. Address().Matches(Text).Select(m => m.Value.TrimEnd('.', ',', ')')).Distinct()];

    public string? Header(string name) => headers.FirstOrDefault(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Value;

    public static DroppedMail Read(byte[] bytes)
    {
        var (raw, headers, body) = Part(Encoding.Latin1.GetString(bytes));
        var type = headers.FirstOrDefault(h => h.Name == "Content-Type").Value ?? "text/plain";
        if (Boundary().Match(type) is not { Success: true } match) return new(raw, headers, Decode(headers, body), null);
        var (text, html) = ("", (string?)null);
        foreach (var piece in body.Split("--" + match.Groups[1].Value).Skip(1).Where(p => !p.StartsWith("--", StringComparison.Ordinal)))
        {
            var (_, own, content) = Part(piece.TrimStart('\r', '\n'));
            if (own.Any(h => h.Name == "Content-Type" && h.Value.StartsWith("text/html", StringComparison.Ordinal))) html = Decode(own, content);
            else text = Decode(own, content);
        }
        return new(raw, headers, text, html);
    }

    private static (string Raw, List<(string Name, string Value)> Headers, string Body) Part(string part)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var raw = end < 0 ? part : part[..end];
        var headers = raw.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n")
            .Select(line => (line, at: line.IndexOf(':', StringComparison.Ordinal))).Where(h => h.at > 0)
            .Select(h => (h.line[..h.at], Words(h.line[(h.at + 1)..].Trim()))).ToList();
        return (raw, headers, end < 0 ? "" : part[(end + 4)..]);
    }

    private static string Decode(List<(string Name, string Value)> headers, string body)
    {
        var encoded = headers.Exists(h => h.Name == "Content-Transfer-Encoding" && h.Value == "quoted-printable");
        return Encoding.UTF8.GetString(encoded ? QuotedPrintable(body.Replace("=\r\n", "", StringComparison.Ordinal)) : Encoding.Latin1.GetBytes(body)).ReplaceLineEndings("\n").TrimEnd();
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }
        return [.. bytes];
    }

    /// <summary>RFC 2047: blanks between two encoded words are no blanks.</summary>
    private static string Words(string value) =>
        EncodedWord().Replace(BetweenWords().Replace(value, "$1"), m => Encoding.UTF8.GetString(m.Groups[1].Value is "B" or "b"
            ? Convert.FromBase64String(m.Groups[2].Value)
            : QuotedPrintable(m.Groups[2].Value.Replace('_', ' '))));

    [GeneratedRegex("""boundary="?([^";]+)"?""")]
    private static partial Regex Boundary();

    [GeneratedRegex("""=\?utf-8\?([BbQq])\?([^?]*)\?=""", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("""(\?=)\s+(?==\?)""")]
    private static partial Regex BetweenWords();

    [GeneratedRegex("""https?://[^\s<>"]+""")]
    private static partial Regex Address();
}
