namespace Uutiset.Mail.Smtp;

/// <summary>Time limits per phase; the defaults are the minimums of RFC 5321 4.5.3.2, except for connecting.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Resolving, connecting and each TLS handshake.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The server's first line.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>EHLO, AUTH, MAIL, RCPT.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reply to DATA; with pipelining the replies of all three commands share <see cref="Command"/>.</summary>
    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Handing over the bytes of one write.</summary>
    public TimeSpan Block { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The reply to the final dot. A shorter wait makes duplicates: the server may have delivered (RFC 5321 4.5.3.2.6).</summary>
    public TimeSpan FinalDot { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>QUIT, where nothing is at stake.</summary>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(5);
}
