namespace Uutiset.Mail;

/// <summary>What a slot takes. The numbers are stored in compiled messages and never change.</summary>
public enum SlotKind : byte
{
    /// <summary>One line of text in the body; escaped in the HTML part.</summary>
    Text = 1,
    /// <summary>An absolute http or https address, ASCII; in List-* headers and in the body.</summary>
    Url = 2,
    /// <summary>A mailto address, ASCII; in List-* headers and in the body.</summary>
    Mailto = 3,
    /// <summary>The recipient, in the To header.</summary>
    Mailbox = 4,
    /// <summary>The Date header.</summary>
    Date = 5,
    /// <summary>The Message-ID header, <c>left@domain</c> without brackets.</summary>
    MessageId = 6,
}
