using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace Uutiset.Mail.Smtp;

/// <summary>MAIL, RCPT, DATA, message (RFC 5321 3.3), and what each combination of replies means for one recipient.</summary>
internal sealed class Transaction(SmtpWire wire, Capabilities offered, SmtpTimeouts timeouts, Action drop)
{
    private readonly ArrayBufferWriter<byte> _commands = new(1024);
    private bool _resetFirst;
    private int _repliesBefore;

    public bool Pipelines => offered.Pipelining;

    /// <summary>The server has said 354 and waits.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>The message announced last may hold UTF-8 in its header.</summary>
    public bool AnnouncedUtf8 { get; private set; }

    /// <summary>What the server would refuse, or would have to change, is refused here.</summary>
    public SendOutcome? RefusedHere(Envelope envelope, int size) =>
        // RFC 1870 6.3
        offered.MaxSize > 0 && size > offered.MaxSize ? Refused(552, $"5.3.4 The message has {size} octets, the server takes {offered.MaxSize}")
        : !envelope.NeedsUtf8 || offered.TakesUtf8 ? null
        // RFC 6531 3.2: no other server may see such an address, and none may rewrite it
        : envelope.Recipient.NeedsUtf8 ? Refused(553, "5.6.7 The address has letters outside ASCII and the server does not offer SMTPUTF8")
        : Fault(SmtpStage.MailFrom, null, "The sender's address has letters outside ASCII and the server does not offer SMTPUTF8.", configuration: true);

    public async Task<SendOutcome?> StartAsync(Envelope envelope, int size, CancellationToken ct)
    {
        _commands.ResetWrittenCount();
        if (Pipelines)
        {
            Append(_commands, envelope, size);
            return await GuardedAsync(SmtpStage.MailFrom, async () =>
            {
                await wire.WriteAsync(_commands.WrittenMemory, ct).ConfigureAwait(false);
                return await ReadRepliesAsync(ct).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        return await GuardedAsync(SmtpStage.MailFrom, () => OneByOneAsync(envelope, size, ct)).ConfigureAwait(false);
    }

    /// <summary>Adds the announcement of a message to a write. A refused one before it left its sender standing: RSET first.</summary>
    public void Append(ArrayBufferWriter<byte> output, Envelope envelope, int size)
    {
        _repliesBefore = _resetFirst ? 1 : 0;
        AnnouncedUtf8 = envelope.NeedsUtf8;
        string[] reset = _resetFirst ? ["RSET"] : [];
        foreach (var line in (string[])[.. reset, Mail(envelope, size), Rcpt(envelope), "DATA"])
        {
            wire.Log(line);
            Encoding.UTF8.GetBytes(line, output);
            output.Write("\r\n"u8);
        }
        _resetFirst = false;
    }

    /// <summary>The replies to what <see cref="Append"/> wrote. Null when the server waits for the message.</summary>
    public Task<SendOutcome?> RepliesAsync(CancellationToken ct) => GuardedAsync(SmtpStage.MailFrom, () => ReadRepliesAsync(ct));

    /// <summary>Message and final dot; from here on a lost line means Unknown.</summary>
    public async Task<SendOutcome> BodyAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (!IsUnderWay)
        {
            throw new InvalidOperationException("No message was announced.");
        }
        IsUnderWay = false;
        // A line that is already dead, or a reply too many that would be taken for the answer to this message: not one octet has gone out.
        if (!wire.IsSilent)
        {
            drop();
            return Fault(SmtpStage.Data, null, "The server closed the connection or spoke out of turn before the message.");
        }
        try
        {
            await wire.WriteAsync(bytes, ct).ConfigureAwait(false);
            var reply = await wire.ReplyAsync(timeouts.FinalDot, ct).ConfigureAwait(false);
            switch (reply.Code / 100)
            {
                case 2:
                    return new SendOutcome.Accepted(reply);
                case 4 or 5 when reply.Code != 421:
                    return new SendOutcome.Refused(reply, SmtpStage.Body);
                case 4:
                    drop();
                    return Fault(SmtpStage.Body, reply, "The server closed the connection instead of taking the message.");
                default:
                    drop();
                    return new SendOutcome.Unknown($"The server answered the message with {reply}.");
            }
        }
        catch (Exception e) when (IsLost(e) || e is OperationCanceledException)
        {
            drop();
            return new SendOutcome.Unknown(e is OperationCanceledException ? "Stopped before the server had answered." : e.Message);
        }
    }

    private string Rcpt(Envelope envelope) => $"RCPT TO:<{envelope.Recipient.Address}>"
        + (offered.Dsn && envelope.AsksForReports ? $" NOTIFY=FAILURE,DELAY ORCPT={Xtext.OriginalRecipient(envelope.Recipient)}" : "");

    private string Mail(Envelope envelope, int size) => $"MAIL FROM:<{envelope.Sender?.Address}>"
        + (offered.HasSize ? $" SIZE={size}" : "")
        // Only such messages have octets over 127: all others are quoted-printable and need no 8BITMIME on the whole way
        + (envelope.NeedsUtf8 ? " SMTPUTF8 BODY=8BITMIME" : "")
        + (offered.Dsn && envelope.AsksForReports ? $" RET=HDRS ENVID={Xtext.Encode(envelope.EnvelopeId!)}" : "");

    private async Task<SendOutcome?> OneByOneAsync(Envelope envelope, int size, CancellationToken ct)
    {
        AnnouncedUtf8 = envelope.NeedsUtf8;
        if (_resetFirst)
        {
            await SayAsync("RSET", timeouts.Command, ct).ConfigureAwait(false);
            _resetFirst = false;
        }
        var mail = await SayAsync(Mail(envelope, size), timeouts.Command, ct).ConfigureAwait(false);
        if (!mail.IsSuccess)
        {
            return Judge(mail, null, null);
        }
        var rcpt = await SayAsync(Rcpt(envelope), timeouts.Command, ct).ConfigureAwait(false);
        return Judge(mail, rcpt, rcpt.IsSuccess ? await SayAsync("DATA", timeouts.Data, ct).ConfigureAwait(false) : null);
    }

    private async Task<SmtpReply> SayAsync(string command, TimeSpan limit, CancellationToken ct)
    {
        await wire.CommandAsync(command, ct).ConfigureAwait(false);
        return Living(await wire.ReplyAsync(limit, ct).ConfigureAwait(false));
    }

    private async Task<SendOutcome?> ReadRepliesAsync(CancellationToken ct)
    {
        for (; _repliesBefore > 0; _repliesBefore--)
        {
            Living(await wire.ReplyAsync(timeouts.Command, ct).ConfigureAwait(false));
        }
        var mail = Living(await wire.ReplyAsync(timeouts.Command, ct).ConfigureAwait(false));
        var rcpt = Living(await wire.ReplyAsync(timeouts.Command, ct).ConfigureAwait(false));
        var data = Living(await wire.ReplyAsync(timeouts.Data, ct).ConfigureAwait(false));
        if (wire.HasLeftOver)
        {
            throw new ProtocolException("The server sent more replies than it got commands.");
        }
        if (data.Code == 354 && !rcpt.IsSuccess)
        {
            // RFC 2920 3.1: it waits for a message to nobody; an empty one ends that, since no recipient stands.
            await wire.CommandAsync(".", ct).ConfigureAwait(false);
            Living(await wire.ReplyAsync(timeouts.Command, ct).ConfigureAwait(false));
        }
        return Judge(mail, rcpt, data);
    }

    private SendOutcome? Judge(SmtpReply mail, SmtpReply? rcpt, SmtpReply? data)
    {
        var waits = data?.Code == 354;
        if (data is { IsTemporary: false, IsPermanent: false } && !waits)
        {
            throw new ProtocolException("The server's replies are out of step with the commands.");
        }
        if (mail.IsSuccess && rcpt?.IsSuccess == true && waits)
        {
            IsUnderWay = true;
            return null;
        }
        if (waits && rcpt!.IsSuccess)
        {
            // An empty mail would be delivered if we sent the dot.
            drop();
        }
        _resetFirst = true;
        return (mail, rcpt, data) switch
        {
            ({ Code: 552 }, _, _) => new SendOutcome.Refused(mail, SmtpStage.MailFrom),
            ({ IsTemporary: true } or { IsPermanent: true }, _, _) => Fault(SmtpStage.MailFrom, mail, "The server refused the sender.", mail.IsPermanent),
            ({ IsSuccess: true }, { IsTemporary: true } or { IsPermanent: true }, _) => new SendOutcome.Refused(rcpt, SmtpStage.Recipient),
            ({ IsSuccess: true }, { IsSuccess: true }, { IsTemporary: true } or { IsPermanent: true }) => new SendOutcome.Refused(data, SmtpStage.Data),
            _ => throw new ProtocolException("The server's replies do not fit the commands."),
        };
    }

    // 421 may come at any time and ends the connection (RFC 5321 3.8).
    private static SmtpReply Living(SmtpReply reply) => reply.Code == 421 ? throw new ClosingException(reply) : reply;

    private async Task<SendOutcome?> GuardedAsync(SmtpStage stage, Func<Task<SendOutcome?>> talk)
    {
        try
        {
            return await talk().ConfigureAwait(false);
        }
        catch (ClosingException e)
        {
            drop();
            return Fault(stage, e.Reply, "The server closed the connection.");
        }
        catch (Exception e) when (IsLost(e))
        {
            drop();
            return Fault(stage, null, e.Message);
        }
        catch
        {
            drop();
            throw;
        }
    }

    private static bool IsLost(Exception e) => e is IOException or TimeoutException or SocketException or ObjectDisposedException;

    private static SendOutcome.Refused Refused(int code, string text) => new(new SmtpReply(code, [text]), SmtpStage.Local);

    private static SendOutcome.ServerFault Fault(SmtpStage stage, SmtpReply? reply, string reason, bool configuration = false) =>
        new(new SmtpFault(stage, reply, reason, configuration));

#pragma warning disable CA1032, CA1064 // a jump out of the reading loop, caught here
    private sealed class ClosingException(SmtpReply reply) : Exception
    {
        public SmtpReply Reply { get; } = reply;
    }
#pragma warning restore CA1032, CA1064
}
