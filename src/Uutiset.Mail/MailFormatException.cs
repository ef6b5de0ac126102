namespace Uutiset.Mail;

/// <summary>A value that may not stand in a mail: a line end in a header, a bad address, a slot in the wrong place. Nothing has been written or sent.</summary>
public sealed class MailFormatException : FormatException
{
    /// <summary>Refuses with a reason for developers and logs (English).</summary>
    public MailFormatException(string message) : base(message)
    {
    }

    /// <summary>Refuses because of an inner failure.</summary>
    public MailFormatException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Refuses without a reason.</summary>
    public MailFormatException()
    {
    }
}
