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

    /// <summary>One of its lines, not connected yet.</summary>
    IMailLine OpenLine();
}

/// <summary>One conversation with a server: a message is announced, then transmitted, and the next one may be announced in the same write.</summary>
internal interface IMailLine : IAsyncDisposable
{
    /// <returns>Null: the server waits for the message's first byte. Otherwise why not; nothing was sent.</returns>
    /// <exception cref="OperationCanceledException">Nothing was sent.</exception>
    Task<SendResult?> AnnounceAsync(OutgoingMail mail, CancellationToken ct);

    /// <summary>Sends what was announced.</summary>
    /// <param name="next">To be announced with it, when there is one and the line takes one more.</param>
    /// <param name="ct">Cancelled after the first byte it leaves the message in doubt.</param>
    Task<Transmitted> TransmitAsync(OutgoingMail mail, OutgoingMail? next, CancellationToken ct);

    /// <summary>Gives up what was announced; the server delivers nothing.</summary>
    void Abandon();

    /// <summary>Nothing to send for a while: servers count open connections.</summary>
    Task RestAsync(CancellationToken ct);
}

/// <param name="Next">What became of the next one's announcement.</param>
/// <param name="OfNext">Why it was refused.</param>
internal sealed record Transmitted(SendResult Result, Announcement Next = Announcement.NotMade, SendResult? OfNext = null);

/// <summary>Not made: it is announced again, by itself, when its turn comes.</summary>
internal enum Announcement { NotMade, Waits, Refused }

/// <param name="Sender">Envelope sender: where bounces come back to.</param>
/// <param name="ReportId">Comes back in a report where the sender's address does not (RFC 3461): the same token.</param>
internal sealed record OutgoingMail(long DeliveryId, DateTime QueuedUtc, string Sender, string To, string ReportId, ReadOnlyMemory<byte> Message);

/// <summary>What a server said: the enhanced status code where it gave one, and its words with the queue id.</summary>
internal sealed record ServerWords(string? Code, string? Text, bool Tls);

internal abstract record SendResult(ServerWords Words)
{
    internal sealed record Accepted(ServerWords Words) : SendResult(Words);

    /// <summary>This recipient was refused, for now or for good.</summary>
    internal sealed record Refused(ServerWords Words, bool IsPermanent) : SendResult(Words);

    /// <summary>The server failed, or refuses whatever we send; no recipient is to blame and nothing was delivered.</summary>
    /// <param name="NeedsHelp">Only a change of settings or of the bulletin helps: refused credentials or sender, a message too large.</param>
    internal sealed record ServerFault(ServerWords Words, bool NeedsHelp) : SendResult(Words)
    {
        /// <summary>Before anything was said about a message: another server may take it.</summary>
        public bool OfServer { get; init; }
    }

    /// <summary>The line was lost after the first byte: it may have been delivered.</summary>
    internal sealed record Unknown(ServerWords Words) : SendResult(Words);
}
