using Uutiset.Mail.Smtp;

namespace Uutiset.Mail.Reading;

/// <summary>What a server says became of a recipient (RFC 3464 2.3.3).</summary>
public enum DeliveryAction
{
    /// <summary>The field is missing, or says what the standard does not know: nothing may be concluded.</summary>
    Unknown,
    /// <summary>Given up. Also a soft fault that lasted too long: then <see cref="ReportedRecipient.Status"/> has class 4.</summary>
    Failed,
    /// <summary>Still being tried.</summary>
    Delayed,
    /// <summary>Delivered.</summary>
    Delivered,
    /// <summary>Handed to a server that makes no reports.</summary>
    Relayed,
    /// <summary>Delivered to an alias of several recipients.</summary>
    Expanded,
}

/// <summary>One recipient of a report. Decide by Action and by the Status's class together: an expired soft fault is Failed with 4.2.2.</summary>
/// <param name="Action">What became of it.</param>
/// <param name="Status">RFC 3463 code; null when missing or malformed.</param>
/// <param name="FinalRecipient">The address that failed, perhaps one that ours was forwarded to; as it came, without its type.</param>
/// <param name="OriginalRecipient">Our ORCPT, when the server kept it.</param>
/// <param name="DiagnosticCode">The other server's words with their type, <c>smtp; 550 5.1.1 ...</c>; for people, never to decide by. At most 1000 characters.</param>
/// <param name="RemoteMta">Who said so.</param>
public sealed record ReportedRecipient(
    DeliveryAction Action, EnhancedStatus? Status, string? FinalRecipient, string? OriginalRecipient, string? DiagnosticCode, string? RemoteMta);

/// <summary>A delivery status notification (RFC 3464 in the frame of RFC 6522). Anybody can write one: believe it for a delivery that its token proves.</summary>
/// <param name="EnvelopeId">Our ENVID (RFC 3461), when the server kept it.</param>
/// <param name="ReportingMta">Who made the report.</param>
/// <param name="Recipients">In the report's order.</param>
/// <param name="ReturnedMessageId">The Message-ID of the message reported on, without brackets, when it or its header was returned.</param>
public sealed record DeliveryReport(string? EnvelopeId, string? ReportingMta, IReadOnlyList<ReportedRecipient> Recipients, string? ReturnedMessageId);
