using System.Globalization;
using System.Text;

namespace Uutiset.Mail.Smtp;

/// <summary>How values stand in the parameters of MAIL and RCPT.</summary>
internal static class Xtext
{
    /// <summary>RFC 3461 4: what is not graphic ASCII, and + and =, as <c>+XX</c>.</summary>
    public static string Encode(string value) =>
        Encode(value, c => c is <= ' ' or > '~' or '+' or '=', c => "+" + c.ToString("X2", CultureInfo.InvariantCulture));

    /// <summary>The recipient as ORCPT gives it: rfc822, or utf-8 in the form for servers that speak SMTPUTF8 (RFC 6533 3, utf-8-addr-unitext).</summary>
    public static string OriginalRecipient(Mailbox recipient) => recipient.NeedsUtf8
        ? "utf-8;" + Encode(recipient.Address, c => c is <= ' ' or '\u007f' or '+' or '=' or '\\', c => $"\\x{{{c.ToString("X2", CultureInfo.InvariantCulture)}}}")
        : "rfc822;" + Encode(recipient.Address);

    private static string Encode(string value, Func<char, bool> isSpecial, Func<int, string> escape)
    {
        var text = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            _ = isSpecial(c) ? text.Append(escape(c)) : text.Append(c);
        }
        return text.ToString();
    }
}
