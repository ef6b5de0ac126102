using System.ComponentModel.DataAnnotations;
using Uutiset.Mail;
using Uutiset.Mail.Dkim;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Mailing;

internal enum LineSecurity { None, StartTls, Tls }

/// <summary>One relay that takes our mail.</summary>
internal sealed class MailServerOptions
{
    public string Host { get; set; } = "";
    /// <summary>Null: 587 for STARTTLS, 465 for TLS, 25 for none.</summary>
    public int? Port { get; set; }
    public LineSecurity Security { get; set; } = LineSecurity.StartTls;
    public string? User { get; set; }
    public string? Password { get; set; }
    /// <summary>Instead of a password: a file with an OAuth 2.0 access token, which something else keeps fresh. Read at each login.</summary>
    public string? TokenFile { get; set; }
    /// <summary>Relays count sessions: four is what most take without a word (mail.md, check 28).</summary>
    public int MaxConnections { get; set; } = 4;
    /// <summary>Null: as fast as the relay takes them.</summary>
    public double? MaxPerSecond { get; set; }
    /// <summary>PEM file of a private certificate authority that the relay's certificate comes from.</summary>
    public string? TrustedCertificate { get; set; }

    public int EffectivePort => Port ?? Security switch { LineSecurity.Tls => 465, LineSecurity.StartTls => 587, _ => 25 };
}

/// <summary>Our own signature; a relay may sign instead.</summary>
internal sealed class DkimOptions
{
    public string? Domain { get; set; }
    public string? Selector { get; set; }
    /// <summary>RSA private key in PEM, 2048 to 4096 bits.</summary>
    public string? KeyFile { get; set; }

    public bool IsSet => Domain is not null || Selector is not null || KeyFile is not null;

    public DkimSigner Signer() => DkimSigner.Create(Domain!, Selector!, File.ReadAllText(KeyFile!));

    public IEnumerable<string> Faults(string from)
    {
        if (!IsSet) yield break;
        foreach (var (name, value) in new[] { (nameof(Domain), Domain), (nameof(Selector), Selector), (nameof(KeyFile), KeyFile) })
            if (string.IsNullOrWhiteSpace(value)) yield return $"Mail__Dkim__{name}: missing; signing needs Domain, Selector and KeyFile";
        if (string.IsNullOrWhiteSpace(Domain) || string.IsNullOrWhiteSpace(Selector) || string.IsNullOrWhiteSpace(KeyFile)) yield break;
        // Otherwise the signature says nothing about who the mail is from (DMARC, RFC 7489 3.1.1)
        if (from != Domain && !from.EndsWith('.' + Domain, StringComparison.OrdinalIgnoreCase)) yield return $"Mail__Dkim__Domain: {Domain} is not the domain of Mail__From ({from}) nor one above it";
        if (!File.Exists(KeyFile)) yield return $"Mail__Dkim__KeyFile: there is no file {KeyFile}";
        else if (Refusal() is { } refusal) yield return $"Mail__Dkim__KeyFile: {refusal}";
    }

    private string? Refusal()
    {
        try
        {
            using var signer = Signer();
            return null;
        }
        catch (Exception e) when (e is MailFormatException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}

internal sealed class MailOptions
{
    /// <summary>None: mail lands in the mail drop, readable in the desk.</summary>
    public List<MailServerOptions> Servers { get; set; } = [];
    /// <summary><c>name@domain</c> or <c>Name &lt;name@domain&gt;</c>.</summary>
    public string? From { get; set; }
    /// <summary>Read by a person.</summary>
    public string? ReplyTo { get; set; }
    /// <summary>Bounces come back to <c>b+TOKEN@</c> this domain.</summary>
    public string? ReturnPathDomain { get; set; }

    /// <summary>Messages a minute that a recipient domain takes from us, by domain; one that is not named takes any number.</summary>
    public Dictionary<string, double> PerDomainPerMinute { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public DkimOptions Dkim { get; set; } = new();

    public BounceOptions Bounces { get; set; } = new();

    public bool UsesDrop => Servers.Count == 0;

    // RFC 2606: nothing sent to .example can reach a stranger
    public Mailbox FromMailbox => Parse(From) ?? Mailbox.Create("uutiset@uutiset.example");

    public Mailbox? ReplyToMailbox => Parse(ReplyTo);

    public string BounceDomain => Mailbox.Create("b@" + (ReturnPathDomain ?? FromMailbox.Domain)).Domain;

    public static Mailbox? Parse(string? written)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        var open = written.IndexOf('<', StringComparison.Ordinal);
        return open >= 0 && written.EndsWith('>')
            ? Mailbox.Create(written[(open + 1)..^1], written[..open].Trim().Trim('"'))
            : Mailbox.Create(written.Trim());
    }

    /// <summary>One line for each wrong key, the key first; never a password.</summary>
    public IEnumerable<ValidationResult> Faults()
    {
        if (!UsesDrop && string.IsNullOrWhiteSpace(From)) yield return new("Mail__From: missing; with a mail server it must name the sender, such as Uutiset <uutiset@example.org>");
        if (!UsesDrop && string.IsNullOrWhiteSpace(ReturnPathDomain)) yield return new("Mail__ReturnPathDomain: missing; it names the domain that bounces come back to");
        if (!Reads(() => Parse(From))) yield return new($"Mail__From: {From} is no mail address");
        if (!Reads(() => Parse(ReplyTo))) yield return new($"Mail__ReplyTo: {ReplyTo} is no mail address");
        if (ReturnPathDomain is not null && !Mailbox.TryCreate("b@" + ReturnPathDomain, out _, out _)) yield return new($"Mail__ReturnPathDomain: {ReturnPathDomain} is no domain name");
        foreach (var fault in Reads(() => Parse(From)) ? Dkim.Faults(FromMailbox.Domain) : []) yield return new(fault);
        foreach (var (domain, most) in PerDomainPerMinute)
        {
            if (!Mailbox.TryCreate("b@" + domain, out _, out _)) yield return new($"Mail__PerDomainPerMinute__{domain}: {domain} is no domain name");
            if (most <= 0) yield return new($"Mail__PerDomainPerMinute__{domain}: must be over 0");
        }
        for (var i = 0; i < Servers.Count; i++)
            foreach (var fault in FaultsOf(Servers[i], $"Mail__Servers__{i}__"))
                yield return new(fault);
        foreach (var fault in Bounces.Faults()) yield return new(fault);
    }

    private static IEnumerable<string> FaultsOf(MailServerOptions server, string key)
    {
        if (Uri.CheckHostName(server.Host) == UriHostNameType.Unknown) yield return $"{key}Host: must be the name or address of a mail server";
        if (server.EffectivePort is < 1 or > 65535) yield return $"{key}Port: must lie between 1 and 65535";
        if (server.User is not null && string.IsNullOrEmpty(server.Password) && server.TokenFile is null) yield return $"{key}Password: missing, since {key}User is set";
        if (server.Password is not null && server.TokenFile is not null) yield return $"{key}TokenFile: a password is set as well; leave one of them out";
        if (server.User is null && server.TokenFile is not null) yield return $"{key}User: missing, since {key}TokenFile is set";
        if (server.TokenFile is { } token && !File.Exists(token)) yield return $"{key}TokenFile: there is no file {token}";
        if (server.User is null && server.Password is not null) yield return $"{key}User: missing, since {key}Password is set";
        if (server.User is not null && server.Security == LineSecurity.None && !IsThisMachine(server.Host)) yield return $"{key}Security: a password goes over an open line to this machine only; use starttls or tls";
        if (server.MaxConnections is < 1 or > 100) yield return $"{key}MaxConnections: must lie between 1 and 100";
        if (server.MaxPerSecond is <= 0) yield return $"{key}MaxPerSecond: must be over 0";
        if (server.TrustedCertificate is { } file && !File.Exists(file)) yield return $"{key}TrustedCertificate: there is no file {file}";
    }

    internal static bool IsThisMachine(string host) =>
        host == "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));

    private static bool Reads(Func<Mailbox?> parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (MailFormatException)
        {
            return false;
        }
    }
}
