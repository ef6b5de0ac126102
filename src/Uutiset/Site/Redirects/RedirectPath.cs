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

    // What mailers and social media hang onto any address to see by which way a reader came
    private static readonly string[] Marks = ["fbclid", "gclid", "msclkid", "mc_cid", "mc_eid"];

    /// <summary>The stored form of what somebody typed; null when it can be no source of a redirect.</summary>
    public static string? Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") text = uri.PathAndQuery;
        if (text.Length is 0 or > MaxLength || text[0] != '/' || text.StartsWith("//", StringComparison.Ordinal) || text.Any(char.IsControl)) return null;
        var (path, query) = Parts(text);
        var stored = Of(path, query);
        // The front page of each language answers for itself; an old site's /?p=12 does not mean it
        return WithoutPrefix(stored).Path == "/" || stored.Any(char.IsControl) || stored.Length > MaxLength || Closed.Any(c => stored == c || stored.StartsWith(c + "/", StringComparison.Ordinal) || stored.StartsWith(c + "?", StringComparison.Ordinal)) ? null : stored;
    }

    /// <param name="path">Decoded, as ASP.NET Core gives it.</param>
    /// <param name="query">With its question mark, or empty. Decoded here: browsers escape what an editor types as it is read.</param>
    public static string Of(string path, string query)
    {
        var plain = path.Length > 1 ? path.TrimEnd('/') : path;
        return ((plain.Length == 0 ? "/" : plain) + (query.Length > 1 ? Uri.UnescapeDataString(query) : "")).Normalize().ToLowerInvariant();
    }

    /// <summary>/sv/vanha is /vanha in Swedish, and /sv?p=12 is /?p=12.</summary>
    public static (string Lang, string Path) WithoutPrefix(string path)
    {
        foreach (var lang in Languages.All.Where(l => l != "fi" && path.StartsWith("/" + l, StringComparison.Ordinal)))
        {
            var rest = path[(lang.Length + 1)..];
            if (rest.Length == 0 || rest[0] is '?' or '#') return (lang, "/" + rest);
            if (rest[0] == '/') return (lang, rest);
        }
        return ("fi", path);
    }

    /// <summary>A stored form under a language's prefix, in the stored form again.</summary>
    public static string Under(string lang, string stored) => stored.StartsWith("/?", StringComparison.Ordinal) ? $"/{lang}{stored[1..]}" : Press.At(lang, stored);

    /// <summary>
    /// The stored forms under which an address is looked for, the most exact first: with its query, without the marks of mailers in it,
    /// without any; then the same without a language's prefix. Beside each the language into which its target is taken; Finnish: it stays as it is.
    /// </summary>
    /// <param name="path">Decoded.</param>
    /// <param name="query">With its question mark, or empty.</param>
    public static IReadOnlyList<(string From, string Lang)> Asked(string path, string query)
    {
        List<string> forms = [.. new[] { query, WithoutMarks(query), "" }.Select(q => Of(path, q)).Distinct()];
        var lang = WithoutPrefix(forms[^1]).Lang;
        return [.. forms.Select(f => (f, "fi")), .. lang == "fi" ? [] : forms.Select(f => (WithoutPrefix(f).Path, lang))];
    }

    /// <summary>The same for an address of ours as it is written, escaped and with its fragment.</summary>
    public static IReadOnlyList<(string From, string Lang)> AskedOf(string address)
    {
        var (path, query) = Parts(address);
        return Asked(path, query);
    }

    /// <summary>A target as readers of a language get it: it keeps a language that it names itself.</summary>
    public static string In(string lang, string target) => lang != "fi" && IsOurs(target) && WithoutPrefix(target).Lang == "fi" ? Press.At(lang, target) : target;

    private static (string Path, string Query) Parts(string address)
    {
        var text = address.Split('#')[0];
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? (Uri.UnescapeDataString(text), "") : (Uri.UnescapeDataString(text[..query]), text[query..]);
    }

    private static string WithoutMarks(string query)
    {
        if (query.Length < 2) return "";
        var kept = query[1..].Split('&').Where(p => p.Split('=')[0].ToLowerInvariant() is var name && !Marks.Contains(name) && !name.StartsWith("utm_", StringComparison.Ordinal)).ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
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
