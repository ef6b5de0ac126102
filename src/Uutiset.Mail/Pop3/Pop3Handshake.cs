using Uutiset.Mail.Sasl;

namespace Uutiset.Mail.Pop3;

/// <summary>From nothing to an open mailbox: connect, TLS, CAPA, login.</summary>
internal sealed class Pop3Handshake(Pop3Settings settings)
{
    private const int MaxCommandLine = 255; // RFC 2449 4, with CRLF
    private const int MaxCapabilities = 200;
    private const int MaxChallenges = 4;

    private readonly Credentials _credentials = new(settings.UserName, settings.Password ?? "", settings.AccessToken);

    public async Task<Pop3Wire> OpenAsync(CancellationToken ct)
    {
        _credentials.Require();
        var wire = await Wire.ConnectAsync(settings.Host, settings.Port, settings.ReplyLimit, ct).ConfigureAwait(false);
        var pop3 = new Pop3Wire(wire, settings);
        try
        {
            await GreetAsync(pop3, ct).ConfigureAwait(false);
            return pop3;
        }
        catch
        {
            pop3.Dispose();
            throw;
        }
    }

    private async Task GreetAsync(Pop3Wire wire, CancellationToken ct)
    {
        if (settings.Security == Pop3Security.Implicit)
        {
            await wire.UpgradeAsync(ct).ConfigureAwait(false);
        }
        Require(await wire.ReplyAsync(ct).ConfigureAwait(false), "The server does not open mailboxes now", configuration: false);
        if (settings.Security == Pop3Security.StartTls)
        {
            Require(await wire.AskAsync("STLS", ct).ConfigureAwait(false), "The server refused STLS; nothing is sent in the clear", configuration: true);
            await wire.UpgradeAsync(ct).ConfigureAwait(false);
        }
        if (!wire.IsProtected && !wire.IsLoopback)
        {
            throw new Pop3Exception("The password is not sent over a line without TLS.", true);
        }
        // What was offered in the clear counts for nothing (RFC 2595 4), so this is asked only now
        var offered = await MechanismsAsync(wire, ct).ConfigureAwait(false);
        if (await SaslMechanism.ChooseAsync(offered, _credentials, ct).ConfigureAwait(false) is { } sasl)
        {
            await AuthenticateAsync(wire, sasl, ct).ConfigureAwait(false);
        }
        else if (_credentials.AccessToken is null)
        {
            await LogInAsync(wire, ct).ConfigureAwait(false);
        }
        else
        {
            throw new Pop3Exception("The server does not take access tokens (XOAUTH2).", true);
        }
    }

    // A server without CAPA (RFC 2449) knows USER and PASS
    private static async Task<IReadOnlyList<string>> MechanismsAsync(Pop3Wire wire, CancellationToken ct)
    {
        if (!(await wire.AskAsync("CAPA", ct).ConfigureAwait(false)).IsOk)
        {
            return [];
        }
        var lines = await wire.LinesAsync(MaxCapabilities, MaxCapabilities, ct).ConfigureAwait(false);
        return [.. lines.Where(l => l.StartsWith("SASL ", StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.ToUpperInvariant().Split(' ').Skip(1))];
    }

    private async Task LogInAsync(Pop3Wire wire, CancellationToken ct)
    {
        Require(await wire.AskAsync("USER " + settings.UserName, ct).ConfigureAwait(false), "The server refused the user name", configuration: true);
        Require(await wire.AskAsync("PASS " + settings.Password, ct, "PASS ****").ConfigureAwait(false), "The server refused the user name or the password", configuration: true);
    }

    private static async Task AuthenticateAsync(Pop3Wire wire, SaslMechanism sasl, CancellationToken ct)
    {
        var start = "AUTH " + sasl.Name;
        var initial = sasl.Initial is { } first ? " " + Convert.ToBase64String(first) : "";
        var together = start.Length + initial.Length + 2 <= MaxCommandLine;
        var reply = await wire.AskAsync(together ? start + initial : start, ct, together && initial != "" ? start + " ****" : start).ConfigureAwait(false);
        for (var challenge = 0; reply.Is == Pop3Reply.Kind.Challenge && challenge < MaxChallenges; challenge++)
        {
            var answer = !together && challenge == 0 ? sasl.Initial! : sasl.Answer(Convert.FromBase64String(reply.Text));
            reply = await wire.AskAsync(Convert.ToBase64String(answer), ct, answer.Length == 0 ? "" : "****").ConfigureAwait(false);
        }
        Require(reply, "The server refused the user name or the password", configuration: true);
        if (!sasl.IsComplete)
        {
            throw new Pop3Exception("The server let us in without proving who it is.", true);
        }
    }

    private static void Require(Pop3Reply reply, string otherwise, bool configuration)
    {
        if (!reply.IsOk)
        {
            throw new Pop3Exception($"{otherwise}: {reply.Text}", configuration && !reply.IsTemporary);
        }
    }
}
