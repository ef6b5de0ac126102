using System.Text.RegularExpressions;
using Uutiset.Site.Redirects;
using Uutiset.Themes.Pages;

namespace Uutiset.Site;

/// <summary>404 and 410 with a way on: the words of the address as a search.</summary>
internal static partial class NotFoundPages
{
    public static IResult NotFound(HttpContext http, string lang, Press press) => new OrElsewhere(() => Show(http, lang, press, "notFound", StatusCodes.Status404NotFound), () => ShowGone(http, lang, press));

    public static IResult Gone(HttpContext http, string lang, Press press) => new OrElsewhere(() => ShowGone(http, lang, press), () => ShowGone(http, lang, press));

    public static IResult ShowGone(HttpContext http, string lang, Press press) => Show(http, lang, press, "gone", StatusCodes.Status410Gone);

    /// <summary>For an address that no route knows: the prefix tells the language.</summary>
    public static IResult Unknown(HttpContext http, Press press)
    {
        var first = http.Request.Path.Value?.Split('/').ElementAtOrDefault(1);
        return NotFound(http, press.Languages.Contains(first) ? first! : "fi", press);
    }

    public static IResult Show(HttpContext http, string lang, Press press, string what, int status, string? reference = null, bool searches = true)
    {
        var texts = press.In(lang);
        var words = string.Join(' ', Word().Matches(http.Request.Path.Value?.Split('/')[^1] ?? "").Select(m => m.Value).Take(8));
        return press.Show(http, "message", new MessagePage(press.Frame(lang), press.Head(lang, texts[what + ".title"], "/") with { NoIndex = true, CanonicalUrl = null, Section = null }, [])
        {
            Title = texts[what + ".title"],
            Paragraphs = [texts[what + ".text"]],
            Search = searches && status is (404 or 410) && words.Length > 0 ? words : null,
            Links = [new(Press.At(lang, "/"), texts["link.front"]), new(Press.At(lang, "/arkisto"), texts["link.archive"])],
            Reference = reference,
        }, status);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]{2,40}")]
    private static partial Regex Word();
}
