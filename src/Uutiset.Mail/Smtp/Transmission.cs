namespace Uutiset.Mail.Smtp;

/// <summary>A message to be announced in the same write as the one before it.</summary>
/// <param name="Envelope">Its envelope.</param>
/// <param name="Size">Its octets.</param>
public sealed record NextMessage(Envelope Envelope, int Size);

/// <summary>What came back for a message and for the next one's announcement.</summary>
/// <param name="Outcome">What became of the message.</param>
/// <param name="NextStarted">The server waits for the next message's first octet.</param>
/// <param name="NextOutcome">Why it does not; null when it does, or when there was no next.</param>
public sealed record Transmission(SendOutcome Outcome, bool NextStarted = false, SendOutcome? NextOutcome = null);
