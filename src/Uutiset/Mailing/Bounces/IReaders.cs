namespace Uutiset.Mailing.Bounces;

/// <param name="Reason">bounced or complained: of the suppression.</param>
/// <param name="Status">The code that was given, for the ledger.</param>
internal sealed record Unreachable(string AddressKey, string Reason, string? Status);

/// <summary>Those who read what is mailed. This room knows addresses; what follows for seats and their organisations, only the room of subscribers knows.</summary>
internal interface IReaders
{
    /// <summary>Nothing more is mailed to the address. In the caller's transaction.</summary>
    /// <returns>False: something stands against it already.</returns>
    Task<bool> SuppressAsync(Unreachable who, CancellationToken ct);

    /// <summary>It was our fault after all. In the caller's transaction.</summary>
    Task LiftAsync(string addressKey, CancellationToken ct);

    /// <summary>Ends a reader's subscription, as their own link does.</summary>
    /// <returns>False: the token is nobody's.</returns>
    Task<bool> UnsubscribeAsync(string token, CancellationToken ct);
}
