using System.Security.Cryptography.X509Certificates;

namespace Uutiset.Mail.Pop3;

/// <summary>How the line to the mailbox is protected.</summary>
public enum Pop3Security
{
    /// <summary>TLS from the first octet, port 995 (RFC 8314).</summary>
    Implicit,
    /// <summary>STLS or nothing, port 110 (RFC 2595).</summary>
    StartTls,
    /// <summary>Never; the password goes to the loopback address only.</summary>
    None,
}

/// <summary>One mailbox. The certificate must be valid for <see cref="Host"/> under the system's roots, or under <see cref="TrustedRoots"/>.</summary>
public sealed record Pop3Settings
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>995 for implicit TLS, 110 for STLS.</summary>
    public int Port { get; init; } = 995;

    /// <summary>Protection of the line.</summary>
    public Pop3Security Security { get; init; } = Pop3Security.Implicit;

    /// <summary>User; of what the server offers the best is taken: SCRAM-SHA-256, PLAIN, LOGIN (RFC 5034), otherwise USER and PASS (RFC 1939).</summary>
    public required string UserName { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }

    /// <summary>Gives an OAuth 2.0 access token for XOAUTH2 instead of a password; asked at each login. What it throws passes through.</summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; init; }

    /// <summary>Roots of a private certificate authority, used instead of the system's; null for the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>Connecting, each TLS handshake and each reply of one line.</summary>
    public TimeSpan ReplyLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A whole list or a whole mail, however slowly it drips.</summary>
    public TimeSpan TransferLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Hears every line of the conversation but those of lists and mails, secrets masked.</summary>
    public Action<ProtocolLine>? Log { get; init; }

    /// <summary>Host and port without credentials.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
