using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Keys;
using Uutiset.Data;

namespace Uutiset.Accounts;

/// <summary>Keyed hashes from one secret that the site made for itself. Each purpose has a key of its own, so that no value serves twice.</summary>
internal sealed class SiteKeys(IDbContextFactory<NewsDb> databases, KeyProtection protection)
{
    internal const string Master = "master";
    private readonly ConcurrentDictionary<string, byte[]> keys = new();
    private volatile byte[]? secret;

    /// <summary>
    /// From the start of the program, so that nobody looks it up later from within a transaction: as many of those as the pool has
    /// connections would each wait for one more.
    /// </summary>
    public void Know(byte[] master)
    {
        secret = master;
        keys.Clear();
    }

    /// <returns>HMAC-SHA-256, 32 bytes.</returns>
    public byte[] Hmac(string purpose, ReadOnlySpan<byte> data) => HMACSHA256.HashData(keys.GetOrAdd(purpose, Derive), data);

    public byte[] Hmac(string purpose, string data) => Hmac(purpose, Encoding.UTF8.GetBytes(data));

    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret ??= Load(), 32, info: Encoding.UTF8.GetBytes(purpose));

    private byte[] Load()
    {
        using var db = databases.CreateDbContext();
        var row = db.StoredKeys.AsNoTracking().SingleOrDefault(k => k.Name == Master)
            ?? throw new InvalidOperationException("The site has no key of its own yet: run migrate");
        return protection.Unprotect(row.Name, row.Value);
    }
}
