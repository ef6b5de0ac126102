using System.Globalization;
using System.Security.Cryptography;
using Uutiset.Accounts;

namespace Uutiset.Subscribers;

internal enum StampAge { Wrong, TooYoung, Ripe, TooOld }

/// <summary>The time trap (S42): a form carries when it was shown, signed, and a form filled in under two seconds was not filled by a person.</summary>
internal sealed class FormStamp(SiteKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan Quickest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public string Make() => Sign(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    public StampAge Read(string? stamp)
    {
        if (stamp is not { Length: < 100 } || stamp.Split('.') is not [var time, _]
            || !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Sign(time)), System.Text.Encoding.UTF8.GetBytes(stamp))
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return StampAge.Wrong;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return age < Quickest ? StampAge.TooYoung : age > Longest ? StampAge.TooOld : StampAge.Ripe;
    }

    private string Sign(string time) => $"{time}.{Convert.ToHexStringLower(keys.Hmac("form-stamp", time)[..16])}";
}
