using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.SignIn;

/// <summary>
/// Sessions live in the database: the cookie holds a random key, the row its hash. Ending the row, disabling or deleting the account ends
/// the session with the next request, also for a copy of the cookie (ASVS 7.4.1, 7.4.2).
/// </summary>
internal sealed class Sessions(IDbContextFactory<NewsDb> databases, TimeProvider clock, IHttpContextAccessor http) : ITicketStore
{
    /// <summary>Unused for so long, a session ends (ASVS 7.3.1).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>However busy, it ends after this (ASVS 7.3.2).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    // Writing "seen" at each request would make every page view a write
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(5);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken ct)
    {
        var key = Base32.Encode(RandomNumberGenerator.GetBytes(32));
        var (now, device) = (Now, http.HttpContext?.Request.Headers.UserAgent.ToString());
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Sessions.Where(s => s.ExpiresUtc < now).ExecuteDeleteAsync(ct);
        db.Sessions.Add(new Session
        {
            KeyHash = HashOf(key),
            UserId = ticket.Principal.UserId() ?? throw new InvalidOperationException("A session belongs to an account"),
            Ticket = TicketSerializer.Default.Serialize(ticket),
            Device = device is { Length: > 300 } ? device[..300] : device,
            CreatedUtc = now,
            SeenUtc = now,
            ExpiresUtc = now + Longest,
        });
        await db.SaveChangesAsync(ct);
        return key;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken ct)
    {
        var (hash, now) = (HashOf(key), Now);
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (from s in db.Sessions.AsNoTracking()
                           join u in db.Users.AsNoTracking() on s.UserId equals u.Id
                           where s.KeyHash == hash && !u.Disabled
                           select new { Session = s, User = u }).FirstOrDefaultAsync(ct);
        if (found is null || found.Session.ExpiresUtc <= now || found.Session.SeenUtc + Idle <= now) return null;
        if (found.Session.SeenUtc + SeenPrecision < now)
            await db.Sessions.Where(s => s.KeyHash == hash).ExecuteUpdateAsync(row => row.SetProperty(s => s.SeenUtc, now), ct);
        var ticket = TicketSerializer.Default.Deserialize(found.Session.Ticket);
        return ticket is null ? null : new AuthenticationTicket(Principals.Of(found.User, hash), ticket.Properties, ticket.AuthenticationScheme);
    }

    // A session is never prolonged or handed to another person: its row stays as it was made
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public async Task RemoveAsync(string key, CancellationToken ct)
    {
        var hash = HashOf(key);
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Sessions.Where(s => s.KeyHash == hash).ExecuteDeleteAsync(ct);
    }

    /// <summary>Sessions that would still open something: neither too old nor unused for too long.</summary>
    public static IQueryable<Session> Alive(NewsDb db, DateTime nowUtc)
    {
        var idle = nowUtc - Idle;
        return db.Sessions.Where(s => s.ExpiresUtc > nowUtc && s.SeenUtc > idle);
    }

    public static Task<int> EndAllAsync(NewsDb db, long userId, CancellationToken ct) =>
        db.Sessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
