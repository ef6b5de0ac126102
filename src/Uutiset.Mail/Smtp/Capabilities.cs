using System.Globalization;

namespace Uutiset.Mail.Smtp;

/// <summary>What the last EHLO offered (RFC 5321 4.1.1.1).</summary>
internal sealed record Capabilities
{
    /// <summary>RFC 2920.</summary>
    public bool Pipelining { get; init; }

    /// <summary>RFC 3207.</summary>
    public bool StartTls { get; init; }

    /// <summary>RFC 1870.</summary>
    public bool HasSize { get; init; }

    /// <summary>Octets; 0 when the server names no limit.</summary>
    public long MaxSize { get; init; }

    /// <summary>RFC 6152.</summary>
    public bool EightBitMime { get; init; }

    /// <summary>RFC 6531; it demands 8BITMIME beside it (3.1 (3)), and a server without that does not know what it says.</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RFC 3461.</summary>
    public bool Dsn { get; init; }

    /// <summary>RFC 4954, in upper case.</summary>
    public IReadOnlyList<string> Sasl { get; init; } = [];

    /// <summary>Letters outside ASCII may stand in addresses and header.</summary>
    public bool TakesUtf8 => SmtpUtf8 && EightBitMime;

    public static Capabilities Parse(SmtpReply reply)
    {
        var offered = new Capabilities();
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries); // "AUTH=PLAIN" of old servers too
            offered = (words.Length == 0 ? "" : words[0].ToUpperInvariant()) switch
            {
                "PIPELINING" => offered with { Pipelining = true },
                "STARTTLS" => offered with { StartTls = true },
                "SIZE" => offered with { HasSize = true, MaxSize = words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0 },
                "8BITMIME" => offered with { EightBitMime = true },
                "SMTPUTF8" => offered with { SmtpUtf8 = true },
                "DSN" => offered with { Dsn = true },
                "AUTH" => offered with { Sasl = [.. offered.Sasl.Concat(words.Skip(1).Select(w => w.ToUpperInvariant())).Distinct()] },
                _ => offered,
            };
        }
        return offered;
    }
}
