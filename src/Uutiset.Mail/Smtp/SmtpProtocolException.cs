namespace Uutiset.Mail.Smtp;

/// <summary>The server sent something that is no SMTP, or too much of it. The connection is not used again.</summary>
#pragma warning disable CA1032 // made here only
internal sealed class SmtpProtocolException(string message) : IOException(message);
#pragma warning restore CA1032
