using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Uutiset.Subscribers;

/// <summary>Requests per network address and hour (S42), those of each kind by themselves. Refused ones cost nothing and are answered with 429.</summary>
internal sealed class RequestLimit(IOptions<SubscribersOptions> options) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static string RetryAfter => $"{Window.TotalSeconds:0}";

    private readonly PartitionedRateLimiter<(IPAddress Address, string Kind)> limiter = PartitionedRateLimiter.Create<(IPAddress Address, string Kind), (IPAddress, string)>(asked =>
        RateLimitPartition.GetFixedWindowLimiter((Network(asked.Address), asked.Kind), _ => new() { PermitLimit = options.Value.RequestsPerHour, Window = Window, QueueLimit = 0 }));

    /// <param name="kind">Left out: what sends a mail.</param>
    public bool Allows(HttpContext http, string kind = "")
    {
        using var lease = limiter.AttemptAcquire((http.Connection.RemoteIpAddress ?? IPAddress.None, kind));
        return lease.IsAcquired;
    }

    // One household or server has a whole /64 of IPv6 addresses (RFC 6177): counting each alone would count nobody
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    public void Dispose() => limiter.Dispose();
}
