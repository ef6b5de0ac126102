using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Auditing;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;

namespace Uutiset.Accounts;

/// <summary>What is done to accounts, from the desk and the command line. A refusal is the key of a text.</summary>
internal sealed class Users(NewsDb db, IDatabaseEngine engine, UserManager<User> users, OneTimeTokens tokens, IEnumerable<IAccountWork> rooms, Audit audit, IOptions<SiteOptions> site, TimeProvider clock)
{
    public const string SetUp = "setup";
    public const string SignInLink = "signin";
    public static readonly TimeSpan SetUpLifetime = TimeSpan.FromHours(24);

    /// <summary>An account without a password, and the link by which its owner chooses one. There is never a default account.</summary>
    public Task<(string? Link, string? Refusal)> AddAsync(string email, string name, Role role, Actor by, CancellationToken ct) => AddAsync(email, name, role, null, by, ct);

    /// <param name="publisher">The one for whom the account is to speak; null: the whole site.</param>
    public async Task<(string? Link, string? Refusal)> AddAsync(string email, string name, Role role, long? publisher, Actor by, CancellationToken ct)
    {
        if (role == Role.Admin && publisher is not null) return (null, "accounts.publisher.admin");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        email = email.Trim();
        var user = new User { Email = email, UserName = email, Name = name.Trim(), Role = role, PublisherId = publisher, CreatedUtc = clock.GetUtcNow().UtcDateTime, LockoutEnabled = true };
        if (user.Name.Length is 0 or > 100) return (null, "accounts.name.missing");
        var made = await users.CreateAsync(user);
        if (!made.Succeeded) return (null, made.Errors.First().Description);
        audit.Write(db, by, "user.added", $"user:{user.Id}", user.Name, [new("email", null, email), new("role", null, role.ToString()), .. Said(null, publisher)]);
        var link = await IssueAsync(SetUp, "/kirjaudu/asetus/", user.Id, SetUpLifetime, ct);
        await transaction.CommitAsync(ct);
        return (link, null);
    }

    /// <summary>A new link for somebody who lost the old one or the password; earlier ones end.</summary>
    public async Task<string?> NewSetUpLinkAsync(long userId, Actor by, CancellationToken ct)
    {
        if (!await db.Users.AnyAsync(u => u.Id == userId && !u.Disabled, ct)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        audit.Write(db, by, "user.setUpLink", $"user:{userId}");
        var link = await IssueAsync(SetUp, "/kirjaudu/asetus/", userId, SetUpLifetime, ct);
        await transaction.CommitAsync(ct);
        return link;
    }

    /// <summary>A link that signs its holder in once, for whoever starts the program and reads its console.</summary>
    public Task<string> NewSignInLinkAsync(long userId, CancellationToken ct) =>
        IssueAsync(SignInLink, "/kirjaudu/linkki/", userId, SetUpLifetime, ct);

    public async Task<string?> SetRoleAsync(long userId, Role role, Actor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await engine.HoldAccountsAsync(db, ct);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct);
        if (user is null) return "accounts.user.unknown";
        if (user.Role == Role.Admin && role != Role.Admin && await IsLastAdminAsync(userId, ct)) return "accounts.user.lastAdmin";
        // An administrator is the whole site's
        var publisher = role == Role.Admin ? null : user.PublisherId;
        audit.Write(db, by, "user.role", $"user:{userId}", user.Name, [new("role", user.Role.ToString(), role.ToString()), .. Said(user.PublisherId, publisher)]);
        (user.Role, user.PublisherId) = (role, publisher);
        await db.SaveChangesAsync(ct);
        await ReleaseAsync(userId, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Binds an account to one publisher, or lets it speak for the whole site again. Its sessions end: what its open pages show may not be its own any more.</summary>
    /// <param name="publisher">Null: the whole site.</param>
    public async Task<string?> SetPublisherAsync(long userId, Guid? publisher, Actor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await engine.HoldAccountsAsync(db, ct);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct);
        if (user is null) return "accounts.user.unknown";
        var chosen = publisher is { } id ? await db.Publishers().FirstOrDefaultAsync(p => p.PublicId == id, ct) : null;
        if (publisher is not null && chosen is null) return "accounts.publisher.unknown";
        if (chosen is not null && user.Role == Role.Admin) return "accounts.publisher.admin";
        if (user.PublisherId == chosen?.Id) return null;
        audit.Write(db, by, "user.publisher", $"user:{userId}", user.Name, Said(user.PublisherId, chosen?.Id));
        user.PublisherId = chosen?.Id;
        // What it was told of the other publishers' articles is not its own to read any more
        if (chosen is not null) await db.Notices.Where(n => n.UserId == userId).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        await ReleaseAsync(userId, ct);
        await Sessions.EndAllAsync(db, userId, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Disabling ends the account's sessions and links in the same transaction.</summary>
    public async Task<string?> SetDisabledAsync(long userId, bool disabled, Actor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var refusal = disabled ? await DisableAsync(userId, by, ct) : await EnableAsync(userId, by, ct);
        if (refusal is null) await transaction.CommitAsync(ct);
        return refusal;
    }

    /// <summary>Within the caller's transaction.</summary>
    public async Task<string?> DisableAsync(long userId, Actor by, CancellationToken ct)
    {
        await engine.HoldAccountsAsync(db, ct);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct);
        if (user is null) return "accounts.user.unknown";
        if (user.Role == Role.Admin && await IsLastAdminAsync(userId, ct)) return "accounts.user.lastAdmin";
        await SetAsync(user, true, "user.disabled", by, ct);
        await ReleaseAsync(userId, ct);
        await EndEverythingAsync(userId, ct);
        return null;
    }

    /// <summary>Within the caller's transaction.</summary>
    public async Task<string?> EnableAsync(long userId, Actor by, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct);
        if (user is null) return "accounts.user.unknown";
        await SetAsync(user, false, "user.enabled", by, ct);
        return null;
    }

    /// <summary>Signs somebody out everywhere, say after a lost phone; the account stays open (ASVS 7.4.5).</summary>
    public async Task<string?> EndSessionsAsync(long userId, Actor by, CancellationToken ct)
    {
        if (!await db.Users.AnyAsync(u => u.Id == userId, ct)) return "accounts.user.unknown";
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ended = await Sessions.EndAllAsync(db, userId, ct);
        audit.Write(db, by, "user.sessionsEnded", $"user:{userId}", ended.ToString(CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <returns>Keys of what is wrong with the password; empty when it is set, all sessions and links of the account ended.</returns>
    public async Task<IReadOnlyList<string>> SetPasswordAsync(User user, string password, Actor by, CancellationToken ct)
    {
        var refusals = new List<string>();
        foreach (var rule in users.PasswordValidators)
            refusals.AddRange((await rule.ValidateAsync(users, user, password)).Errors.Select(e => e.Description));
        if (refusals.Count > 0) return refusals;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        audit.Write(db, by, "user.password", $"user:{user.Id}");
        await db.SaveChangesAsync(ct);
        await EndEverythingAsync(user.Id, ct);
        return [];
    }

    /// <summary>As <see cref="AuditChanges"/> writes references: a number has no name that would have to be forgotten.</summary>
    internal static IReadOnlyList<AuditChange> Said(long? before, long? after) =>
        before == after ? [] : [new("publisherId", Reference(before), Reference(after))];

    private static string? Reference(long? publisher) => publisher is { } id ? FormattableString.Invariant($"organisation:{id}") : null;

    private async Task<string> IssueAsync(string purpose, string path, long userId, TimeSpan lifetime, CancellationToken ct)
    {
        await tokens.EndAllAsync(db, purpose, userId, ct);
        var token = await tokens.IssueAsync(db, purpose, userId, lifetime, ct);
        await db.SaveChangesAsync(ct);
        return site.Value.Absolute(path + token);
    }

    private async Task SetAsync(User user, bool disabled, string what, Actor by, CancellationToken ct)
    {
        audit.Write(db, by, what, $"user:{user.Id}");
        user.Disabled = disabled;
        await db.SaveChangesAsync(ct);
    }

    private async Task ReleaseAsync(long userId, CancellationToken ct)
    {
        foreach (var room in rooms) await room.ReleaseAsync(userId, ct);
    }

    private async Task EndEverythingAsync(long userId, CancellationToken ct)
    {
        await Sessions.EndAllAsync(db, userId, ct);
        await tokens.EndAllAsync(db, SetUp, userId, ct);
        await tokens.EndAllAsync(db, SignInLink, userId, ct);
    }

    // Nobody could let anybody in again. Whoever never chose a password holds at most a link, and links end
    private async Task<bool> IsLastAdminAsync(long userId, CancellationToken ct) =>
        !await db.Users.AnyAsync(u => u.Id != userId && u.Role == Role.Admin && !u.Disabled && u.PasswordHash != null, ct);
}
