namespace Uutiset.Vocabulary;

/// <summary>The language in which the API explains a refusal: the first one of Accept-Language that we speak, or English.</summary>
internal static class ApiLanguage
{
    public static string Of(HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(Languages.IsKnown) ?? "en";
}
