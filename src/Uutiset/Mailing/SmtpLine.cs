using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing;

/// <summary>A line over a kept connection: where the server pipelines, one round trip for each message.</summary>
internal sealed class SmtpLine(SmtpPool pool) : IMailLine
{
    private SmtpConnection? connection;

    public async Task<SendResult?> AnnounceAsync(OutgoingMail mail, CancellationToken ct)
    {
        try
        {
            if (connection?.CanBeReused != true)
            {
                await RestAsync(ct);
                connection = await pool.RentAsync(ct);
            }
            return await connection.StartAsync(EnvelopeOf(mail), mail.Message.Length, ct) is { } refused ? Read(refused) : null;
        }
        catch (SmtpServerException e)
        {
            return Fault(e.Fault, false) with { OfServer = true };
        }
        catch (MailFormatException e)
        {
            // Our own name or credentials cannot go on a line: no recipient is to blame, and trying the next one does not help
            return new SendResult.ServerFault(new ServerWords(null, e.Message, false), NeedsHelp: true) { OfServer = true };
        }
    }

    public async Task<Transmitted> TransmitAsync(OutgoingMail mail, OutgoingMail? next, CancellationToken ct)
    {
        var line = connection!;
        var following = next is null || line.Messages + 1 >= pool.Settings.MessagesPerConnection ? null : new NextMessage(EnvelopeOf(next), next.Message.Length);
        var transmission = await line.TransmitAsync(mail.Message, following, ct);
        var result = Read(transmission.Outcome);
        if (following is null) return new Transmitted(result);
        if (transmission.NextStarted) return new Transmitted(result, Announcement.Waits);
        // A connection that ended with this message says nothing about the next one
        return line.IsUsable ? new Transmitted(result, Announcement.Refused, Read(transmission.NextOutcome!)) : new Transmitted(result);
    }

    public void Abandon()
    {
        connection?.Dispose();
        connection = null;
    }

    public async Task RestAsync(CancellationToken ct)
    {
        if (connection is not { } kept) return;
        connection = null;
        await kept.QuitAsync(ct);
    }

    public async ValueTask DisposeAsync() => await RestAsync(CancellationToken.None);

    private static Envelope EnvelopeOf(OutgoingMail mail) => new(Mailbox.Create(mail.Sender), Mailbox.Create(mail.To)) { EnvelopeId = mail.ReportId };

    private SendResult Read(SendOutcome outcome)
    {
        var tls = connection?.Tls is not null;
        return outcome switch
        {
            SendOutcome.Accepted a => new SendResult.Accepted(Words(a.Reply, tls)),
            // The size of a bulletin is the same for everybody: trying it on each recipient would reject them all
            SendOutcome.Refused { Stage: SmtpStage.MailFrom or SmtpStage.Local, Reply.Code: 552 } r => new SendResult.ServerFault(Words(r.Reply, tls), NeedsHelp: true),
            SendOutcome.Refused r => new SendResult.Refused(Words(r.Reply, tls), r.IsPermanent),
            SendOutcome.ServerFault f => Fault(f.Fault, tls),
            SendOutcome.Unknown u => new SendResult.Unknown(new ServerWords(null, u.Reason, tls)),
            _ => throw new InvalidOperationException($"An outcome of an unknown kind: {outcome}"),
        };
    }

    private static ServerWords Words(SmtpReply reply, bool tls) => new(reply.Enhanced?.ToString(), reply.ToString(), tls);

    private static SendResult.ServerFault Fault(SmtpFault fault, bool tls) =>
        new(new ServerWords(fault.Reply?.Enhanced?.ToString(), fault.ToString(), tls), fault.IsConfiguration);
}
