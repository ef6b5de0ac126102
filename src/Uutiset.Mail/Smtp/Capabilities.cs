using System.Globalization;

namespace Uutiset.Mail.Smtp;

/// <summary>What the last EHLO offered (RFC 5321 4.1.1.1).</summary>
internal sealed record Capabilities(bool Pipelining, bool StartTls, bool HasSize, long MaxSize, IReadOnlyList<string> Sasl)
{
    public static readonly Capabilities Nothing = new(false, false, false, 0, []);

    public static Capabilities Parse(SmtpReply reply)
    {
        var offered = Nothing;
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries); // "AUTH=PLAIN" of old servers too
            offered = (words.Length == 0 ? "" : words[0].ToUpperInvariant()) switch
            {
                "PIPELINING" => offered with { Pipelining = true },
                "STARTTLS" => offered with { StartTls = true },
                "SIZE" => offered with { HasSize = true, MaxSize = words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0 },
                "AUTH" => offered with { Sasl = [.. offered.Sasl.Concat(words.Skip(1).Select(w => w.ToUpperInvariant())).Distinct()] },
                _ => offered,
            };
        }
        return offered;
    }
}
