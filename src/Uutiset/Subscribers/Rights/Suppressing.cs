using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// An address that gets no mail from anybody, and the way back. Readers lift it by their own new yes (<see cref="Confirming"/>); besides them only
/// an administrator does, who says why. Both stand in the ledger and in the audit log.
/// </summary>
internal sealed class Suppressing(NewsDb db, ConsentLedger ledger, Audit audit, TimeProvider clock)
{
    public const int LongestReason = 500;

    /// <returns>The row that stands now, and whether it is this one.</returns>
    public async Task<(Suppression Row, bool Added)> AddAsync(string addressKey, string reason, string? note, Door door, Actor actor, CancellationToken ct)
    {
        var row = new Suppression { AddressKey = addressKey, Reason = reason, Note = note, AtUtc = clock.GetUtcNow().UtcDateTime, By = actor.Name };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await StandAsync(db, row, ct))
            return (await db.Suppressions.AsNoTracking().FirstOrDefaultAsync(s => s.AddressKey == addressKey, ct) ?? row, false);
        await ledger.WriteOfAddressAsync(db, addressKey, ConsentKind.Suppressed, door, note is null ? reason : $"{reason}: {note}", ct);
        audit.Write(db, actor, "suppression.added", Erasing.Reference(addressKey), reason);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (row, true);
    }

    /// <summary>In the caller's transaction. One statement, so that of two requests at the same moment the second waits for the first and then finds its row.</summary>
    /// <returns>False when one stands already: it stays as it is.</returns>
    public static async Task<bool> StandAsync(NewsDb db, Suppression row, CancellationToken ct) => await db.Database.ExecuteSqlAsync(
        $"insert into suppression (address_key, reason, at_utc, note, \"by\") values ({row.AddressKey}, {row.Reason}, {row.AtUtc}, {row.Note}, {row.By}) on conflict do nothing", ct) == 1;

    /// <summary>What stood against the address is lifted: its seats that mail did not reach are as they were. In the caller's transaction.</summary>
    public static Task<int> ReviveSeatsAsync(NewsDb db, string addressKey, CancellationToken ct) =>
        db.Contacts.Where(c => c.AddressKey == addressKey && (c.State == ContactState.Bounced || c.State == ContactState.Suppressed))
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.State, c => c.ConfirmedUtc == null ? ContactState.Requested : ContactState.Confirmed).SetProperty(c => c.Version, c => c.Version + 1), ct);

    /// <returns>False when there is none.</returns>
    public async Task<bool> LiftAsync(string addressKey, string reason, Door door, Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Suppressions.Where(s => s.AddressKey == addressKey).ExecuteDeleteAsync(ct) == 0) return false;
        await ReviveSeatsAsync(db, addressKey, ct);
        await ledger.WriteOfAddressAsync(db, addressKey, ConsentKind.Lifted, door, reason, ct);
        audit.Write(db, actor, "suppression.lifted", Erasing.Reference(addressKey), reason);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
