using System.Text;

namespace Uutiset.Mail.Smtp;

/// <summary>The line to a relay: bytes out in one write, replies in, each with a time limit.</summary>
internal sealed class SmtpWire : IDisposable
{
    private readonly Wire _wire;
    private readonly SmtpSettings _settings;
    private ReplyReader _replies;

    private SmtpWire(Wire wire, SmtpSettings settings)
    {
        _wire = wire;
        _settings = settings;
        _replies = new ReplyReader(wire.Stream, settings.Log);
    }

    public string? Tls => _wire.Tls;

    public bool IsLoopback => _wire.IsLoopback;

    public bool HasLeftOver => _replies.HasLeftOver;

    /// <summary>Between messages a server says nothing: readable means that it closed, or announces that it will.</summary>
    public bool IsSilent => !HasLeftOver && !_wire.IsReadable;

    public static async Task<SmtpWire> ConnectAsync(SmtpSettings settings, CancellationToken ct) =>
        new(await Wire.ConnectAsync(settings.Host, settings.Port, settings.Timeouts.Connect, ct).ConfigureAwait(false), settings);

    public async Task UpgradeAsync(CancellationToken ct)
    {
        // What came before the handshake came in the clear: whoever sits on the line may have added it (CVE-2011-0411).
        if (HasLeftOver)
        {
            throw new ProtocolException("Something followed the reply to STARTTLS in the clear: the line is being tampered with.");
        }
        await _wire.UpgradeAsync(_settings.TrustedRoots, _settings.Timeouts.Connect, ct).ConfigureAwait(false);
        _replies = new ReplyReader(_wire.Stream, _settings.Log);
    }

    public void Log(string line) => _settings.Log?.Invoke(new ProtocolLine(false, line));

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => _wire.WriteAsync(bytes, _settings.Timeouts.Block, ct);

    /// <summary>One command line; <paramref name="shown"/> takes its place in the log when it holds a secret.</summary>
    public Task CommandAsync(string line, CancellationToken ct, string? shown = null)
    {
        if (HasLeftOver)
        {
            throw new ProtocolException("The server sent a reply that nobody asked for.");
        }
        Log(shown ?? line);
        return WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);
    }

    public Task<SmtpReply> ReplyAsync(TimeSpan limit, CancellationToken ct) => Wire.LimitAsync(limit, token => _replies.ReadAsync(token), ct);

    public void Dispose() => _wire.Dispose();
}
