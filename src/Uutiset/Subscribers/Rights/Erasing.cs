using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Seats;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// The right to be forgotten (GDPR 17), by whichever door. What is left is a keyed hash that keeps the address out of every list, and a ledger
/// whose lines name nobody.
/// </summary>
internal sealed class Erasing(NewsDb db, IDatabaseEngine engine, PersonRows persons, HandingOver handing, DispatchControl control, AuditForgetting forgetting, IPersonLists lists, Audit audit)
{
    /// <summary>As the audit log names an address.</summary>
    public static string Reference(string addressKey) => $"suppression:{addressKey[..12]}";

    /// <param name="staff">Null: the reader themselves, of whom the audit log shall know nothing.</param>
    /// <returns>Null when nothing was known.</returns>
    public async Task<Erasure?> EraseAsync(string addressKey, Door door, Actor? staff, CancellationToken ct)
    {
        await ForgetLogAsync(addressKey, ct);
        var isListed = await lists.EraseAsync(addressKey, ct) > 0;
        Erasure? erased = null;
        await control.TogetherAsync(db, async () =>
        {
            // Before anything that a list which is being taken may hold, or each would wait for the other
            await engine.HoldAsync(db, Held.Erasures, ct);
            // As when they end it themselves: whoever decided for an organisation is missed there
            await handing.AskAsync(await db.Contacts.AsNoTracking().Include(c => c.Subscription).Where(c => c.AddressKey == addressKey && c.State != ContactState.Withdrawn).ToListAsync(ct), erasing: true, ct);
            erased = await persons.EraseAsync(db, addressKey, new(door, Lists: isListed), ct);
            if (erased is null) return false;
            if (staff is not null) audit.Write(db, staff, "contact.erased", Reference(addressKey));
            await db.SaveChangesAsync(ct);
            return true;
        }, ct);
        return erased;
    }

    /// <summary>The time of the proof is over. The refusals that stand go on standing, and no new one is made: nobody has asked for it.</summary>
    /// <param name="due">The contacts that may be forgotten, looked at once more when nobody can change them.</param>
    public async Task<bool> ForgetAsync(string addressKey, Func<Task<bool>> due, CancellationToken ct)
    {
        await ForgetLogAsync(addressKey, ct);
        return await control.TogetherAsync(db, async () =>
        {
            await engine.HoldAsync(db, Held.Erasures, ct);
            await db.Contacts.Where(c => c.AddressKey == addressKey).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
            return await due() && await persons.EraseAsync(db, addressKey, new(Door.Time, "the time of the proof is over", Suppress: false), ct) is not null;
        }, ct);
    }

    // First, while the contacts still say what the log calls them; each is a transaction of its own
    private async Task ForgetLogAsync(string addressKey, CancellationToken ct)
    {
        foreach (var id in await db.SeatsOf(addressKey).Select(c => c.PublicId).ToListAsync(ct)) await forgetting.ForgetAsync($"contact:{id}", ct);
        await forgetting.ForgetAsync(Reference(addressKey), ct);
    }
}
