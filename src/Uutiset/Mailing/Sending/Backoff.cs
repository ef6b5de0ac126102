using System.Security.Cryptography;

namespace Uutiset.Mailing.Sending;

/// <summary>When an address that was refused for now is tried again.</summary>
internal static class Backoff
{
    /// <summary>For a bulletin; RFC 5321 4.5.4.1 says 4-5 days for mail in general, but yesterday's news is no news.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(48);

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>Tries after which the wait does not grow any more.</summary>
    public static int MostTries => Waits.Length + 1;

    /// <summary>The longest that somebody is put off after so many tries.</summary>
    public static TimeSpan AtMost(int tries) => (tries > Waits.Length ? Longest : tries == 1 ? Waits[1] : Waits[tries - 1]) * 1.2;

    /// <param name="earlier">Tries before this one.</param>
    /// <param name="code">4.7.x is greylisting, which lets in after five minutes (RFC 6647).</param>
    public static TimeSpan After(int earlier, string? code)
    {
        var wait = earlier < Waits.Length ? Waits[earlier] : Longest;
        if (wait < Waits[1] && code?.StartsWith("4.7.", StringComparison.Ordinal) == true) wait = Waits[1];
        // Up to a fifth more, so that a thousand refused at once do not come back at once
        return wait + wait * (RandomNumberGenerator.GetInt32(0, 200) / 1000.0);
    }
}
