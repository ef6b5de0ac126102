namespace Uutiset.Mail;

/// <summary>The server sent something that its protocol does not know, or too much of it. The connection is not used again.</summary>
#pragma warning disable CA1032 // made here only
internal sealed class ProtocolException(string message) : IOException(message);
#pragma warning restore CA1032
