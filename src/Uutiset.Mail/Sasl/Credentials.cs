namespace Uutiset.Mail.Sasl;

/// <summary>A user name with a password, or with a source of access tokens.</summary>
internal sealed record Credentials(string UserName, string Password, Func<CancellationToken, ValueTask<string>>? AccessToken)
{
    // RFC 4616 2 separates by NUL; POP3 sends both in the open on a line of their own, where a line end would begin another command
    public void Require()
    {
        if (HeaderText.HasForbidden(UserName) || Password.AsSpan().ContainsAny('\0', '\r', '\n'))
        {
            throw new MailFormatException("The user name or the password has a control character.");
        }
    }

    // Records print their members; a log must never get these
    public override string ToString() => UserName;
}
