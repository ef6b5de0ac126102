namespace Uutiset.Mail.Smtp;

/// <summary>What became of one message. Exactly one of the four nested kinds.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The server has taken responsibility (RFC 5321 6.1).</summary>
    /// <param name="Reply">Its reply to the final dot, usually with a queue id.</param>
    public sealed record Accepted(SmtpReply Reply) : SendOutcome;

    /// <summary>This recipient or this message was refused; it is not delivered.</summary>
    /// <param name="Reply">The refusal. At stage Local it is our own: 552 5.3.4, too large, or 553 5.6.7, an address that needs SMTPUTF8.</param>
    /// <param name="Stage">Recipient, Data, Body or Local.</param>
    public sealed record Refused(SmtpReply Reply, SmtpStage Stage) : SendOutcome
    {
        /// <summary>
        /// False when a later attempt may succeed. 552 to RCPT without a plain mailbox code is "too many recipients" and temporary
        /// (RFC 5321 4.5.3.1.10).
        /// </summary>
        public bool IsPermanent => Reply.IsPermanent
            && !(Reply.Code == 552 && Stage == SmtpStage.Recipient && Reply.Enhanced is null or { Class: 5, Subject: 5, Detail: 3 });
    }

    /// <summary>The server failed before it took the message; it is not delivered and the recipient is not to blame.</summary>
    /// <param name="Fault">What went wrong. The connection is closed unless the server merely refused the sender.</param>
    public sealed record ServerFault(SmtpFault Fault) : SendOutcome;

    /// <summary>The line was lost, time ran out or the caller gave up after the first octet of the message: it may have been delivered. Never send it again by itself.</summary>
    /// <param name="Reason">For the proof page, English.</param>
    public sealed record Unknown(string Reason) : SendOutcome;
}
