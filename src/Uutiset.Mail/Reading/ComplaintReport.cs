namespace Uutiset.Mail.Reading;

/// <summary>A reader's press on "this is spam", as mail providers pass it on (ARF, RFC 5965). Anybody can write one: believe it for a delivery that its token proves.</summary>
/// <param name="FeedbackType">In lower case: abuse, fraud, virus, other, and not-spam (RFC 6430), which is no complaint.</param>
/// <param name="OriginalMailFrom">The envelope sender, our VERP address; null when it was left out.</param>
/// <param name="OriginalRecipients">Often left out, or made unreadable for the reader's sake.</param>
/// <param name="ReturnedMessageId">The Message-ID of the message complained of, without brackets.</param>
public sealed record ComplaintReport(string FeedbackType, string? OriginalMailFrom, IReadOnlyList<string> OriginalRecipients, string? ReturnedMessageId);
