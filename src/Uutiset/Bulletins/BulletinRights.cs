using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.Bulletins;

/// <summary>Everybody who composes may look at every bulletin; an agent changes and tests their own (S14).</summary>
internal static class BulletinRights
{
    public static bool MayEdit(this ClaimsPrincipal user, Bulletin bulletin) => user.MayEdit(bulletin.CreatedById);

    /// <summary>Where somebody goes on with a bulletin that a list names: to its sending, to its form when they may change it, otherwise to look at it.</summary>
    public static string HrefOf(this ClaimsPrincipal user, Guid id, long? createdBy, bool isSent) =>
        $"/desk/bulletins/{id}{(isSent ? "/progress" : user.MayEdit(createdBy) ? "" : "/preview")}";

    public static bool MayEdit(this ClaimsPrincipal user, long? createdBy) =>
        user.FindFirstValue("role") != nameof(Role.Agent) || createdBy is not null && createdBy == Actor.Of(user).UserId;
}
