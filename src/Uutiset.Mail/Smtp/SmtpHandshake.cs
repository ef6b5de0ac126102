using System.Net.Sockets;
using System.Security.Authentication;
using Uutiset.Mail.Sasl;

namespace Uutiset.Mail.Smtp;

/// <summary>From nothing to a line that takes mail: connect, TLS, EHLO, AUTH.</summary>
internal sealed class SmtpHandshake(SmtpSettings settings)
{
    private const int MaxCommandLine = 512; // RFC 5321 4.5.3.1.4, with CRLF
    private const int MaxChallenges = 4;

    private readonly Credentials? _credentials = settings.UserName is { } user ? new Credentials(user, settings.Password ?? "", settings.AccessToken) : null;
    private SmtpStage _stage = SmtpStage.Connect;

    public async Task<(SmtpWire Wire, Capabilities Offered)> OpenAsync(CancellationToken ct)
    {
        RequireSafeSettings();
        SmtpWire? wire = null;
        try
        {
            wire = await SmtpWire.ConnectAsync(settings, ct).ConfigureAwait(false);
            return (wire, await GreetAsync(wire, ct).ConfigureAwait(false));
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException or AuthenticationException or FormatException and not MailFormatException)
        {
            wire?.Dispose();
            throw e as SmtpServerException ?? Fault(null, e.Message, e is AuthenticationException, e);
        }
        catch
        {
            wire?.Dispose();
            throw;
        }
    }

    private void RequireSafeSettings()
    {
        var literal = settings.HelloName is ['[', .. var address, ']'] && System.Net.IPAddress.TryParse(address.Replace("IPv6:", "", StringComparison.Ordinal), out _);
        if (!literal && !DomainName.IsHostName(settings.HelloName))
        {
            throw new MailFormatException("The EHLO name is a host name or an address in brackets.");
        }
        _credentials?.Require();
    }

    private async Task<Capabilities> GreetAsync(SmtpWire wire, CancellationToken ct)
    {
        if (settings.Security == SmtpSecurity.Implicit)
        {
            _stage = SmtpStage.Tls;
            await wire.UpgradeAsync(ct).ConfigureAwait(false);
        }
        _stage = SmtpStage.Greeting;
        Require(await wire.ReplyAsync(settings.Timeouts.Greeting, ct).ConfigureAwait(false), 220, "The server does not take mail now.");
        var offered = await HelloAsync(wire, ct).ConfigureAwait(false);
        if (settings.Security == SmtpSecurity.StartTls || (settings.Security == SmtpSecurity.WhenAvailable && offered.StartTls))
        {
            offered = await StartTlsAsync(wire, offered, ct).ConfigureAwait(false);
        }
        if (_credentials is { } credentials)
        {
            await AuthenticateAsync(wire, offered, credentials, ct).ConfigureAwait(false);
        }
        return offered;
    }

    private async Task<Capabilities> HelloAsync(SmtpWire wire, CancellationToken ct)
    {
        _stage = SmtpStage.Hello;
        await wire.CommandAsync("EHLO " + settings.HelloName, ct).ConfigureAwait(false);
        var reply = await wire.ReplyAsync(settings.Timeouts.Command, ct).ConfigureAwait(false);
        Require(reply, 250, "The server refused EHLO.");
        return Capabilities.Parse(reply);
    }

    private async Task<Capabilities> StartTlsAsync(SmtpWire wire, Capabilities offered, CancellationToken ct)
    {
        _stage = SmtpStage.Tls;
        if (!offered.StartTls)
        {
            throw Fault(null, "The server does not offer STARTTLS; nothing is sent in the clear.", true);
        }
        await wire.CommandAsync("STARTTLS", ct).ConfigureAwait(false);
        Require(await wire.ReplyAsync(settings.Timeouts.Command, ct).ConfigureAwait(false), 220, "The server refused STARTTLS.");
        await wire.UpgradeAsync(ct).ConfigureAwait(false);
        // What was offered in the clear counts for nothing (RFC 3207 4.2).
        return await HelloAsync(wire, ct).ConfigureAwait(false);
    }

    private async Task AuthenticateAsync(SmtpWire wire, Capabilities offered, Credentials credentials, CancellationToken ct)
    {
        _stage = SmtpStage.Authentication;
        if (wire.Tls is null && !wire.IsLoopback)
        {
            throw Fault(null, "The password is not sent over a line without TLS.", true);
        }
        var sasl = await SaslMechanism.ChooseAsync(offered.Sasl, credentials, ct).ConfigureAwait(false)
            ?? throw Fault(null, "The server offers no AUTH that we can answer (SCRAM-SHA-256, PLAIN, LOGIN; XOAUTH2 with a token).", true);
        var reply = await StartAuthAsync(wire, sasl, ct).ConfigureAwait(false);
        for (var challenge = 0; reply.Code == 334 && challenge < MaxChallenges; challenge++)
        {
            reply = await AnswerAsync(wire, sasl.Answer(Convert.FromBase64String(reply.Lines[0])), ct).ConfigureAwait(false);
        }
        Require(reply, 235, "The server refused the user name or the password.");
        if (!sasl.IsComplete)
        {
            throw Fault(reply, "The server let us in without proving who it is.", true);
        }
    }

    private async Task<SmtpReply> StartAuthAsync(SmtpWire wire, SaslMechanism sasl, CancellationToken ct)
    {
        var start = "AUTH " + sasl.Name;
        var initial = sasl.Initial is { } first ? " " + Convert.ToBase64String(first) : "";
        // Access tokens are longer than a command may be: those wait for an empty challenge (RFC 4954 4)
        var together = start.Length + initial.Length + 2 <= MaxCommandLine;
        await wire.CommandAsync(together ? start + initial : start, ct, together && initial != "" ? start + " ****" : start).ConfigureAwait(false);
        var reply = await wire.ReplyAsync(settings.Timeouts.Command, ct).ConfigureAwait(false);
        return together || reply.Code != 334 ? reply : await AnswerAsync(wire, sasl.Initial!, ct).ConfigureAwait(false);
    }

    private async Task<SmtpReply> AnswerAsync(SmtpWire wire, byte[] answer, CancellationToken ct)
    {
        await wire.CommandAsync(Convert.ToBase64String(answer), ct, answer.Length == 0 ? "" : "****").ConfigureAwait(false);
        return await wire.ReplyAsync(settings.Timeouts.Command, ct).ConfigureAwait(false);
    }

    private void Require(SmtpReply reply, int code, string otherwise)
    {
        if (reply.Code != code)
        {
            throw Fault(reply, otherwise, reply.IsPermanent);
        }
    }

    private SmtpServerException Fault(SmtpReply? reply, string reason, bool configuration, Exception? inner = null) =>
        new(new SmtpFault(_stage, reply, reason, configuration), inner);
}
