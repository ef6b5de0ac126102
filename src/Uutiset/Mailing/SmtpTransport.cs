using System.Net;
using System.Security.Cryptography.X509Certificates;
using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing;

/// <summary>Hands mail to one relay over kept connections.</summary>
internal sealed class SmtpTransport : IMailTransport
{
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
            HelloName = HelloNameOf(Dns.GetHostName()),
            TrustedRoots = server.TrustedCertificate is { } file ? [X509CertificateLoader.LoadCertificateFromFile(file)] : null,
        };
        Name = settings.ToString();
        pool = new SmtpPool(settings, clock);
    }

    public string Name { get; }

    public int Lines => server.MaxConnections;

    public double? MaxPerSecond => server.MaxPerSecond;

    public async Task<SendResult> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> beforeBody, CancellationToken ct)
    {
        SmtpConnection connection;
        try
        {
            connection = await pool.RentAsync(ct);
        }
        catch (SmtpServerException e)
        {
            return Fault(e.Fault, false);
        }
        catch (MailFormatException e)
        {
            // Our own name or credentials cannot go on a line: no recipient is to blame, and trying the next one does not help
            return new SendResult.ServerFault(new ServerWords(null, e.Message, false), NeedsHelp: true);
        }
        try
        {
            var outcome = await connection.SendAsync(new Envelope(Mailbox.Create(mail.Sender), Mailbox.Create(mail.To)), mail.Message, beforeBody, ct);
            return Read(outcome, connection.Tls is not null);
        }
        finally
        {
            await pool.ReturnAsync(connection, CancellationToken.None);
        }
    }

    /// <summary>Machines may be called what RFC 1123 2.1 does not let stand in EHLO, such as mail_node.</summary>
    internal static string HelloNameOf(string machine) =>
        Uri.CheckHostName(machine) == UriHostNameType.Dns && machine.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? machine : "localhost";

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private static SendResult Read(SendOutcome outcome, bool tls) => outcome switch
    {
        SendOutcome.Accepted a => new SendResult.Accepted(Words(a.Reply, tls)),
        // The size of a bulletin is the same for everybody: trying it on each recipient would reject them all
        SendOutcome.Refused { Stage: SmtpStage.MailFrom or SmtpStage.Local } r => new SendResult.ServerFault(Words(r.Reply, tls), NeedsHelp: true),
        SendOutcome.Refused r => new SendResult.Refused(Words(r.Reply, tls), r.IsPermanent),
        SendOutcome.ServerFault f => Fault(f.Fault, tls),
        SendOutcome.Unknown u => new SendResult.Unknown(new ServerWords(null, u.Reason, tls)),
        _ => throw new InvalidOperationException($"An outcome of an unknown kind: {outcome}"),
    };

    private static ServerWords Words(SmtpReply reply, bool tls) => new(reply.Enhanced?.ToString(), reply.ToString(), tls);

    private static SendResult.ServerFault Fault(SmtpFault fault, bool tls) =>
        new(new ServerWords(fault.Reply?.Enhanced?.ToString(), fault.ToString(), tls), fault.IsConfiguration);
}
