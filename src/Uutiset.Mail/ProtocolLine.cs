namespace Uutiset.Mail;

/// <summary>One line of a conversation.</summary>
/// <param name="FromServer">Who said it.</param>
/// <param name="Text">The line without its end; secrets as <c>****</c>, a message as <c>&lt;30123 bytes&gt;</c>.</param>
public readonly record struct ProtocolLine(bool FromServer, string Text);
