using System.Net;
using System.Net.Sockets;

namespace Uutiset.Mailing.Bounces;

/// <summary>
/// Fetches a small document from outside (S37): https only, to a public address that is looked up once and then connected to, no redirects,
/// little and soon. Certificates that sign are asked for again and again, so the last ones are kept.
/// </summary>
internal sealed class GuardedFetch(HttpMessageHandler handler) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly HttpClient client = new(handler) { Timeout = Limit };

    /// <returns>Null when it is not to be had, or larger.</returns>
    public async Task<byte[]?> GetAsync(Uri address, int most, CancellationToken ct)
    {
        if (address.Scheme != Uri.UriSchemeHttps) return null;
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.StatusCode != HttpStatusCode.OK) return null;
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            var bytes = new byte[most + 1];
            var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
            return read > most ? null : bytes[..read];
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => client.Dispose();

    public static HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = Limit,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        // A name that leads to the inside, perhaps only at the second look
        if (addresses.Length == 0 || addresses.Any(a => !IsPublic(a))) throw new HttpRequestException($"{context.DnsEndPoint.Host} has no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Not this machine, not its neighbours, and not the addresses at which clouds keep their secrets.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast) return false;
        // 2000::/3 is all that is given out; within it translations of IPv4 (6to4, Teredo) could lead anywhere
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.GetAddressBytes() is [>= 0x20 and <= 0x3f, ..] and not [0x20, 0x02, ..] and not [0x20, 0x01, 0, 0, ..];
        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127 or >= 224, ..] => false,
            [100, >= 64 and <= 127, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [192, 0, 0, _] or [198, 18 or 19, ..] => false,
            _ => true,
        };
    }
}
