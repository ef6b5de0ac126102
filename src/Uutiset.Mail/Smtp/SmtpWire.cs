using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Uutiset.Mail.Smtp;

/// <summary>The line itself: bytes out in one write, replies in, each with a time limit.</summary>
internal sealed class SmtpWire : IDisposable
{
    private readonly Socket _socket;
    private readonly SmtpSettings _settings;
    private Stream _stream;
    private ReplyReader _replies;

    private SmtpWire(Socket socket, SmtpSettings settings)
    {
        _socket = socket;
        _settings = settings;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _replies = new ReplyReader(_stream, settings.Log);
    }

    public string? Tls => (_stream as SslStream)?.SslProtocol.ToString();

    public bool IsLoopback => _socket.RemoteEndPoint is IPEndPoint { Address: var address }
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    public bool HasLeftOver => _replies.HasLeftOver;

    /// <summary>Between messages a server says nothing: readable means that it closed, or announces that it will.</summary>
    public bool IsSilent => !HasLeftOver && !_socket.Poll(0, SelectMode.SelectRead);

    public static async Task<SmtpWire> ConnectAsync(SmtpSettings settings, CancellationToken ct)
    {
        // Nagle would hold the end of each message back until the server's delayed acknowledgement: 40 ms each.
        // A whole message fits the send buffer, so that one write is one hand-over to the kernel.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 256 * 1024 };
        try
        {
            var target = new DnsEndPoint(settings.Host, settings.Port);
            await LimitAsync(settings.Timeouts.Connect, async token => { await socket.ConnectAsync(target, token).ConfigureAwait(false); return true; }, ct).ConfigureAwait(false);
            return new SmtpWire(socket, settings);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task UpgradeAsync(CancellationToken ct)
    {
        // What came before the handshake came in the clear: whoever sits on the line may have added it (CVE-2011-0411).
        if (HasLeftOver)
        {
            throw new SmtpProtocolException("Something followed the reply to STARTTLS in the clear: the line is being tampered with.");
        }
        var tls = new SslStream(_stream);
        _stream = tls;
        var options = new SslClientAuthenticationOptions { TargetHost = _settings.Host };
        if (_settings.TrustedRoots is { } roots)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        await LimitAsync(_settings.Timeouts.Connect, async token => { await tls.AuthenticateAsClientAsync(options, token).ConfigureAwait(false); return true; }, ct).ConfigureAwait(false);
        _replies = new ReplyReader(tls, _settings.Log);
    }

    public void Log(string line) => _settings.Log?.Invoke(new ProtocolLine(false, line));

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => LimitAsync(_settings.Timeouts.Block, async token =>
    {
        await _stream.WriteAsync(bytes, token).ConfigureAwait(false);
        return true;
    }, ct);

    /// <summary>One command line; <paramref name="shown"/> takes its place in the log when it holds a secret.</summary>
    public Task CommandAsync(string line, CancellationToken ct, string? shown = null)
    {
        if (HasLeftOver)
        {
            throw new SmtpProtocolException("The server sent a reply that nobody asked for.");
        }
        Log(shown ?? line);
        return WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);
    }

    public Task<SmtpReply> ReplyAsync(TimeSpan limit, CancellationToken ct) => LimitAsync(limit, token => _replies.ReadAsync(token), ct);

    public void Dispose() => _stream.Dispose();

    private static async Task<T> LimitAsync<T>(TimeSpan limit, Func<CancellationToken, ValueTask<T>> action, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        both.CancelAfter(limit);
        try
        {
            return await action(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The server took longer than {limit.TotalSeconds:0.#} s.");
        }
    }
}
