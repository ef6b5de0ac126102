using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Media;

/// <summary>
/// <c>/media/{id}/{size}.{ext}</c> and <c>/media/{id}/{name}</c>: for everybody while something public uses the file, for those who
/// sign in to the desk always.
/// </summary>
internal static class MediaFiles
{
    /// <summary>In the query of an address: the key by which one guest sees what is not public.</summary>
    public const string GuestKey = "avain";

    private static readonly string[] Reading = ["GET", "HEAD"];

    // Opened in a browser, a file of somebody else's making is a document of nobody: no script, no form, no cookie of ours
    private const string Sandbox = "sandbox; default-src 'none'";

    // The browser's own player shows the file and nothing else: the policy of the page that embeds it does not reach here
    private const string Player = "sandbox; default-src 'none'; media-src 'self'";

    public static void MapMediaFiles(this WebApplication app)
    {
        app.MapMethods("/media/{id:guid}/{width:int}.{extension:regex(^(avif|webp|jpg)$)}", Reading, ImageAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/media/{id:guid}/{name}", Reading, FileAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ImageAsync(Guid id, int width, string extension, HttpContext http, MediaFolder folder, MediaUses uses, CancellationToken ct)
    {
        if (folder.Find(id, FormattableString.Invariant($"{width}.{extension}")) is not { } path) return Results.NotFound();
        var reach = await uses.ReachAsync(id, ct);
        if (await ClosedAsync(http, id, reach, uses, ct) is { } closed) return closed;
        // The bytes never change, but who may read them does: what is withdrawn must leave caches within minutes (S16), and the tag makes asking cheap
        http.Response.Headers.CacheControl = reach == MediaReach.Open ? "public, max-age=300, must-revalidate" : "private, no-cache";
        http.Response.Headers.ContentSecurityPolicy = Sandbox;
        return Results.File(path, extension == "jpg" ? "image/jpeg" : "image/" + extension, entityTag: new EntityTagHeaderValue($"\"{id:N}-{width}-{extension}\""));
    }

    private static async Task<IResult> FileAsync(Guid id, string name, HttpContext http, NewsDb db, MediaFolder folder, MediaUses uses, CancellationToken ct)
    {
        var item = await db.MediaItems.AsNoTracking().SingleOrDefaultAsync(m => m.PublicId == id, ct);
        if (item is null) return Results.NotFound();
        var reach = await uses.ReachAsync(id, ct);
        if (await ClosedAsync(http, id, reach, uses, ct) is { } closed) return closed;
        // Which sizes an image has is known here: the desk asks for the smallest
        if (item.Kind == MediaKind.Image) return name == "small" && item.ThumbnailPath is { } thumbnail ? Results.Redirect(thumbnail) : Results.NotFound();
        if (name != item.OriginalName) return Results.Redirect(item.Path);
        if (folder.Find(id, MediaFolder.Whole) is not { } path) return Results.NotFound();
        // Until when it may be read is asked anew each time
        http.Response.Headers.CacheControl = reach == MediaReach.Open ? "public, no-cache" : "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{item.Sha256[..24]}\"");
        http.Response.Headers.ContentSecurityPolicy = PlaysInPlace(item) ? Player : Sandbox;
        // Results.File writes the name twice as RFC 6266 asks: plain for old browsers, filename* with ä and ö
        if (!PlaysInPlace(item)) return Results.File(path, item.ContentType, item.OriginalName, entityTag: tag, enableRangeProcessing: true);
        var shown = new ContentDispositionHeaderValue("inline");
        shown.SetHttpFileName(item.OriginalName);
        http.Response.Headers.ContentDisposition = shown.ToString();
        // A player asks for the part that it is about to play (206)
        return Results.File(path, item.ContentType, entityTag: tag, enableRangeProcessing: true);
    }

    // Recordings and their captions; what else is uploaded is handed over to be saved
    private static bool PlaysInPlace(MediaItem item) => item.Kind is MediaKind.Video or MediaKind.Audio || item.ContentType == FileType.Captions;

    private static async Task<IResult?> ClosedAsync(HttpContext http, Guid id, MediaReach reach, MediaUses uses, CancellationToken ct)
    {
        if (reach == MediaReach.Open || http.User.Has(Permission.DeskRead)) return null;
        if (http.Request.Query[GuestKey] is [{ Length: > 0 } key] && await uses.OpensToAsync(id, key, ct)) return null;
        http.Response.Headers.CacheControl = "no-store";
        return Results.StatusCode(reach == MediaReach.Over ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound);
    }
}
