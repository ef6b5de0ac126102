using System.Globalization;
using System.Text;

namespace Uutiset.Vocabulary.Body;

/// <summary>
/// The addresses a link may have. The scheme is matched against the very beginning of what is written out: an address that
/// begins "https://" cannot be read as a script by any browser, however the rest is encoded.
/// </summary>
internal static class SafeAddress
{
    public const int MaxLength = 2000;
    private static readonly string[] Schemes = ["https://", "http://", "mailto:", "tel:"];

    /// <summary>The address as it may be written, or null when it may not.</summary>
    public static string? Of(string? address)
    {
        if (address is null) return null;
        // Browsers skip control characters and line breaks inside a scheme ("java\tscript:"), so they go first
        var clean = string.Concat(address.EnumerateRunes().Where(IsVisible).Select(r => r.ToString())).Normalize().Trim();
        if (clean.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) clean = "https://" + clean;
        if (clean.Length is 0 or > MaxLength) return null;
        // A place on this site; "//host" and "/\host" lead elsewhere
        if (clean[0] == '/' && (clean.Length == 1 || clean[1] is not ('/' or '\\'))) return Quoted(clean);
        var scheme = Array.Find(Schemes, s => clean.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        if (scheme is null) return null;
        var rest = clean[scheme.Length..].Trim();
        if (rest.Length == 0 || rest[0] is '/' or '\\') return null;
        if (scheme == "tel:") rest = string.Concat(rest.Where(c => char.IsAsciiDigit(c) || c == '+'));
        if (scheme == "mailto:" && !rest.Contains('@')) return null;
        var whole = Quoted(scheme + rest);
        if (rest.Length == 0 || whole.Length > MaxLength || !Uri.TryCreate(whole, UriKind.Absolute, out var uri)) return null;
        // "https://bank.example@evil.example" leads to evil.example, and a real password has no place in a text
        return uri.UserInfo.Length > 0 && IsWeb(whole) ? null : whole;
    }

    /// <summary>An address on the web, for attachments, sources and outside links.</summary>
    public static string? OfWeb(string? address) => Of(address) is { } safe && IsWeb(safe) ? safe : null;

    public static bool IsWeb(string address) =>
        address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("http://", StringComparison.Ordinal);

    private static string Quoted(string address) => address.Replace(" ", "%20", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal);

    // Zero-width and direction marks can make an address look like another one; half a surrogate pair cannot be stored
    private static bool IsVisible(Rune r) => r != Rune.ReplacementChar && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
