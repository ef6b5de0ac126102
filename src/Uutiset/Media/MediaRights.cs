using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.Media;

/// <summary>
/// The library is everybody's to use. An agent describes and removes what they brought in themselves (S14), and may give words to an image
/// that has none yet, since without them nobody could publish it.
/// </summary>
internal static class MediaRights
{
    public static bool MayDescribe(this ClaimsPrincipal user, MediaItem item) =>
        user.MayRemove(item) || item is { Kind: MediaKind.Image, Decorative: false, AltFi: null, AltSv: null, AltEn: null };

    public static bool MayRemove(this ClaimsPrincipal user, MediaItem item) =>
        user.FindFirstValue("role") != nameof(Role.Agent) || item.UploaderId is { } uploader && uploader == Actor.Of(user).UserId;
}
