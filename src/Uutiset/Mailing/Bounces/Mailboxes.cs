namespace Uutiset.Mailing.Bounces;

/// <summary>The timed look at what has come back.</summary>
internal sealed class Mailboxes(MaildirBox maildir, Pop3Box pop3, Consequences consequences)
{
    public async Task<int> LookAsync(CancellationToken ct) => await maildir.ReadAsync(ct) + await consequences.DrawAsync(ct) + await pop3.ReadAsync(ct);
}
