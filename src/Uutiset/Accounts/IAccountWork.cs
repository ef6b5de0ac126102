namespace Uutiset.Accounts;

/// <summary>What waits for one account in a room: it registers one, since Accounts does not know who waits for whom.</summary>
internal interface IAccountWork
{
    /// <summary>The account was closed, or may do less than before: what it may not do any more goes back to everybody who may. Within the caller's transaction; saves.</summary>
    Task ReleaseAsync(long userId, CancellationToken ct);
}
