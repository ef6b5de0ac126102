namespace Uutiset.Subscribers.Seats;

/// <summary>Bulletins that wait to be sent. This room knows who no longer wants them; which those are, only the room of bulletins knows.</summary>
internal interface IQueuedBulletins
{
    /// <summary>
    /// Takes back what these contacts are waiting for and no longer want, in the caller's transaction. The caller has written the contacts' own
    /// rows before: while a bulletin is being frozen that write waits, and then its deliveries are there to be taken back.
    /// </summary>
    /// <returns>How many were taken back.</returns>
    Task<int> TakeBackAsync(IReadOnlyCollection<long> contacts, CancellationToken ct);
}
