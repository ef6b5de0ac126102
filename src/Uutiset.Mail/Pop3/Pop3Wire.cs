using System.Buffers;
using System.Text;

namespace Uutiset.Mail.Pop3;

/// <summary>Commands out, replies of one line or many in (RFC 1939 3); a hostile server cannot make it hold more than it was told to.</summary>
internal sealed class Pop3Wire(Wire wire, Pop3Settings settings) : IDisposable
{
    // RFC 2449 4: 512 octets with CRLF; XOAUTH2's challenges are longer
    private const int MaxLine = 8192;

    // What a mail may have beyond the limit and is read past, so that it does not stop those behind it
    private const int Patience = 8;

    private LineReader _lines = new(wire.Stream, MaxLine);

    public bool IsProtected => wire.Tls is not null;

    public bool IsLoopback => wire.IsLoopback;

    public async Task UpgradeAsync(CancellationToken ct)
    {
        // What came before the handshake came in the clear: whoever sits on the line may have added it (CVE-2011-0411)
        if (_lines.HasLeftOver)
        {
            throw new ProtocolException("Something followed the reply to STLS in the clear: the line is being tampered with.");
        }
        await wire.UpgradeAsync(settings.TrustedRoots, settings.ReplyLimit, ct).ConfigureAwait(false);
        _lines = new LineReader(wire.Stream, MaxLine);
    }

    /// <summary>One command and its first line; <paramref name="shown"/> takes its place in the log when it holds a secret.</summary>
    public async Task<Pop3Reply> AskAsync(string command, CancellationToken ct, string? shown = null)
    {
        if (_lines.HasLeftOver)
        {
            throw new ProtocolException("The server sent a reply that nobody asked for.");
        }
        settings.Log?.Invoke(new ProtocolLine(false, shown ?? command));
        await wire.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), settings.ReplyLimit, ct).ConfigureAwait(false);
        return await ReplyAsync(ct).ConfigureAwait(false);
    }

    public async Task<Pop3Reply> ReplyAsync(CancellationToken ct)
    {
        var line = await Wire.LimitAsync(settings.ReplyLimit, token => _lines.ReadAsync(token), ct).ConfigureAwait(false);
        settings.Log?.Invoke(new ProtocolLine(true, line));
        return Pop3Reply.Parse(line);
    }

    /// <summary>The lines of a list down to its dot; those after <paramref name="most"/> are read and dropped, up to <paramref name="bound"/>.</summary>
    public Task<List<string>> LinesAsync(int most, int bound, CancellationToken ct) => Wire.LimitAsync(settings.TransferLimit, async token =>
    {
        List<string> lines = [];
        for (var count = 0; count <= bound; count++)
        {
            var line = await _lines.ReadAsync(token).ConfigureAwait(false);
            if (line == ".")
            {
                return lines;
            }
            if (count < most)
            {
                lines.Add(line);
            }
        }
        throw new ProtocolException($"A list has over {bound} lines.");
    }, ct);

    /// <summary>A mail down to its dot, dots no longer doubled; null when it has more than <paramref name="maxBytes"/>.</summary>
    public Task<byte[]?> MailAsync(int maxBytes, CancellationToken ct) => Wire.LimitAsync(settings.TransferLimit, async token =>
    {
        var mail = new ArrayBufferWriter<byte>(4096);
        var (received, atLineStart) = (0L, true);
        while (true)
        {
            var piece = await _lines.ReadPieceAsync(token).ConfigureAwait(false);
            if (atLineStart && piece.Span.StartsWith("."u8))
            {
                if (piece.Span is [(byte)'.', (byte)'\r', (byte)'\n'] or [(byte)'.', (byte)'\n'])
                {
                    return received > maxBytes ? null : mail.WrittenSpan.ToArray();
                }
                piece = piece[1..];
            }
            atLineStart = piece.Span.EndsWith("\n"u8);
            received += piece.Length;
            if (received <= maxBytes)
            {
                mail.Write(piece.Span);
            }
            else if (received > (long)Patience * maxBytes)
            {
                throw new ProtocolException($"A mail has over {Patience} times the {maxBytes} octets that are read.");
            }
        }
    }, ct);

    public void Dispose() => wire.Dispose();
}
