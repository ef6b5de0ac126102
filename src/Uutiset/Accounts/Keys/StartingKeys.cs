using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Keys;

/// <summary>
/// A new site makes its own secret while it migrates: later, inside somebody's write transaction on SQLite, there would be no second writer to store it.
/// A wrong Data:KeySecret is found here too, before the first request; keys from the time without a secret are sealed.
/// </summary>
internal sealed class StartingKeys(KeyProtection protection, SiteKeys keys, TimeProvider clock) : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        foreach (var row in await db.StoredKeys.ToListAsync(ct))
        {
            var value = protection.Unprotect(row.Name, row.Value);
            if (row.Name == SiteKeys.Master) keys.Know(value);
            if (protection.Seals && !KeyProtection.IsSealed(row.Value)) row.Value = protection.Protect(row.Name, value);
        }
        if (!await db.StoredKeys.AnyAsync(k => k.Name == SiteKeys.Master, ct))
        {
            var master = RandomNumberGenerator.GetBytes(32);
            db.StoredKeys.Add(new StoredKey
            {
                Name = SiteKeys.Master,
                Purpose = "hmac",
                Value = protection.Protect(SiteKeys.Master, master),
                CreatedUtc = clock.GetUtcNow().UtcDateTime,
            });
            keys.Know(master);
        }
        await db.SaveChangesAsync(ct);
    }
}
