namespace Uutiset.Mail.Smtp;

/// <summary>A failure of the server, the way to it or our settings; never the recipient's fault. Nothing was delivered.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Reply">What the server said, or null when it said nothing usable.</param>
/// <param name="Reason">For logs and the desk, English.</param>
/// <param name="IsConfiguration">
/// Trying again will not help until somebody changes a setting: refused credentials or sender, a certificate, no STARTTLS.
/// </param>
public sealed record SmtpFault(SmtpStage Stage, SmtpReply? Reply, string Reason, bool IsConfiguration)
{
    /// <summary>Stage, reason and reply on one line.</summary>
    public override string ToString() => Reply is null ? $"{Stage}: {Reason}" : $"{Stage}: {Reason} ({Reply})";
}
