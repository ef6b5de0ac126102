using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Uutiset.Accounts.Api;

/// <summary>A resource's version as an entity tag (RFC 9110, 8.8.3): <c>"12"</c>, or <c>"12-sent"</c> where what is shown changes without it.</summary>
internal static class Etags
{
    public static string Of(int version, string? variant = null) => variant is null ? $"\"{version}\"" : $"\"{version}-{variant}\"";

    /// <summary>For what changes without its own version: an article tells days of deadlines and names of others.</summary>
    public static string OfContent<T>(int version, T resource) =>
        Of(version, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(resource)))[..16]);

    /// <summary>Sets ETag and answers 304 when the caller has this version already.</summary>
    public static IResult OkOrNotModified<T>(HttpContext context, T resource, string tag)
    {
        context.Response.Headers.ETag = tag;
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        return known.Any(k => k.Tag == tag || k.Tag == "*") ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(resource);
    }

    /// <summary>The version that the caller saw, from If-Match. Null with a refusal: 428 without one, 412 with one that is no version of ours.</summary>
    public static int? Expected(HttpContext context, out IResult? refusal)
    {
        refusal = null;
        var wanted = context.Request.Headers.IfMatch.ToString();
        if (wanted.Length == 0)
        {
            refusal = Problems.Of(StatusCodes.Status428PreconditionRequired, "Send If-Match with the ETag that you read, so that nobody's change is overwritten unseen.");
            return null;
        }
        if (int.TryParse(wanted.Trim().Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return version;
        refusal = Outdated();
        return null;
    }

    /// <summary>As <see cref="Expected"/>, for what sets a state and writes no text: the version may be left out, and is held to when it is named.</summary>
    public static int? Named(HttpContext context, out IResult? refusal)
    {
        refusal = null;
        return context.Request.Headers.IfMatch.Count == 0 ? null : Expected(context, out refusal);
    }

    public static IResult Outdated() =>
        Problems.Of(StatusCodes.Status412PreconditionFailed, "Somebody changed this after you read it. Nothing was changed now; read it again.");
}
