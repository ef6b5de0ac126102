namespace Uutiset.Mail.Smtp;

/// <summary>Reads replies, however the network cuts them; a hostile server cannot make it hold more than a few kilobytes.</summary>
internal sealed class ReplyReader(Stream stream, Action<ProtocolLine>? log)
{
    // RFC 5321 4.5.3.1.5 says 512; real servers write longer ones.
    private const int MaxLine = 2048;
    private const int MaxLines = 128;

    private readonly LineReader _lines = new(stream, MaxLine);

    /// <summary>Octets that nobody asked for are waiting.</summary>
    public bool HasLeftOver => _lines.HasLeftOver;

    public async ValueTask<SmtpReply> ReadAsync(CancellationToken ct)
    {
        List<string>? earlier = null;
        var first = 0;
        for (var count = 0; count < MaxLines; count++)
        {
            var line = await _lines.ReadAsync(ct).ConfigureAwait(false);
            log?.Invoke(new ProtocolLine(true, line));
            var code = CodeOf(line);
            if (count > 0 && code != first)
            {
                throw new ProtocolException("The lines of one reply have different codes.");
            }
            first = code;
            var text = line.Length > 4 ? line[4..] : "";
            if (line.Length == 3 || line[3] == ' ')
            {
                earlier?.Add(text);
                return new SmtpReply(code, earlier ?? [text]);
            }
            (earlier ??= []).Add(text);
        }
        throw new ProtocolException($"A reply has over {MaxLines} lines.");
    }

    private static int CodeOf(string line) =>
        line.Length >= 3 && line[0] is >= '2' and <= '5' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2])
        && (line.Length == 3 || line[3] is ' ' or '-')
            ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0'
            : throw new ProtocolException("The server sent a line that is no SMTP reply.");
}
