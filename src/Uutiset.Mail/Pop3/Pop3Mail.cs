namespace Uutiset.Mail.Pop3;

/// <summary>One mail in the mailbox.</summary>
/// <param name="Number">Its number in this session.</param>
/// <param name="Size">Octets as the server counts them, CRLF line ends.</param>
/// <param name="Uid">The same in every session (RFC 1939 7), 1-70 printable characters; null when the server gives none.</param>
public sealed record Pop3Mail(int Number, long Size, string? Uid);
