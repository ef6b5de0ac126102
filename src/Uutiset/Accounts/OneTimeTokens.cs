using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts;

/// <summary>Links that work once: 160 random bits, kept only as a hash bound to the purpose (ASVS 9.2.1, 11.5.1). A reader's GET peeks, the POST redeems.</summary>
internal sealed class OneTimeTokens(TimeProvider clock)
{
    private const int Bytes = 20;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds the row to the caller's context; the caller saves.</summary>
    public async Task<string> IssueAsync(NewsDb db, string purpose, long subjectId, TimeSpan lifetime, CancellationToken ct)
    {
        var token = Base32.Encode(RandomNumberGenerator.GetBytes(Bytes));
        await db.OneTimeTokens.AddAsync(
            new OneTimeToken { Hash = HashOf(purpose, token), Purpose = purpose, SubjectId = subjectId, CreatedUtc = Now, ExpiresUtc = Now + lifetime }, ct);
        return token;
    }

    /// <returns>Whom a token is for, while it can still be redeemed.</returns>
    public Task<long?> PeekAsync(NewsDb db, string purpose, string token, CancellationToken ct)
    {
        var (hash, now) = (HashOf(purpose, token), Now);
        return db.OneTimeTokens.Where(t => t.Hash == hash && t.UsedUtc == null && t.ExpiresUtc > now).Select(t => (long?)t.SubjectId).FirstOrDefaultAsync(ct);
    }

    /// <returns>Whom a token that has been redeemed was for, until it would have expired: a second press of the button may then show the first result.</returns>
    public Task<long?> FindUsedAsync(NewsDb db, string purpose, string token, CancellationToken ct)
    {
        var (hash, now) = (HashOf(purpose, token), Now);
        return db.OneTimeTokens.Where(t => t.Hash == hash && t.UsedUtc != null && t.ExpiresUtc > now).Select(t => (long?)t.SubjectId).FirstOrDefaultAsync(ct);
    }

    /// <summary>Marks the token used at once, in the caller's transaction when there is one. Of two requests with the same token one gets the subject.</summary>
    public async Task<long?> RedeemAsync(NewsDb db, string purpose, string token, CancellationToken ct)
    {
        var (hash, now) = (HashOf(purpose, token), Now);
        var redeemed = await db.OneTimeTokens.Where(t => t.Hash == hash && t.UsedUtc == null && t.ExpiresUtc > now)
            .ExecuteUpdateAsync(row => row.SetProperty(t => t.UsedUtc, (DateTime?)now), ct);
        if (redeemed == 0) return null;
        return await db.OneTimeTokens.Where(t => t.Hash == hash).Select(t => (long?)t.SubjectId).FirstAsync(ct);
    }

    /// <summary>Ends the unused tokens of a subject: a newer link replaces the older ones.</summary>
    public Task EndAllAsync(NewsDb db, string purpose, long subjectId, CancellationToken ct)
    {
        var now = Now;
        return db.OneTimeTokens.Where(t => t.Purpose == purpose && t.SubjectId == subjectId && t.UsedUtc == null && t.ExpiresUtc > now)
            .ExecuteUpdateAsync(row => row.SetProperty(t => t.ExpiresUtc, now), ct);
    }

    private static string HashOf(string purpose, string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{token.ToLowerInvariant()}")));
}
