using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Uutiset.Accounts;

internal enum Permission
{
    DeskRead,
    ArticlesWrite,
    ArticlesPublish,
    /// <summary>Looks at what others send to review: approves it or returns it.</summary>
    ArticlesReview,
    PeopleWrite,
    /// <summary>Who may edit what, and in whose name the site speaks: accounts and regions of persons, publishers.</summary>
    PeopleManage,
    VocabularyWrite,
    /// <summary>Addresses that lead on, standing pages' places, menus.</summary>
    SiteWrite,
    /// <summary>What the site says of itself and by law: who answers for it, accessibility, data protection.</summary>
    SiteManage,
    SubscribersRead,
    SubscribersWrite,
    /// <summary>Whose address gets no mail, and why: of the whole site.</summary>
    SuppressionsRead,
    /// <summary>Tells and erases what is known of a person, and lets mail go again to an address that said no.</summary>
    SubscribersManage,
    BulletinsWrite,
    BulletinsSend,
    MediaWrite,
    MailDropRead,
    UsersManage,
    /// <summary>Who did what: it names colleagues and what they looked for in vain.</summary>
    AuditRead,
}

internal static class Permissions
{
    private static readonly Permission[] Agent =
        [Permission.DeskRead, Permission.ArticlesWrite, Permission.ArticlesPublish, Permission.PeopleWrite, Permission.MediaWrite, Permission.BulletinsWrite];

    private static readonly Permission[] Editor =
        [.. Agent, Permission.ArticlesReview, Permission.PeopleManage, Permission.VocabularyWrite, Permission.SiteWrite, Permission.SubscribersRead, Permission.SubscribersWrite, Permission.SuppressionsRead, Permission.BulletinsSend, Permission.MailDropRead];

    public static IReadOnlyCollection<Permission> Of(Role role) => role switch
    {
        Role.Admin => Enum.GetValues<Permission>(),
        Role.Editor => Editor,
        _ => Agent,
    };

    public static readonly IReadOnlyDictionary<string, Permission[]> Scopes = new Dictionary<string, Permission[]>
    {
        ["articles:write"] = [Permission.ArticlesWrite, Permission.PeopleWrite],
        ["articles:publish"] = [Permission.ArticlesPublish, Permission.ArticlesReview],
        ["subscribers:read"] = [Permission.SubscribersRead],
        ["subscribers:write"] = [Permission.SubscribersRead, Permission.SubscribersWrite],
        ["bulletins:write"] = [Permission.BulletinsWrite],
        ["bulletins:send"] = [Permission.BulletinsSend],
        ["media:write"] = [Permission.MediaWrite],
        ["admin"] = Enum.GetValues<Permission>(),
    };

    public static bool Has(this ClaimsPrincipal principal, Permission permission) =>
        // The drop holds everybody's mail, whoever sent it, and who gets none gets none from anybody
        !(permission is Permission.MailDropRead or Permission.SuppressionsRead && principal.HasClaim(c => c.Type == Speaking.Claim))
        && (principal.FindFirstValue("role") is { } role && Of(Enum.Parse<Role>(role)).Contains(permission)
            || principal.FindAll("scope").Any(s => Scopes.TryGetValue(s.Value, out var granted) && granted.Contains(permission)));
}

/// <summary>Names the permission that a page or route needs. Every one of them carries this or <c>[AllowAnonymous]</c>; anything else is denied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(Permission permission)
    {
        Permission = permission;
        Policy = permission.ToString();
    }

    public Permission Permission { get; }
}

/// <summary>Marks an address that asks for no key because what is sent to it proves itself, by a signature or a secret of the sender's.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ProvesItselfAttribute : Attribute;

internal static class PermissionRoutes
{
    public static TBuilder Needs<TBuilder>(this TBuilder route, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(new NeedsAttribute(permission));

    public static void AddPermissions(this IServiceCollection services) =>
        services.AddAuthorization(options =>
        {
            foreach (var permission in Enum.GetValues<Permission>())
                options.AddPolicy(permission.ToString(), p => p.RequireAuthenticatedUser().RequireAssertion(c => c.User.Has(permission)).AddRequirements(new OwnPublisherOnly()));
            // A route that names no permission is closed, not open
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        });
}

/// <summary>Who does something: a person at the desk, a key of the API, the program itself.</summary>
/// <param name="PublisherId">The only publisher for whom they speak (<see cref="Speaking"/>); null: the whole site.</param>
/// <param name="IsAgent">A change agent: of what others made, theirs to change is what is of their regions (S14).</param>
internal sealed record Actor(string Name, long? UserId = null, long? KeyId = null, long? PublisherId = null, bool IsAgent = false)
{
    public static readonly Actor System = new("uutiset");

    /// <summary>As the audit log names somebody when names are forgotten: "user:3", "key:2", "system"; null for a guest.</summary>
    public string? Reference => UserId is { } user ? FormattableString.Invariant($"user:{user}") : KeyId is { } key ? FormattableString.Invariant($"key:{key}") : ReferenceEquals(this, System) ? "system" : null;

    public static Actor Of(ClaimsPrincipal principal) =>
        new(principal.FindFirstValue("name") ?? "?", Number(principal, "uid"), Number(principal, "key"), Number(principal, Speaking.Claim), principal.FindFirstValue("role") == nameof(Role.Agent));

    private static long? Number(ClaimsPrincipal principal, string claim) => long.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
}
