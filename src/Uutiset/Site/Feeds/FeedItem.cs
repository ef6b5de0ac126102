using AngleSharp.Html.Parser;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Feeds;

/// <summary>A feed in any of its three formats. Addresses are absolute, ids never change (RFC 4287 4.2.6).</summary>
/// <param name="Path">Address of the page that the feed follows, without prefix.</param>
internal sealed record FeedDocument(string Lang, string Title, string PageUrl, string SelfUrl, DateTime UpdatedUtc, IReadOnlyList<FeedItem> Items);

/// <summary>A correction changes Updated, never Published (PUB-07).</summary>
internal sealed record FeedItem(
    Guid Id, string Lang, string Title, string Url, string Summary, string Html, DateTime? PublishedUtc, DateTime UpdatedUtc,
    IReadOnlyList<string> Authors, IReadOnlyList<string> Categories)
{
    public string Urn => $"urn:uuid:{Id:D}";

    /// <param name="readerLang">Readers of another language than the text's get its summary in theirs, if there is one.</param>
    public static FeedItem Of(Article article, IReadOnlyDictionary<Guid, MediaItem> images, IReadOnlyDictionary<long, Person> people, IReadOnlyList<ArticleRelation> relations, Press press, string lang, string readerLang)
    {
        var followed = relations.Any(r => r.Kind == LinkKind.Follows && r.To.Id == article.Id);
        var summary = article.Lang == readerLang ? null : article.Summaries.Find(s => s.Lang == readerLang);
        return new(
            article.PublicId, summary?.Lang ?? article.LanguageTag, summary?.Title ?? article.Title, press.Absolute(summary is not null && press.Languages.Contains(summary.Lang) ? summary.Lang : lang, article.Path),
            summary?.Text ?? ArticlePages.Description(article) ?? "",
            summary is null
                ? Relations(article, relations, press, lang) + Corrections(article, press, lang) + Moves(article, press.In(article.Lang)) + BodyRendering.Render(article, press, press.In(lang), [], images, press.Absolute("fi", ""))
                    + After(article, images, people, followed, press, press.In(lang))
                : Relations(article, relations, press, summary.Lang) + Moves(article, press.In(summary.Lang)) + Short(article, summary, press),
            // Nobody knows when: RFC 4287 lets "published" be left out
            article.PublishedPrecision == DatePrecision.Unknown ? null : article.PublishedUtc, article.ChangedUtc ?? article.PublishedUtc!.Value,
            [.. article.Bylines.OrderBy(b => b.Position).Select(b => b.Name)], [.. article.Terms.OrderBy(t => t.Position).Where(t => t.Term!.State == TermState.Active).Select(t => t.Term!.Label.In(summary?.Lang ?? article.Lang))]);
    }

    private static string Short(Article article, ArticleSummary summary, Press press)
    {
        var own = press.Absolute(press.Languages.Contains(article.Lang) ? article.Lang : "fi", article.Path);
        return $"<p>{Encode(summary.Text)}</p><p>{Encode(press.In(summary.Lang).SummaryNote(article.Lang))}: <a href=\"{Encode(own)}\" hreflang=\"{article.LanguageTag}\" lang=\"{article.LanguageTag}\">{Encode(article.Title)}</a></p>";
    }

    // The templates write places on this site as the site does; a program reads the entry elsewhere
    private static string After(Article article, IReadOnlyDictionary<Guid, MediaItem> files, IReadOnlyDictionary<long, Person> people, bool followed, Press press, SiteTexts texts)
    {
        var document = new HtmlParser().ParseDocument("<body>" + press.Theme.Render("parts/after", AfterTexts.Of(article, people, followed, new Surroundings(press, texts, files, playsInPlace: false), press, texts), texts.Lang));
        var root = press.Absolute("fi", "").TrimEnd('/');
        foreach (var link in document.QuerySelectorAll("a[href^='/']")) link.SetAttribute("href", root + link.GetAttribute("href"));
        // Photos would stand there at their full size
        foreach (var picture in document.QuerySelectorAll("picture")) picture.Remove();
        return document.Body!.InnerHtml.Trim();
    }

    // A reader's program shows what is new in an entry that it has had before: the correction comes first
    private static string Corrections(Article article, Press press, string lang) =>
        article.Corrections.Count == 0 ? "" : press.Theme.Render("parts/corrections", new CorrectionNotes(ArticlePages.Corrections(article, lang)), lang);

    /// <summary>What this one corrects or supersedes, and what says so of it: before everything else.</summary>
    private static string Relations(Article article, IReadOnlyList<ArticleRelation> relations, Press press, string lang)
    {
        var texts = press.In(lang);
        return Line(LinkKind.Corrects, back: true, "article.correctedBy") + Line(LinkKind.Supersedes, back: true, "article.supersededBy")
            + Line(LinkKind.Corrects, back: false, "article.corrects") + Line(LinkKind.Supersedes, back: false, "article.supersedes");

        string Line(LinkKind kind, bool back, string words)
        {
            var ends = relations.Where(r => r.Kind == kind && (back ? r.To : r.From).Id == article.Id).Select(r => back ? r.From : r.To).ToList();
            if (ends.Count == 0) return "";
            var links = ends.Select(e => $"<a href=\"{Encode(press.Absolute(press.Languages.Contains(e.Lang) ? e.Lang : "fi", e.Path))}\">{Encode(e.Title)}</a>");
            return $"<p><strong>{Encode(texts[words])}</strong> {string.Join(", ", links)}</p>";
        }
    }

    /// <summary>Readers of the feed met the old day before: the entry begins with the new one.</summary>
    private static string Moves(Article article, SiteTexts texts) =>
        string.Concat(article.Deadlines.OrderBy(d => d.Position).Select(d => d.Deadline!)
            .Select(d => (Deadline: d, Sentence: DeadlineLeaves.MoveSentence(d, texts))).Where(d => d.Sentence is not null)
            .Select(d => $"<p><strong>{Encode(d.Deadline.Title)}: {Encode(d.Sentence!)}</strong>{(d.Deadline.SourceUrl is { } url ? $" <a href=\"{Encode(url)}\">{Encode(texts["deadline.source.open"])}</a>" : "")}</p>"));

    private static string Encode(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);
}
