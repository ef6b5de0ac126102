namespace Uutiset.Mail.Smtp;

/// <summary>Who gets a message and where its bounces go; one recipient, always (S39, and so that pipelined DATA is safe).</summary>
/// <param name="Sender">The VERP address, or null for <c>&lt;&gt;</c>: mail that must never be bounced or answered.</param>
/// <param name="Recipient">The recipient.</param>
public sealed record Envelope(Mailbox? Sender, Mailbox Recipient)
{
    /// <summary>Most octets of an ENVID as it travels (RFC 3461 4.4).</summary>
    public const int MaxEnvelopeId = 100;

    /// <summary>
    /// Asks, where the server offers DSN (RFC 3461), for reports of failure and delay that return this id and the header only; null asks for
    /// nothing. Printable ASCII, at most 100 octets as xtext. Without a sender there is nobody to report to, so nothing is asked.
    /// </summary>
    /// <exception cref="MailFormatException">Empty, too long, or a character outside printable ASCII.</exception>
    public string? EnvelopeId
    {
        get;
        init => field = value is null || (value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange(' ', '~') && Xtext.Encode(value).Length <= MaxEnvelopeId)
            ? value
            : throw new MailFormatException("An envelope id is printable ASCII and at most 100 octets as xtext.");
    }

    /// <summary>One of the two addresses has letters outside ASCII before the @: only a server that offers SMTPUTF8 takes it (RFC 6531).</summary>
    public bool NeedsUtf8 => Recipient.NeedsUtf8 || Sender?.NeedsUtf8 == true;

    internal bool AsksForReports => EnvelopeId is not null && Sender is not null;
}
