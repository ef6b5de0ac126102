using Uutiset.Mail.Smtp;

namespace Uutiset.Mail.Reading;

/// <summary>Reads delivery status notifications by their fields; their prose is never looked at.</summary>
public static class DsnReader
{
    private const int MaxDiagnostic = 1000;
    private const int MaxAddress = 500;

    /// <summary>The report in a mail, or null when there is none.</summary>
    /// <param name="message">The mail as stored or received.</param>
    /// <param name="limits">Null for the usual ones.</param>
    /// <exception cref="MailFormatException">The mail is over the limits.</exception>
    public static DeliveryReport? Read(ReadOnlyMemory<byte> message, MimeLimits? limits = null) =>
        Find(MimePart.Read(message, limits ?? new()), limits ?? new());

    // Not only at the top: whoever adds a footer puts the report into a multipart/mixed. Never within an enclosed mail.
    internal static DeliveryReport? Find(MimePart mail, MimeLimits limits)
    {
        foreach (var report in mail.All)
        {
            if (report.Parts.FirstOrDefault(p => p.Type.MediaType is "message/delivery-status" or "message/global-delivery-status") is { } status)
            {
                return Read(report, status, limits);
            }
        }
        return null;
    }

    private static DeliveryReport Read(MimePart report, MimePart status, MimeLimits limits)
    {
        HeaderBlock? message = null;
        List<ReportedRecipient> recipients = [];
        for (var rest = status.Content; !rest.IsEmpty;)
        {
            var group = HeaderBlock.Read(rest, limits, out rest);
            if (group.Has("Final-Recipient") || group.Has("Action"))
            {
                if (recipients.Count == limits.MaxRecipients)
                {
                    throw new MailFormatException($"The report has over {limits.MaxRecipients} recipients.");
                }
                recipients.Add(Recipient(group));
            }
            else if (!group.IsEmpty)
            {
                message ??= group;
            }
        }
        return new DeliveryReport(
            Cut(message?.First("Original-Envelope-Id"), MaxAddress),
            Typed(message?.First("Reporting-MTA")),
            recipients,
            ReturnedMessage.MessageId(ReturnedMessage.HeaderOf(report, limits)));
    }

    private static ReportedRecipient Recipient(HeaderBlock group) => new(
        ActionOf(group.First("Action")),
        EnhancedStatus.Parse(group.First("Status")),
        Typed(group.First("Final-Recipient")),
        Typed(group.First("Original-Recipient")),
        Cut(group.First("Diagnostic-Code") is { } words ? EncodedText.Decode(Cut(words, MaxDiagnostic)!) : null, MaxDiagnostic),
        Typed(group.First("Remote-MTA")));

    private static DeliveryAction ActionOf(string? field)
    {
        var word = field is null ? "" : field.Split(' ', ';', '(')[0];
        return word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse<DeliveryAction>(word, ignoreCase: true, out var action) ? action : DeliveryAction.Unknown;
    }

    // "rfc822; liisa@example.fi": the type says how to read it, and is rfc822 or utf-8 (RFC 3464 2.1.2, RFC 6533 5)
    private static string? Typed(string? field) =>
        field is null ? null : Cut(field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(), MaxAddress) is { Length: > 0 } value ? value : null;

    private static string? Cut(string? text, int length) =>
        text is null || text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
