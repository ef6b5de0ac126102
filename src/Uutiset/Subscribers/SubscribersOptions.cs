using System.ComponentModel.DataAnnotations;

namespace Uutiset.Subscribers;

internal sealed class SubscribersOptions
{
    /// <summary>Subscription requests that one network address may make in an hour (S42).</summary>
    [Range(1, 100_000)]
    public int RequestsPerHour { get; set; } = 5;

    /// <summary>A request that nobody confirmed is forgotten after this many days (DP-10).</summary>
    [Range(2, 365)]
    public int UnconfirmedDays { get; set; } = 7;
}
