using System.Net;
using System.Security.Cryptography.X509Certificates;
using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing;

/// <summary>Hands mail to one relay over kept connections.</summary>
internal sealed class SmtpTransport : IMailTransport
{
    private const int MostLooks = 10;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private readonly MailServerOptions server;
    private readonly SmtpPool pool;

    public SmtpTransport(MailServerOptions server, TimeProvider clock)
    {
        this.server = server;
        var settings = new SmtpSettings
        {
            Host = server.Host,
            Port = server.EffectivePort,
            Security = server.Security switch { LineSecurity.Tls => SmtpSecurity.Implicit, LineSecurity.StartTls => SmtpSecurity.StartTls, _ => SmtpSecurity.None },
            UserName = server.User,
            Password = server.Password,
            AccessToken = server.TokenFile is { } token ? ct => TokenAsync(token, ct) : null,
            HelloName = HelloNameOf(Dns.GetHostName()),
            TrustedRoots = server.TrustedCertificate is { } file ? [X509CertificateLoader.LoadCertificateFromFile(file)] : null,
        };
        Name = settings.ToString();
        pool = new SmtpPool(settings, clock);
    }

    public string Name { get; }

    public int Lines => server.MaxConnections;

    public double? MaxPerSecond => server.MaxPerSecond;

    public IMailLine OpenLine() => new SmtpLine(pool);

    /// <summary>Machines may be called what RFC 1123 2.1 does not let stand in EHLO, such as mail_node.</summary>
    internal static string HelloNameOf(string machine) =>
        Uri.CheckHostName(machine) == UriHostNameType.Dns && machine.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? machine : "localhost";

    private static async ValueTask<string> TokenAsync(string file, CancellationToken ct)
    {
        try
        {
            for (var looks = 1; ; looks++)
            {
                if ((await File.ReadAllTextAsync(file, ct)).Trim() is { Length: > 0 } token) return token;
                // Not every program replaces a file at once: an empty one is being written, and a refused login would stop the bulletin
                if (looks == MostLooks) throw new MailFormatException($"The access token's file is empty: {file}");
                await Task.Delay(BetweenLooks, ct);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Like a password that may not stand on a line: somebody has to look, and no recipient is to blame
            throw new MailFormatException($"The access token cannot be read: {e.Message}");
        }
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
