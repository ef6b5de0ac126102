using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Api;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Accounts;

internal sealed class ApiKeys(NewsDb db, Audit audit, TimeProvider clock)
{
    public const int UsualDays = 365;
    // Scanners for leaked secrets find a key by a prefix of its own
    private const string Prefix = "uutiset_";

    /// <returns>The key, which nobody can read again: only its hash is stored.</returns>
    public Task<string> AddAsync(string name, IEnumerable<string> scopes, int days, Actor by, CancellationToken ct) => AddAsync(name, scopes, days, null, by, ct);

    /// <param name="publisher">The one for whom the key is to speak; null: the whole site.</param>
    public async Task<string> AddAsync(string name, IEnumerable<string> scopes, int days, long? publisher, Actor by, CancellationToken ct)
    {
        var key = Prefix + Base32.Encode(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new ApiKey
        {
            Name = name.Trim(),
            Hash = ApiKeyAuthentication.HashOf(key),
            Scopes = string.Join(' ', scopes.Distinct()),
            PublisherId = publisher,
            CreatedUtc = now,
            ExpiresUtc = now.AddDays(days),
        };
        db.ApiKeys.Add(row);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        audit.Write(db, by, "key.added", FormattableString.Invariant($"key:{row.Id}"), row.Name, [new("scopes", null, row.Scopes), .. Users.Said(null, publisher)]);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return key;
    }

    public async Task<bool> RevokeAsync(long id, Actor by, CancellationToken ct)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && k.RevokedUtc == null, ct);
        if (key is null) return false;
        key.RevokedUtc = clock.GetUtcNow().UtcDateTime;
        audit.Write(db, by, "key.revoked", FormattableString.Invariant($"key:{key.Id}"), key.Name);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>The scopes of "a, b"; null when one of them is unknown or none is named.</summary>
    public static IReadOnlyList<string>? Read(string? scopes)
    {
        var read = (scopes ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return read.Length > 0 && read.All(Permissions.Scopes.ContainsKey) ? read : null;
    }
}
