using System.Text;

namespace Uutiset.Mail;

/// <summary>Reads lines, however the network cuts them, and never holds more than one buffer of them.</summary>
internal sealed class LineReader(Stream stream, int maxLine)
{
    private readonly byte[] _buffer = new byte[maxLine];
    private int _start;
    private int _end;

    /// <summary>Octets that nobody asked for are waiting.</summary>
    public bool HasLeftOver => _end > _start;

    /// <summary>A line without its end, as text without control characters: replies end up on proof pages and in logs.</summary>
    /// <exception cref="ProtocolException">It is longer than the buffer.</exception>
    /// <exception cref="EndOfStreamException">The server closed.</exception>
    public async ValueTask<string> ReadAsync(CancellationToken ct)
    {
        var piece = await ReadPieceAsync(ct).ConfigureAwait(false);
        return piece.Span.EndsWith("\n"u8)
            ? Text(piece.Span.EndsWith("\r\n"u8) ? piece.Span[..^2] : piece.Span[..^1])
            : throw new ProtocolException($"A line is over {maxLine} octets.");
    }

    /// <summary>A line with its end, or as much of it as fits the buffer. Valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The server closed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync(CancellationToken ct)
    {
        var searched = _start;
        while (true)
        {
            var lineEnd = Array.IndexOf(_buffer, (byte)'\n', searched, _end - searched);
            if (lineEnd >= 0)
            {
                return Take(lineEnd + 1);
            }
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }
            if (_end == _buffer.Length)
            {
                return Take(_end);
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

    private ReadOnlyMemory<byte> Take(int end)
    {
        var piece = _buffer.AsMemory(_start, end - _start);
        _start = end;
        return piece;
    }

    private static string Text(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
    }
}
