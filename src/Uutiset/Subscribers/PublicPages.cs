using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>Renders this room's pages in the theme. They are about one person, so nobody keeps a copy and no address of theirs travels on.</summary>
internal sealed class PublicPages(Theme theme, SiteFrames frames)
{
    public SiteFrame Frame(string lang) => frames.In(lang);

    public Head Head(string lang, Localized title, string path, bool index = false)
    {
        var head = frames.Head(lang, title.In(lang), path);
        // A canonical address with a token in it would be an invitation to crawlers
        return index ? head : head with { NoIndex = true, CanonicalUrl = null };
    }

    public IResult Show(HttpContext http, string template, IPage page, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Text(theme.Render(template, page, page.Site.Lang), "text/html; charset=utf-8", statusCode: status);
    }

    public IResult Message(HttpContext http, string lang, string path, PageWording.Sentences sentences, int status, params Link[] links) =>
        Show(http, "message", new MessagePage(Frame(lang), Head(lang, sentences.Title, path), [])
        {
            Title = sentences.Title.In(lang),
            Paragraphs = [.. sentences.ParagraphsIn(lang)],
            Links = links,
        }, status);

    /// <summary>What <see cref="RequestLimit"/> refuses.</summary>
    public IResult TooMany(HttpContext http, string lang, string path, params Link[] links)
    {
        http.Response.Headers.RetryAfter = RequestLimit.RetryAfter;
        return Message(http, lang, path, PageWording.TooMany, StatusCodes.Status429TooManyRequests, links);
    }

    public static Link To(string lang, string path, Localized text) => new(Languages.Prefix(lang) + path, text.In(lang));
}
