using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Uutiset.Mail;

/// <summary>A TCP connection to one server that may become TLS, each step with a time limit.</summary>
internal sealed class Wire : IDisposable
{
    // Several limits a message: a new timer for each would be a good part of its work
    private static readonly ConcurrentBag<CancellationTokenSource> Timers = [];

    private readonly Socket _socket;
    private readonly string _host;

    private Wire(Socket socket, string host)
    {
        _socket = socket;
        _host = host;
        Stream = new NetworkStream(socket, ownsSocket: true);
    }

    public Stream Stream { get; private set; }

    public string? Tls => (Stream as SslStream)?.SslProtocol.ToString();

    public bool IsLoopback => _socket.RemoteEndPoint is IPEndPoint { Address: var address }
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Octets are waiting, or the other side has closed.</summary>
    public bool IsReadable => _socket.Poll(0, SelectMode.SelectRead);

    public static async Task<Wire> ConnectAsync(string host, int port, TimeSpan limit, CancellationToken ct)
    {
        // Nagle would hold the end of each message back until the server's delayed acknowledgement: 40 ms each.
        // A whole message fits the send buffer, so that one write is one hand-over to the kernel.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 256 * 1024 };
        try
        {
            var target = new DnsEndPoint(host, port);
            await LimitAsync(limit, async token => { await socket.ConnectAsync(target, token).ConfigureAwait(false); return true; }, ct).ConfigureAwait(false);
            return new Wire(socket, host);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The TLS handshake; the certificate must be valid for the host under the system's roots, or under those given.</summary>
    public async Task UpgradeAsync(X509Certificate2Collection? trustedRoots, TimeSpan limit, CancellationToken ct)
    {
        var tls = new SslStream(Stream);
        Stream = tls;
        var options = new SslClientAuthenticationOptions { TargetHost = _host };
        if (trustedRoots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trustedRoots);
        }
        await LimitAsync(limit, async token => { await tls.AuthenticateAsClientAsync(options, token).ConfigureAwait(false); return true; }, ct).ConfigureAwait(false);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan limit, CancellationToken ct) => LimitAsync(limit, async token =>
    {
        await Stream.WriteAsync(bytes, token).ConfigureAwait(false);
        return true;
    }, ct);

    public void Dispose() => Stream.Dispose();

    /// <exception cref="TimeoutException">The limit was reached; the caller's own token throws a cancellation.</exception>
    public static async Task<T> LimitAsync<T>(TimeSpan limit, Func<CancellationToken, ValueTask<T>> action, CancellationToken ct)
    {
        var timer = Timers.TryTake(out var kept) ? kept : new CancellationTokenSource();
        timer.CancelAfter(limit);
        var giveUp = ct.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), timer);
        try
        {
            return await action(timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The server took longer than {limit.TotalSeconds:0.#} s.");
        }
        finally
        {
            await giveUp.DisposeAsync().ConfigureAwait(false);
            if (timer.TryReset())
            {
                Timers.Add(timer);
            }
            else
            {
                timer.Dispose();
            }
        }
    }
}
