namespace Uutiset.Mail.Reading;

/// <summary>The third part of a report (RFC 6522 3): the message reported on, or its header.</summary>
internal static class ReturnedMessage
{
    private static readonly string[] Types =
        ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers"];

    public static HeaderBlock? HeaderOf(MimePart report, MimeLimits limits)
    {
        var part = report.Parts.LastOrDefault(p => Types.Contains(p.Type.MediaType));
        return part is null ? null : HeaderBlock.Read(part.Content, limits, out _);
    }

    /// <summary>Without brackets.</summary>
    public static string? MessageId(HeaderBlock? header) =>
        header?.First("Message-ID")?.Trim('<', '>', ' ') is { Length: > 0 } id ? id : null;
}
