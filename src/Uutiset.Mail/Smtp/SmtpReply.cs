using System.Globalization;

namespace Uutiset.Mail.Smtp;

/// <summary>A server's answer to one command (RFC 5321 4.2). The first digit decides; the text is kept for people and never decides.</summary>
/// <param name="Code">200-599.</param>
/// <param name="Lines">The text of each line without the code; controls and octets outside UTF-8 replaced.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>RFC 3463 code of the first line, when its class agrees with the reply's.</summary>
    public EnhancedStatus? Enhanced { get; } =
        Lines.Count > 0 && EnhancedStatus.Parse(Lines[0]) is { } status && status.Class == Code / 100 ? status : null;

    /// <summary>2yz.</summary>
    public bool IsSuccess => Code / 100 == 2;

    /// <summary>4yz: worth another attempt.</summary>
    public bool IsTemporary => Code / 100 == 4;

    /// <summary>5yz: the same command will be refused again.</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>Code and text on one line, for proof pages and logs: <c>250 2.0.0 Ok: queued as 4XYZ</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}").TrimEnd();
}
