namespace Uutiset.Mailing;

/// <summary>The way out of the process. What comes back is what may be believed about the message, nothing more.</summary>
internal interface IMailTransport : IAsyncDisposable
{
    /// <summary>Stands in the proof of delivery: host and port, or "mail-drop".</summary>
    string Name { get; }

    /// <summary>Messages that may be under way at once.</summary>
    int Lines { get; }

    /// <summary>Null: no limit.</summary>
    double? MaxPerSecond { get; }

    /// <param name="beforeBody">Awaited after the server agreed to take the message and before its first byte: commits the intent. When it throws, nothing is sent.</param>
    Task<SendResult> SendAsync(OutgoingMail mail, Func<CancellationToken, Task> beforeBody, CancellationToken ct);
}

/// <param name="Sender">Envelope sender: where bounces come back to.</param>
internal sealed record OutgoingMail(long DeliveryId, DateTime QueuedUtc, string Sender, string To, ReadOnlyMemory<byte> Message);

/// <summary>What a server said: the enhanced status code where it gave one, and its words with the queue id.</summary>
internal sealed record ServerWords(string? Code, string? Text, bool Tls);

internal abstract record SendResult(ServerWords Words)
{
    internal sealed record Accepted(ServerWords Words) : SendResult(Words);

    /// <summary>This recipient was refused, for now or for good.</summary>
    internal sealed record Refused(ServerWords Words, bool IsPermanent) : SendResult(Words);

    /// <summary>The server failed, or refuses whatever we send; no recipient is to blame and nothing was delivered.</summary>
    /// <param name="NeedsHelp">Only a change of settings or of the bulletin helps: refused credentials or sender, a message too large.</param>
    internal sealed record ServerFault(ServerWords Words, bool NeedsHelp) : SendResult(Words);

    /// <summary>The line was lost after the first byte: it may have been delivered.</summary>
    internal sealed record Unknown(ServerWords Words) : SendResult(Words);
}
