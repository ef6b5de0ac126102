namespace Uutiset.Mail.Smtp;

/// <summary>Who gets a message and where its bounces go; one recipient, always (S39, and so that pipelined DATA is safe).</summary>
/// <param name="Sender">The VERP address, or null for <c>&lt;&gt;</c>: mail that must never be bounced or answered.</param>
/// <param name="Recipient">The recipient.</param>
public sealed record Envelope(Mailbox? Sender, Mailbox Recipient);
