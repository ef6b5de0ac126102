using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site.Redirects;

/// <summary>Addresses in the one form in which they are stored and looked up: decoded, in small letters, without the slash at the end.</summary>
internal static class RedirectPath
{
    public const int MaxLength = 500;

    // What a reader never sees as a page: these answer for themselves
    private static readonly string[] Closed = ["/api", "/desk", "/kirjaudu", "/teema", "/media"];

    /// <summary>The stored form of what somebody typed; null when it can be no source of a redirect.</summary>
    public static string? Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") text = uri.PathAndQuery;
        if (text.Length is 0 or > MaxLength || text[0] != '/' || text.StartsWith("//", StringComparison.Ordinal) || text.Any(char.IsControl)) return null;
        text = text.Split('#')[0];
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var stored = Of(Uri.UnescapeDataString(query < 0 ? text : text[..query]), query < 0 ? "" : text[query..]);
        return stored == "/" || stored.Any(char.IsControl) || stored.Length > MaxLength || Closed.Any(c => stored == c || stored.StartsWith(c + "/", StringComparison.Ordinal)) ? null : stored;
    }

    /// <param name="path">Decoded, as ASP.NET Core gives it.</param>
    /// <param name="query">With its question mark, or empty.</param>
    public static string Of(string path, string query)
    {
        var plain = path.Length > 1 ? path.TrimEnd('/') : path;
        return (plain.Length == 0 ? "/" : plain).Normalize().ToLowerInvariant() + (query.Length > 1 ? query.ToLowerInvariant() : "");
    }

    /// <summary>/sv/vanha is /vanha in Swedish.</summary>
    public static (string Lang, string Path) WithoutPrefix(string path)
    {
        foreach (var lang in Languages.All.Where(l => l != "fi"))
            if (path.StartsWith($"/{lang}/", StringComparison.Ordinal)) return (lang, path[(lang.Length + 1)..]);
        return ("fi", path);
    }

    public static bool IsOurs(string address) => address[0] == '/';

    /// <summary>Where a redirect may lead, escaped so that it can stand in a header; null when it may not.</summary>
    public static string? Target(string typed, SiteOptions site)
    {
        if (SafeAddress.Of(typed) is not { Length: <= MaxLength } safe) return null;
        if (!IsOurs(safe) && !SafeAddress.IsWeb(safe)) return null;
        if (!Uri.TryCreate(site.Base, safe, out var uri)) return null;
        if (Uri.Compare(uri, site.Base, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0) return uri.PathAndQuery + uri.Fragment;
        return new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
    }
}
