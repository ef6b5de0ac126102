namespace Uutiset.Vocabulary;

/// <summary>One label in the three interface languages; a missing translation falls back to Finnish.</summary>
internal sealed record Localized(string Fi, string? Sv = null, string? En = null)
{
    /// <summary>Those that are written.</summary>
    public IEnumerable<string> All => new[] { Fi, Sv, En }.OfType<string>().Where(l => l.Length > 0);

    public string In(string lang) => lang switch
    {
        "sv" => Sv ?? Fi,
        "en" => En ?? Fi,
        _ => Fi,
    };
}

internal static class Languages
{
    public static readonly IReadOnlyList<string> All = ["fi", "sv", "en"];

    /// <summary>What an article or a file may be in: more than the interface speaks.</summary>
    public static readonly IReadOnlyList<string> OfContent = ["fi", "sv", "en", "se", "smn", "sms"];

    public static bool IsKnown(string? lang) => lang is "fi" or "sv" or "en";

    /// <summary>The first one of Accept-Language that we speak.</summary>
    public static string? Accepted(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(IsKnown);

    /// <summary>Address prefix: Finnish at the root, the others beside it.</summary>
    public static string Prefix(string lang) => lang == "fi" ? "" : "/" + lang;
}
