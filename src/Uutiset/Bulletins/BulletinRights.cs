using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.Bulletins;

/// <summary>Everybody who composes may look at every bulletin; an agent changes and tests their own (S14).</summary>
internal static class BulletinRights
{
    public static bool MayEdit(this ClaimsPrincipal user, Bulletin bulletin) => user.MayEdit(bulletin.CreatedById);

    public static bool MayEdit(this ClaimsPrincipal user, long? createdBy) =>
        user.FindFirstValue("role") != nameof(Role.Agent) || createdBy is not null && createdBy == Actor.Of(user).UserId;
}
