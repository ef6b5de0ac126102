using System.Security.Cryptography.X509Certificates;

namespace Uutiset.Mail.Smtp;

/// <summary>How the line to the server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS or no mail (RFC 3207).</summary>
    StartTls,
    /// <summary>TLS from the first octet, port 465 (RFC 8314).</summary>
    Implicit,
    /// <summary>STARTTLS when the server offers it. An attacker on the line can take the offer away.</summary>
    WhenAvailable,
    /// <summary>Never; for a relay on the same machine.</summary>
    None,
}

/// <summary>One relay. The certificate must be valid for <see cref="Host"/> under the system's roots, or under <see cref="TrustedRoots"/>.</summary>
public sealed record SmtpSettings
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>587 for STARTTLS, 465 for implicit TLS, 25 for a local relay.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Protection of the line.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>
    /// User for AUTH; null sends without. Of what the server offers the best is taken: SCRAM-SHA-256 (RFC 7677), PLAIN (RFC 4616), LOGIN.
    /// Nothing is sent in the clear except to the loopback address.
    /// </summary>
    public string? UserName { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// Gives an OAuth 2.0 access token for XOAUTH2 instead of a password; asked at each login, since tokens live for an hour.
    /// What it throws passes through <see cref="SmtpConnection.OpenAsync"/>.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; init; }

    /// <summary>Our host name in EHLO (RFC 5321 4.1.1.1): a host name or an address literal.</summary>
    public string HelloName { get; init; } = "localhost";

    /// <summary>Roots of a private certificate authority, used instead of the system's; null for the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>How long to wait for what.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();

    /// <summary>Hears every line of the conversation, secrets masked, messages as their length. It sees addresses: personal data.</summary>
    public Action<ProtocolLine>? Log { get; init; }

    /// <summary>A kept connection is closed after this many messages.</summary>
    public int MessagesPerConnection { get; init; } = 100;

    /// <summary>A kept connection is closed after this time without a message.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Host and port without credentials.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
