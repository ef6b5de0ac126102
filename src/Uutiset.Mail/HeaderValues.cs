using System.Buffers;
using System.Globalization;

namespace Uutiset.Mail;

/// <summary>Values with a grammar of their own, checked.</summary>
internal static class HeaderValues
{
    private const int MaxUrl = 900;

    // Everything RFC 3986 knows, but no brackets, quotes or blanks.
    private static readonly SearchValues<char> UrlText =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly SearchValues<char> IdText =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._+=");

    private static readonly string[] Reserved =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Return-Path", "Received",
        "MIME-Version", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Help", "List-Owner", "List-Archive", "Feedback-ID",
        "Auto-Submitted", "Precedence", "DKIM-Signature", "Authentication-Results",
    ];

    public static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    public static string MessageId(string id)
    {
        var at = id.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && id.Length <= 250 && !id.AsSpan(0, at).ContainsAnyExcept(IdText)
            && id[0] != '.' && id[at - 1] != '.' && !id.Contains("..", StringComparison.Ordinal) && DomainName.IsHostName(id[(at + 1)..])
            ? "<" + id + ">"
            : throw new MailFormatException("A Message-ID is left@domain of letters, digits and -._+=.");
    }

    public static string Url(string url)
    {
        var host = url.StartsWith("https://", StringComparison.Ordinal) ? 8 : url.StartsWith("http://", StringComparison.Ordinal) ? 7 : url.Length;
        return host < url.Length && (char.IsAsciiLetterOrDigit(url[host]) || url[host] == '[') && IsSafe(url)
            ? url
            : throw new MailFormatException("An address is http or https, ASCII, at most 900 characters, without line ends in any form.");
    }

    public static string Mailto(string url) =>
        url.StartsWith("mailto:", StringComparison.Ordinal) && url.Contains('@', StringComparison.Ordinal) && IsSafe(url)
            ? url
            : throw new MailFormatException("A mailto address is ASCII, at most 900 characters, without line ends in any form.");

    public static string UrlOrMailto(string url) => url.StartsWith("mailto:", StringComparison.Ordinal) ? Mailto(url) : Url(url);

    public static string Language(string tag) =>
        tag.Length is >= 2 and <= 35 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? tag
            : throw new MailFormatException("A language is a tag such as fi or sv-FI.");

    public static string FeedbackId(string id)
    {
        var fields = id.Split(':');
        return fields.Length <= 4 && fields[^1].Length is >= 5 and <= 15 && fields.All(f => f.Length <= 60 && !f.AsSpan().ContainsAnyExcept(IdText))
            ? id
            : throw new MailFormatException("A Feedback-ID is a:b:c:SenderId, the last of 5-15 characters.");
    }

    public static string ExtraName(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase)
        && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? name
            : throw new MailFormatException($"The header name is refused: it has another place, or a forbidden character.");

    // %0D and %0A are inert on the web, but a mailto address opens a new mail and some programs decode them into its headers.
    private static bool IsSafe(string url) =>
        url.Length <= MaxUrl && !url.AsSpan().ContainsAnyExcept(UrlText)
        && !url.Contains("%0d", StringComparison.OrdinalIgnoreCase)
        && !url.Contains("%0a", StringComparison.OrdinalIgnoreCase)
        && !url.Contains("%00", StringComparison.Ordinal);
}
