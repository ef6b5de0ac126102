namespace Uutiset.Subscribers.Roll;

/// <param name="AtUtc">When the last of these seats' messages was settled.</param>
/// <param name="Failed">Refused by the receiving server, or come back later.</param>
internal sealed record ReceivedBulletin(Guid Id, int? Number, string? Subject, string? Lang, DateTime AtUtc, int Accepted, int Failed);

/// <summary>What was mailed to seats. This room knows whose they are; which bulletins there were, only the room of bulletins knows.</summary>
internal interface IReceivedBulletins
{
    /// <summary>One row for each sending, in two commands.</summary>
    /// <param name="contacts">Keys of the seats.</param>
    Task<IReadOnlyList<ReceivedBulletin>> OfAsync(IReadOnlyCollection<long> contacts, CancellationToken ct);
}
