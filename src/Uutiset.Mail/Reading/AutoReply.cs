namespace Uutiset.Mail.Reading;

/// <summary>Tells mail that machines wrote from mail that people wrote, by header fields only.</summary>
internal static class AutoReply
{
    // What vacation programs and gateways have written since before RFC 3834, and still do
    private static readonly string[] Marks = ["X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-Auto-Response-Suppress", "X-Failed-Recipients", "X-MS-Exchange-Generated-Message-Source"];
    private static readonly string[] Precedences = ["auto_reply", "bulk", "junk", "list"];

    /// <summary>The field that gives a machine away, or null.</summary>
    public static string? MarkOf(MimePart mail)
    {
        var header = mail.Header;
        // RFC 3834 5: "no" is a person; comments and parameters may follow
        if (header.First("Auto-Submitted") is { } submitted && !submitted.Split(';', '(')[0].Trim().Equals("no", StringComparison.OrdinalIgnoreCase))
        {
            return "Auto-Submitted";
        }
        if (mail.All.Any(p => p.Type.MediaType is "message/disposition-notification"))
        {
            return "Content-Type"; // a receipt, RFC 8098
        }
        if (header.First("Precedence") is { } precedence && Precedences.Contains(precedence, StringComparer.OrdinalIgnoreCase))
        {
            return "Precedence";
        }
        // RFC 5321 4.5.5: only reports and other mail that must not be answered come from nobody
        return header.First("Return-Path")?.Replace(" ", "", StringComparison.Ordinal) == "<>" ? "Return-Path" : Array.Find(Marks, header.Has);
    }
}
