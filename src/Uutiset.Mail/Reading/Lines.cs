namespace Uutiset.Mail.Reading;

/// <summary>Lines as they stand in Maildirs (LF) and on the wire (CRLF).</summary>
internal static class Lines
{
    /// <summary>Where the line that begins at <paramref name="start"/> ends, its line end included.</summary>
    public static int EndOf(ReadOnlySpan<byte> bytes, int start)
    {
        var end = bytes[start..].IndexOf((byte)'\n');
        return end < 0 ? bytes.Length : start + end + 1;
    }

    public static ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line) =>
        line.EndsWith("\r\n"u8) ? line[..^2] : line.EndsWith("\n"u8) ? line[..^1] : line;

    public static bool IsEmpty(ReadOnlySpan<byte> line) => WithoutEnd(line).IsEmpty;
}
