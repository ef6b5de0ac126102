using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Uutiset.Articles;
using Uutiset.Media;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site;

/// <summary>
/// The stored body as the page shows it: cleaned once more (an older row may predate today's allow-list, ASVS 1.3.1),
/// references filled from what hangs on the article, blocks dressed.
/// </summary>
internal static class BodyRendering
{
    /// <param name="chosen">The public ones among the articles that the text may refer to; a reference to another has nothing to say, not even its title.</param>
    /// <param name="root">What stands before an image's address where the reader is not on the site: in feeds.</param>
    public static string Render(
        Article article, Press press, SiteTexts texts, IReadOnlyList<LinkedRow> chosen, IReadOnlyDictionary<Guid, MediaItem> images, string root = "")
    {
        if (!HtmlCleaner.IsWithinBounds(article.BodyHtml)) return "";
        var document = new HtmlParser().ParseDocument("<body>" + HtmlCleaner.Clean(article.BodyHtml, article.Lang));
        foreach (var reference in document.QuerySelectorAll("div[data-ref]"))
        {
            if (Fill(reference, article, press, texts, chosen, images, root) is { } html) reference.OuterHtml = html;
            else reference.Remove();
        }
        BodyLooks.Dress(document.Body!, texts, Cards.Foreign(article.Lang, texts.Lang));
        return document.Body!.InnerHtml;
    }

    private static string? Fill(
        IElement reference, Article article, Press press, SiteTexts texts, IReadOnlyList<LinkedRow> chosen, IReadOnlyDictionary<Guid, MediaItem> images, string root)
    {
        if (reference.GetAttribute("data-ref")!.Split(':') is not [var kind, var id] || !Guid.TryParse(id, out var guid)) return null;
        return kind switch
        {
            "deadline" when article.Deadlines.Select(d => d.Deadline!).FirstOrDefault(d => d.PublicId == guid) is { } deadline =>
                press.Theme.Render("parts/leaf", DeadlineLeaves.Leaf(deadline, press.NowUtc, texts), texts.Lang),
            "article" when chosen.FirstOrDefault(r => r.PublicId == guid) is { } row =>
                press.Theme.Render("parts/inline-link", new Link(Press.At(texts.Lang, row.Path), row.Title, Cards.Foreign(row.Lang, texts.Lang)), texts.Lang),
            "event" when article.Events.Select(e => e.Event!).FirstOrDefault(e => e.PublicId == guid) is { } happening =>
                press.Theme.Render("parts/event", new Surroundings(press, texts, images, playsInPlace: false).Event(happening), texts.Lang),
            "media" when Pictures.Of(images.GetValueOrDefault(guid), article.Lang, Pictures.Body, reference.GetAttribute("data-alt"), reference.GetAttribute("data-caption"), root) is { } picture =>
                press.Theme.Render("parts/figure", picture, texts.Lang),
            _ => null,
        };
    }
}
