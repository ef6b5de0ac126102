using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.SignIn;

/// <summary>The one way to get a session: by password, or after a one-time link has been redeemed.</summary>
internal sealed class SigningIn(NewsDb db, UserManager<User> users, KnownDevices devices, NobodysPassword nobodys, Audit audit, TimeProvider clock)
{
    private const int TriesBeforeLock = 10;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    /// <returns>Whether the person is signed in. Why not is nobody's business: unknown address, wrong password and locked account answer alike.</returns>
    public async Task<bool> WithPasswordAsync(HttpContext context, string email, string password, CancellationToken ct)
    {
        // Before anything is known of the address: the first time it takes a hashing of its own, for everybody
        var nobody = nobodys.HashBy(users.PasswordHasher);
        var user = await users.FindByEmailAsync(email.Trim());
        var device = user is null ? null : devices.Recognise(context, user.Id);
        var open = user is { Disabled: false, PasswordHash: not null } && (device is not null || !(user.LockoutEnd > clock.GetUtcNow()));
        var right = users.PasswordHasher.VerifyHashedPassword(user ?? new User(), open ? user!.PasswordHash! : nobody,
            password.Length <= PasswordRules.Longest ? password : "") != PasswordVerificationResult.Failed;
        if (!open || !right)
        {
            if (open && device is not null) devices.Failed(device);
            else if (open) await CountFailureAsync(user!.Id, ct);
            audit.Write(db, user is null ? new Actor("?") : new Actor(user.Name, user.Id), "session.refused", user is null ? null : $"user:{user.Id}");
            await db.SaveChangesAsync(ct);
            return false;
        }
        if (device is not null) devices.Succeeded(device);
        await BeginAsync(context, user!, "password", ct);
        return true;
    }

    /// <summary>
    /// Ends the session that a request came with. A sign-in does this first and starts over when there was one: the cookie handler would
    /// give the new person the key of the old session, which somebody else may know (ASVS 7.2.4).
    /// </summary>
    public static async Task<bool> EndEarlierAsync(HttpContext context, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (context.User.Identity?.IsAuthenticated != true) return false;
        await context.SignOutAsync(Principals.Scheme);
        return true;
    }

    /// <summary>Ends a session of somebody's own, and writes down that they did: both, or neither.</summary>
    public async Task<bool> EndAsync(ClaimsPrincipal whose, string keyHash, CancellationToken ct)
    {
        var (id, actor) = (whose.UserId(), Actor.Of(whose));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Sessions.Where(s => s.UserId == id && s.KeyHash == keyHash).ExecuteDeleteAsync(ct) == 0) return false;
        audit.Write(db, actor, "session.ended", actor.Reference);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task<bool> WithRedeemedLinkAsync(HttpContext context, long userId, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId && !u.Disabled, ct);
        if (user is null) return false;
        await BeginAsync(context, user, "link", ct);
        return true;
    }

    // Counted in the database: of guesses at the same moment none is lost, and no row version gets in their way
    private async Task CountFailureAsync(long userId, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + Lock;
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(row => row.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), ct);
        await db.Users.Where(u => u.Id == userId && u.AccessFailedCount >= TriesBeforeLock).ExecuteUpdateAsync(
            row => row.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)until).SetProperty(u => u.AccessFailedCount, 0), ct);
    }

    private async Task BeginAsync(HttpContext context, User user, string how, CancellationToken ct)
    {
        if (user.AccessFailedCount > 0)
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(u => u.AccessFailedCount, 0), ct);
        audit.Write(db, new Actor(user.Name, user.Id), "session.begun", $"user:{user.Id}", how);
        await db.SaveChangesAsync(ct);
        await context.SignInAsync(Principals.Scheme, Principals.Of(user, ""));
        devices.Mark(context, user.Id);
    }
}

/// <summary>Unknown, disabled and locked accounts are checked against this, so that every answer takes one PBKDF2 (ASVS 6.3.8).</summary>
internal sealed class NobodysPassword
{
    private string? hash;

    public string HashBy(IPasswordHasher<User> hasher) => hash ??= hasher.HashPassword(new User(), Guid.CreateVersion7().ToString());
}
