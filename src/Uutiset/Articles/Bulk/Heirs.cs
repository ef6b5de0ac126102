using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles.Bulk;

/// <summary>
/// To whom articles may go when they are handed over: to an account that is open, since nobody opens what a closed one holds, and that
/// may speak for the article's publisher, since any other could not open it either.
/// </summary>
internal sealed class Heirs
{
    private readonly Dictionary<long, long?> publishers;

    private Heirs(Dictionary<long, long?> publishers) => this.publishers = publishers;

    /// <summary>One command, however many accounts.</summary>
    public static async Task<Heirs> AmongAsync(NewsDb db, IReadOnlyCollection<long> accounts, CancellationToken ct) => new(accounts.Count == 0 ? []
        : await db.Users.AsNoTracking().Where(u => accounts.Contains(u.Id) && !u.Disabled).Select(u => new { u.Id, u.PublisherId }).ToDictionaryAsync(u => u.Id, u => u.PublisherId, ct));

    /// <summary>The key of a text that says why a successor could not go on with all of somebody's, which is of these publishers; null when they could.</summary>
    public static async Task<string?> RefusalAsync(NewsDb db, long successor, IQueryable<long?> publishers, CancellationToken ct)
    {
        var heirs = await AmongAsync(db, [successor], ct);
        return (await publishers.Distinct().ToListAsync(ct)).Exists(p => heirs.Refusal(successor, p) is not null) ? "leaving.successor.publisher" : null;
    }

    /// <summary>Why an article of this publisher does not go to this account; null when it may. To nobody it always may.</summary>
    public BulkReason? Refusal(long? account, long? publisher) =>
        account is not { } id ? null
        : !publishers.TryGetValue(id, out var own) ? BulkReason.HeirClosed
        : own is not null && own != publisher ? BulkReason.HeirElsewhere : null;
}
