using System.Security.Claims;

namespace Uutiset.Accounts.SignIn;

/// <summary>What a request knows about the person at the desk. Made from the account's row for each request, so that a changed role or name holds at once.</summary>
internal static class Principals
{
    public const string Scheme = "desk";

    public static ClaimsPrincipal Of(User user, string sessionKeyHash) => new(new ClaimsIdentity(
        [
            new("uid", user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("name", user.Name),
            new("role", user.Role.ToString()),
            new("lang", user.Lang),
            new("session", sessionKeyHash),
            .. user.PublisherId is { } publisher ? [new Claim(Speaking.Claim, publisher.ToString(System.Globalization.CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
        ], Scheme, "name", "role"));

    public static long? UserId(this ClaimsPrincipal principal) => Actor.Of(principal).UserId;

    public static string? SessionKeyHash(this ClaimsPrincipal principal) => principal.FindFirstValue("session");
}
