using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// The right to be forgotten (GDPR 17), by whichever door. What is left is a keyed hash that keeps the address out of every list, and a ledger
/// whose lines name nobody.
/// </summary>
internal sealed class Erasing(NewsDb db, PersonRows persons, DispatchControl control, AuditForgetting forgetting, Audit audit)
{
    /// <summary>As the audit log names an address.</summary>
    public static string Reference(string addressKey) => $"suppression:{addressKey[..12]}";

    /// <param name="staff">Null: the reader themselves, of whom the audit log shall know nothing.</param>
    /// <returns>Null when nothing was known.</returns>
    public async Task<Erasure?> EraseAsync(string addressKey, Door door, Actor? staff, CancellationToken ct)
    {
        // First, while the contacts still say what the log calls them; each is a transaction of its own
        foreach (var id in await db.Contacts.Where(c => c.AddressKey == addressKey).Select(c => c.PublicId).ToListAsync(ct)) await forgetting.ForgetAsync($"contact:{id}", ct);
        await forgetting.ForgetAsync(Reference(addressKey), ct);
        Erasure? erased = null;
        await control.TogetherAsync(db, async () =>
        {
            erased = await persons.EraseAsync(db, addressKey, door, null, ct);
            if (erased is null) return false;
            if (staff is not null) audit.Write(db, staff, "contact.erased", Reference(addressKey));
            await db.SaveChangesAsync(ct);
            return true;
        }, ct);
        return erased;
    }
}
