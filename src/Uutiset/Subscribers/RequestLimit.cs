using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Uutiset.Subscribers;

/// <summary>Subscription requests per network address and hour (S42). Refused ones cost nothing and are answered with 429.</summary>
internal sealed class RequestLimit(IOptions<SubscribersOptions> options) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(Network(address), _ => new() { PermitLimit = options.Value.RequestsPerHour, Window = Window, QueueLimit = 0 }));

    public bool Allows(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(address ?? IPAddress.None);
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
