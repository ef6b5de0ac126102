namespace Uutiset.Mail.Smtp;

/// <summary>How far a conversation had come.</summary>
public enum SmtpStage
{
    /// <summary>Resolving and connecting.</summary>
    Connect,
    /// <summary>The server's first line, or TLS from the first octet.</summary>
    Greeting,
    /// <summary>EHLO.</summary>
    Hello,
    /// <summary>STARTTLS and the handshake.</summary>
    Tls,
    /// <summary>AUTH.</summary>
    Authentication,
    /// <summary>Refused here, before anything was said: the message is larger than the server takes, or the address needs SMTPUTF8.</summary>
    Local,
    /// <summary>MAIL FROM.</summary>
    MailFrom,
    /// <summary>RCPT TO.</summary>
    Recipient,
    /// <summary>DATA, before the first octet of the message.</summary>
    Data,
    /// <summary>The message and its final dot.</summary>
    Body,
}
