using System.Globalization;

namespace Uutiset.Mail;

/// <summary>Domain names as they go on the wire: A-labels in lower case (RFC 5890, UTS 46).</summary>
internal static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static AddressFault ToAscii(string domain, out string ascii)
    {
        ascii = "";
        // ICU takes time in proportion to the square of some hostile inputs; no real name is longer.
        if (domain.Length > 255)
        {
            return AddressFault.TooLong;
        }
        if (HeaderText.HasForbidden(domain))
        {
            return AddressFault.ForbiddenCharacter;
        }
        try
        {
#pragma warning disable CA1308 // DNS compares in lower case
            var name = Idn.GetAscii(domain).ToLowerInvariant();
#pragma warning restore CA1308
            // Punycode that decodes to nothing valid is a look-alike or a typing error.
            _ = Idn.GetUnicode(name);
            if (!IsHostName(name))
            {
                return AddressFault.BadDomain;
            }
            if (!name.Contains('.', StringComparison.Ordinal))
            {
                return AddressFault.DomainWithoutDot;
            }
            ascii = name;
            return AddressFault.None;
        }
        catch (ArgumentException)
        {
            return AddressFault.BadDomain;
        }
    }

    /// <summary>Letters, digits and hyphens in labels of 1-63 (RFC 1123 2.1), at most 253 in all; the last label is no number, so no bare IPv4 address.</summary>
    public static bool IsHostName(string name) =>
        name.Length is > 0 and <= 253
        && name.Split('.') is var labels
        && labels.All(IsLabel)
        && !labels[^1].All(char.IsAsciiDigit);

    /// <summary>One label of a host name.</summary>
    public static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
