using System.Buffers;
using System.Net.Sockets;

namespace Uutiset.Mail.Smtp;

/// <summary>
/// One line to one server, kept for many messages (RFC 5321, PIPELINING of RFC 2920 when offered). Not for several threads at once.
/// <see cref="SendAsync"/> sends one message; <see cref="StartAsync"/> and <see cref="TransmitAsync"/> let a sender overlap the end
/// of one message with the start of the next, one round trip per message, and commit "n settled, n+1 under way" between them.
/// </summary>
public sealed class SmtpConnection : IAsyncDisposable, IDisposable
{
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _clock;
    private readonly SmtpWire _wire;
    private readonly Transaction _transaction;
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private long _lastUsed;

    private SmtpConnection(SmtpSettings settings, TimeProvider clock, SmtpWire wire, Capabilities offered)
    {
        _settings = settings;
        _clock = clock;
        _wire = wire;
        _transaction = new Transaction(wire, offered, settings.Timeouts, Drop);
        _lastUsed = clock.GetTimestamp();
    }

    /// <summary>The line is open and in step. False after anything odd: open another one.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Messages transmitted, whatever the answer.</summary>
    public int Messages { get; private set; }

    /// <summary>The TLS version, <c>Tls13</c>, or null on an open line.</summary>
    public string? Tls => _wire.Tls;

    /// <summary>Usable for one more message by the limits of the settings, and the server has not hung up meanwhile.</summary>
    public bool CanBeReused => IsUsable && !_transaction.IsUnderWay && Messages < _settings.MessagesPerConnection
        && _clock.GetElapsedTime(_lastUsed) < _settings.IdleLimit && _wire.IsSilent;

    /// <summary>Connects, protects the line, says EHLO and proves who we are.</summary>
    /// <exception cref="SmtpServerException">The server, the network or the settings failed.</exception>
    /// <exception cref="MailFormatException">The EHLO name or the credentials hold something that may not go on the line.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var (wire, offered) = await new SmtpHandshake(settings).OpenAsync(ct).ConfigureAwait(false);
        return new SmtpConnection(settings, clock, wire, offered);
    }

    /// <summary>Sends one message.</summary>
    /// <param name="envelope">Sender and the one recipient.</param>
    /// <param name="message">ASCII with CRLF line ends, as <see cref="CompiledMessage"/> fills it; UTF-8 when the envelope needs it. Leading dots are doubled here.</param>
    /// <param name="beforeBody">
    /// Awaited when the server is ready and before the first octet of the message: commit the intent here. When it throws, the
    /// connection is dropped, nothing was delivered and the exception passes on.
    /// </param>
    /// <param name="ct">Before the first octet it throws and nothing was delivered; after it the outcome is Unknown.</param>
    /// <exception cref="ArgumentException">The bytes are no message; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">Nothing was delivered; the connection is dropped.</exception>
    public async Task<SendOutcome> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, Func<CancellationToken, Task> beforeBody, CancellationToken ct)
    {
        var body = WireFormat.Prepare(message, envelope.NeedsUtf8);
        if (await StartAsync(envelope, message.Length, ct).ConfigureAwait(false) is { } ended)
        {
            return ended;
        }
        try
        {
            await beforeBody(ct).ConfigureAwait(false);
        }
        catch
        {
            Drop();
            throw;
        }
        return (await TransmitPreparedAsync(body, null, ct).ConfigureAwait(false)).Outcome;
    }

    /// <summary>Announces a message: MAIL, RCPT and DATA. Null when the server waits for it, otherwise why not.</summary>
    /// <exception cref="OperationCanceledException">Nothing was delivered; the connection is dropped.</exception>
    public async Task<SendOutcome?> StartAsync(Envelope envelope, int size, CancellationToken ct)
    {
        RequireUsable();
        if (_transaction.RefusedHere(envelope, size) is { } refused)
        {
            return refused;
        }
        return await _transaction.StartAsync(envelope, size, ct).ConfigureAwait(false);
    }

    /// <summary>Sends the message that was announced, and announces the next one in the same write when the server pipelines.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the first octet: nothing was delivered; the connection is dropped.</exception>
    public Task<Transmission> TransmitAsync(ReadOnlyMemory<byte> message, NextMessage? next, CancellationToken ct) =>
        TransmitPreparedAsync(WireFormat.Prepare(message, _transaction.AnnouncedUtf8), next, ct);

    /// <summary>Says QUIT and closes. Between messages only; failures do not matter any more.</summary>
    public async Task QuitAsync(CancellationToken ct)
    {
        try
        {
            if (IsUsable && !_transaction.IsUnderWay)
            {
                await _wire.CommandAsync("QUIT", ct).ConfigureAwait(false);
                await _wire.ReplyAsync(_settings.Timeouts.Quit, ct).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or TimeoutException or SocketException or OperationCanceledException)
        {
        }
        Drop();
    }

    /// <summary>Closes without a word: the way to abandon a message that was announced.</summary>
    public void Dispose() => Drop();

    /// <summary>Closes without a word.</summary>
    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private async Task<Transmission> TransmitPreparedAsync(ReadOnlyMemory<byte> body, NextMessage? next, CancellationToken ct)
    {
        RequireUsable();
        if (ct.IsCancellationRequested)
        {
            Drop();
            ct.ThrowIfCancellationRequested();
        }
        _buffer.ResetWrittenCount();
        _buffer.Write(body.Span);
        _buffer.Write(".\r\n"u8);
        var refusedHere = next is null ? null : _transaction.RefusedHere(next.Envelope, next.Size);
        var overlapped = next is not null && refusedHere is null && _transaction.Pipelines;
        _wire.Log($"<{body.Length} bytes>");
        if (overlapped)
        {
            _transaction.Append(_buffer, next!.Envelope, next.Size);
        }
        var outcome = await _transaction.BodyAsync(_buffer.WrittenMemory, ct).ConfigureAwait(false);
        Messages++;
        _lastUsed = _clock.GetTimestamp();
        if (next is null)
        {
            // A reply too many: this one was in step, the next would not be.
            if (_wire.HasLeftOver)
            {
                Drop();
            }
            return new Transmission(outcome);
        }
        var nextOutcome = refusedHere ?? await NextAsync(next, overlapped, ct).ConfigureAwait(false);
        return new Transmission(outcome, nextOutcome is null, nextOutcome);
    }

    // What the current message came to must reach the caller, so nothing about the next one may throw.
    private async Task<SendOutcome?> NextAsync(NextMessage next, bool overlapped, CancellationToken ct)
    {
        if (!IsUsable)
        {
            return new SendOutcome.ServerFault(new SmtpFault(SmtpStage.MailFrom, null, "The connection ended with the message before.", false));
        }
        try
        {
            return overlapped
                ? await _transaction.RepliesAsync(ct).ConfigureAwait(false)
                : await _transaction.StartAsync(next.Envelope, next.Size, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.ServerFault(new SmtpFault(SmtpStage.MailFrom, null, "Cancelled before the message.", false));
        }
    }

    private void RequireUsable() => ObjectDisposedException.ThrowIf(!IsUsable, this);

    private void Drop()
    {
        IsUsable = false;
        _wire.Dispose();
    }
}
