namespace Uutiset.Mailing.Bounces;

internal enum OtherMail
{
    /// <summary>It stays where it is: people read this mailbox too.</summary>
    Leave,
    /// <summary>Into a folder of its own, so that the mailbox stays empty.</summary>
    Aside,
}

/// <summary>Where bounces are read from, and the secrets by which those who report by HTTP prove themselves.</summary>
internal sealed class BounceOptions
{
    // 128 bits in hex; a shorter one could be tried out against one recorded request
    private const int ShortestSecret = 32;

    /// <summary>The Maildir that the return path is delivered into.</summary>
    public string? Maildir { get; set; }

    public BouncePop3Options? Pop3 { get; set; }

    /// <summary>What happens to mail in it that is no report and cannot be read.</summary>
    public OtherMail OtherMail { get; set; } = OtherMail.Leave;

    /// <summary>Signs <c>POST /api/v1/bounces</c>.</summary>
    public string? Secret { get; set; }

    /// <summary>Name and password that Postmark's webhook address carries.</summary>
    public string? PostmarkUser { get; set; }

    public string? PostmarkPassword { get; set; }

    /// <summary>Mailgun's "HTTP webhook signing key".</summary>
    public string? MailgunSigningKey { get; set; }

    /// <summary>The topic into which SES puts bounces and complaints: anybody can make a topic that Amazon signs.</summary>
    public string? SesTopicArn { get; set; }

    /// <summary>What is sent to the return path is read here, so that a mail can end a subscription.</summary>
    public bool ReadsMail => Maildir is not null || Pop3 is not null || Secret is not null;

    public IEnumerable<string> Faults()
    {
        if (Maildir is not null && !Directory.Exists(Path.Combine(Maildir, "new"))) yield return $"Mail__Bounces__Maildir: {Maildir} is no Maildir; there is no folder new in it";
        if (Secret is { Length: < ShortestSecret }) yield return $"Mail__Bounces__Secret: must have {ShortestSecret} characters or more";
        if ((PostmarkUser is null) != (PostmarkPassword is null)) yield return "Mail__Bounces__PostmarkPassword: must be set together with Mail__Bounces__PostmarkUser";
        if (SesTopicArn?.StartsWith("arn:", StringComparison.Ordinal) == false) yield return "Mail__Bounces__SesTopicArn: must be the address of a topic, arn:aws:sns:...";
        if (Pop3 is not { } box) yield break;
        if (Uri.CheckHostName(box.Host) == UriHostNameType.Unknown) yield return "Mail__Bounces__Pop3__Host: must be the name or address of a mail server";
        if (box.EffectivePort is < 1 or > 65535) yield return "Mail__Bounces__Pop3__Port: must lie between 1 and 65535";
        if (string.IsNullOrEmpty(box.User)) yield return "Mail__Bounces__Pop3__User: missing";
        if (string.IsNullOrEmpty(box.Password)) yield return "Mail__Bounces__Pop3__Password: missing";
        if (box.Security == LineSecurity.None && !MailOptions.IsThisMachine(box.Host)) yield return "Mail__Bounces__Pop3__Security: a password goes over an open line to this machine only; use starttls or tls";
        if (box.TrustedCertificate is { } file && !File.Exists(file)) yield return $"Mail__Bounces__Pop3__TrustedCertificate: there is no file {file}";
    }
}

internal sealed class BouncePop3Options
{
    public string Host { get; set; } = "";
    /// <summary>Null: 995 for TLS, otherwise 110.</summary>
    public int? Port { get; set; }
    public LineSecurity Security { get; set; } = LineSecurity.Tls;
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
    /// <summary>PEM file of a private certificate authority that the server's certificate comes from.</summary>
    public string? TrustedCertificate { get; set; }

    public int EffectivePort => Port ?? (Security == LineSecurity.Tls ? 995 : 110);
}
