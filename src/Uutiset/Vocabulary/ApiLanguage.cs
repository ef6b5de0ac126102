namespace Uutiset.Vocabulary;

/// <summary>The language in which the API explains a refusal to whoever writes programs: an accepted one, or English.</summary>
internal static class ApiLanguage
{
    public static string Of(HttpContext http) => Languages.Accepted(http.Request) ?? "en";
}
