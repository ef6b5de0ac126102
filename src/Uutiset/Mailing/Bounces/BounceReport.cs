using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing.Bounces;

/// <summary>What somebody says became of a message after it left us, or before it could.</summary>
internal enum ReportKind
{
    /// <summary>It did not arrive: refused, sent back, or given up after many tries.</summary>
    Failed,
    /// <summary>It is still being tried by a server that has it.</summary>
    Delayed,
    /// <summary>It lies in the mailbox, or a server has it that makes no reports.</summary>
    Delivered,
    /// <summary>Its reader pressed "this is spam".</summary>
    Complaint,
}

/// <summary>One report, whichever way it came. Anybody can write one: of what it claims only that is believed which a token proves.</summary>
/// <param name="Status">RFC 3463; it decides, with the kind. Null: nobody said.</param>
/// <param name="Words">The other server's, for people.</param>
/// <param name="Source">smtp, maildir, pop3, api, or the provider's name.</param>
internal sealed record BounceReport(ReportKind Kind, EnhancedStatus? Status, string? Words, DateTime AtUtc, string Source)
{
    /// <summary>Of envelope senders (VERP), the surest first.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Our ENVID, as a server gave it back.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Of the returned message, with or without brackets.</summary>
    public string? MessageId { get; init; }
}
