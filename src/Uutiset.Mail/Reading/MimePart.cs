namespace Uutiset.Mail.Reading;

/// <summary>
/// A mail or a part of one (RFC 2045, 2046), read within <see cref="MimeLimits"/>: each octet is looked at once for each level of nesting.
/// Enclosed mails (message/rfc822) stay closed.
/// </summary>
internal sealed class MimePart
{
    private readonly ReadOnlyMemory<byte> _body;

    private MimePart(HeaderBlock header, ContentType type, ReadOnlyMemory<byte> body, IReadOnlyList<MimePart> parts)
    {
        Header = header;
        Type = type;
        _body = body;
        Parts = parts;
    }

    public HeaderBlock Header { get; }

    public ContentType Type { get; }

    /// <summary>The parts of a multipart, in order; empty otherwise.</summary>
    public IReadOnlyList<MimePart> Parts { get; }

    /// <summary>This part and all within, as they come.</summary>
    public IEnumerable<MimePart> All => Parts.SelectMany(p => p.All).Prepend(this);

    /// <summary>The octets of a part that is no multipart, its transfer encoding undone.</summary>
    public ReadOnlyMemory<byte> Content => TransferEncoding.Decode(_body, Header.First("Content-Transfer-Encoding"));

    /// <exception cref="MailFormatException">It is over the limits.</exception>
    public static MimePart Read(ReadOnlyMemory<byte> message, MimeLimits limits)
    {
        if (message.Length > limits.MaxBytes)
        {
            throw new MailFormatException($"The mail has {message.Length} octets; {limits.MaxBytes} are read.");
        }
        var left = limits.MaxParts;
        return Read(message, limits, 0, ref left);
    }

    private static MimePart Read(ReadOnlyMemory<byte> source, MimeLimits limits, int depth, ref int left)
    {
        if (--left < 0 || depth > limits.MaxDepth)
        {
            throw new MailFormatException($"The mail has over {limits.MaxParts} parts, or parts nested over {limits.MaxDepth} deep.");
        }
        var header = HeaderBlock.Read(source, limits, out var body);
        var type = ContentType.Parse(header.First("Content-Type"));
        // RFC 2046 5.1.1: 1-70 characters. Without one there is nothing to split by
        if (!type.IsMultipart || type["boundary"] is not { Length: > 0 and <= 70 } boundary)
        {
            return new MimePart(header, type, body, []);
        }
        List<MimePart> parts = [];
        foreach (var part in Split(body, System.Text.Encoding.Latin1.GetBytes("--" + boundary)))
        {
            parts.Add(Read(part, limits, depth + 1, ref left));
        }
        return new MimePart(header, type, body, parts);
    }

    // What stands before the first delimiter and after the last is no part. A missing last one is forgiven: relays cut bounces short.
    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, byte[] delimiter)
    {
        var start = -1;
        for (var position = 0; position < body.Length;)
        {
            var end = Lines.EndOf(body.Span, position);
            var kind = KindOf(body.Span[position..end], delimiter);
            if (kind != Line.Content)
            {
                if (start >= 0)
                {
                    // The line end before a delimiter belongs to the delimiter
                    yield return body[start..Math.Max(start, position - LengthOfEnd(body.Span[..position]))];
                }
                start = end;
                if (kind == Line.Last)
                {
                    yield break;
                }
            }
            position = end;
        }
        if (start >= 0)
        {
            yield return body[start..];
        }
    }

    private static int LengthOfEnd(ReadOnlySpan<byte> line) => line.Length - Lines.WithoutEnd(line).Length;

    private static Line KindOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter)
    {
        if (!line.StartsWith(delimiter))
        {
            return Line.Content;
        }
        var after = line[delimiter.Length..].TrimEnd(" \t\r\n"u8);
        return after.IsEmpty ? Line.Delimiter : after.SequenceEqual("--"u8) ? Line.Last : Line.Content;
    }

    private enum Line
    {
        Content,
        Delimiter,
        Last,
    }
}
