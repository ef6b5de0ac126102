namespace Uutiset.Mail.Pop3;

/// <summary>The first line of an answer (RFC 1939 3, RFC 5034 4): well, not well, or a SASL challenge.</summary>
internal readonly record struct Pop3Reply(Pop3Reply.Kind Is, string Text)
{
    public enum Kind
    {
        Ok,
        Error,
        Challenge,
    }

    public bool IsOk => Is == Kind.Ok;

    /// <summary>RFC 2449 8.1, RFC 3206: the mailbox is in use or the server in trouble, so the credentials may be right.</summary>
    public bool IsTemporary => Text.StartsWith("[IN-USE]", StringComparison.OrdinalIgnoreCase)
        || Text.StartsWith("[LOGIN-DELAY]", StringComparison.OrdinalIgnoreCase)
        || Text.StartsWith("[SYS/TEMP]", StringComparison.OrdinalIgnoreCase);

    public static Pop3Reply Parse(string line) =>
        line == "+" || line.StartsWith("+ ", StringComparison.Ordinal) ? new(Kind.Challenge, line[1..].Trim())
        : Starts(line, "+OK") ? new(Kind.Ok, line[3..].Trim())
        : Starts(line, "-ERR") ? new(Kind.Error, line[4..].Trim())
        : throw new ProtocolException("The server sent a line that is no POP3 reply.");

    private static bool Starts(string line, string status) =>
        line.StartsWith(status, StringComparison.OrdinalIgnoreCase) && (line.Length == status.Length || line[status.Length] == ' ');
}
