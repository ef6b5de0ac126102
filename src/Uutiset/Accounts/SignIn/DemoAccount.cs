using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.SignIn;

/// <summary>
/// <c>--demo</c> prints a way in for whoever reads the console: an account without a password and a link that works once. On this machine
/// only; the site that others can reach has no account that nobody made.
/// </summary>
internal sealed class DemoAccount(NewsDb db, Users users, IOptions<SiteOptions> site, TimeProvider clock)
{
    private const string Email = "toimitus@example.fi";

    /// <returns>The sign-in link; null when this is no demo on loopback.</returns>
    public async Task<string?> LinkAsync(CancellationToken ct)
    {
        if (!site.Value.Demo || !site.Value.IsLoopback) return null;
        var id = await db.Users.Where(u => u.Role == Role.Admin && !u.Disabled).OrderBy(u => u.Id).Select(u => (long?)u.Id).FirstOrDefaultAsync(ct) ?? await AddAsync(ct);
        return await users.NewSignInLinkAsync(id, ct);
    }

    private async Task<long> AddAsync(CancellationToken ct)
    {
        var user = new User
        {
            Email = Email,
            NormalizedEmail = Email.ToUpperInvariant(),
            UserName = Email,
            NormalizedUserName = Email.ToUpperInvariant(),
            Name = "Toimi Toimittaja",
            Role = Role.Admin,
            LockoutEnabled = true,
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
        };
        db.Users.Add(user);
        await db.SaveChangesAsync(ct);
        return user.Id;
    }
}
