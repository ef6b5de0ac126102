namespace Uutiset.Mail.Reading;

/// <summary>Reads complaints that mail providers pass on (feedback loops).</summary>
public static class ArfReader
{
    /// <summary>The complaint in a mail, or null when there is none.</summary>
    /// <param name="message">The mail as stored or received.</param>
    /// <param name="limits">Null for the usual ones.</param>
    /// <exception cref="MailFormatException">The mail is over the limits.</exception>
    public static ComplaintReport? Read(ReadOnlyMemory<byte> message, MimeLimits? limits = null) =>
        Find(MimePart.Read(message, limits ?? new()), limits ?? new());

    internal static ComplaintReport? Find(MimePart mail, MimeLimits limits)
    {
        foreach (var report in mail.All)
        {
            if (report.Parts.FirstOrDefault(p => p.Type.MediaType == "message/feedback-report") is { } feedback)
            {
                return Read(report, HeaderBlock.Read(feedback.Content, limits, out _), limits);
            }
        }
        return null;
    }

    private static ComplaintReport Read(MimePart report, HeaderBlock feedback, MimeLimits limits)
    {
        var returned = ReturnedMessage.HeaderOf(report, limits);
#pragma warning disable CA1308 // RFC 5965 3.1 writes the types in lower case
        return new ComplaintReport(
            (feedback.First("Feedback-Type") ?? "").ToLowerInvariant(),
            Address(feedback.First("Original-Mail-From") ?? returned?.First("Return-Path")),
            [.. feedback.All("Original-Rcpt-To").Take(limits.MaxRecipients).Select(a => Address(a)!)],
            ReturnedMessage.MessageId(returned));
#pragma warning restore CA1308
    }

    private static string? Address(string? field) => field?.Trim('<', '>', ' ');
}
