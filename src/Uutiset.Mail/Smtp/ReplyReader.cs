using System.Text;

namespace Uutiset.Mail.Smtp;

/// <summary>Reads replies, however the network cuts them; a hostile server cannot make it hold more than a few kilobytes.</summary>
internal sealed class ReplyReader(Stream stream, Action<ProtocolLine>? log)
{
    // RFC 5321 4.5.3.1.5 says 512; real servers write longer ones.
    private const int MaxLine = 2048;
    private const int MaxLines = 128;

    private readonly byte[] _buffer = new byte[MaxLine];
    private int _start;
    private int _end;

    /// <summary>Octets that nobody asked for are waiting.</summary>
    public bool HasLeftOver => _end > _start;

    public async ValueTask<SmtpReply> ReadAsync(CancellationToken ct)
    {
        List<string>? earlier = null;
        var first = 0;
        for (var count = 0; count < MaxLines; count++)
        {
            var line = await ReadLineAsync(ct).ConfigureAwait(false);
            log?.Invoke(new ProtocolLine(true, line));
            var code = CodeOf(line);
            if (count > 0 && code != first)
            {
                throw new SmtpProtocolException("The lines of one reply have different codes.");
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
        throw new SmtpProtocolException($"A reply has over {MaxLines} lines.");
    }

    private static int CodeOf(string line) =>
        line.Length >= 3 && line[0] is >= '2' and <= '5' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2])
        && (line.Length == 3 || line[3] is ' ' or '-')
            ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0'
            : throw new SmtpProtocolException("The server sent a line that is no SMTP reply.");

    private async ValueTask<string> ReadLineAsync(CancellationToken ct)
    {
        var searched = _start;
        while (true)
        {
            var lineEnd = Array.IndexOf(_buffer, (byte)'\n', searched, _end - searched);
            if (lineEnd >= 0)
            {
                var line = _buffer.AsSpan(_start, lineEnd - _start);
                _start = lineEnd + 1;
                return Text(line is [.., (byte)'\r'] ? line[..^1] : line);
            }
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }
            if (_end == _buffer.Length)
            {
                throw new SmtpProtocolException($"A reply line is over {MaxLine} octets.");
            }
            searched = _end;
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException("The server closed the connection.");
            }
            _end += read;
        }
    }

    // Replies end up on proof pages and in logs: no control character may come along.
    private static string Text(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
    }
}
