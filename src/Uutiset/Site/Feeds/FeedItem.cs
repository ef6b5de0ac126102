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

    /// <param name="around">What the entries need besides their articles.</param>
    /// <param name="readerLang">Readers of another language than the text's get its summary in theirs, if there is one.</param>
    public static FeedItem Of(Article article, FeedSurroundings around, Press press, string lang, string readerLang)
    {
        var summary = article.Lang == readerLang ? null : article.Summaries.Find(s => s.Lang == readerLang);
        return new(
            article.PublicId, summary?.Lang ?? article.LanguageTag, summary?.Title ?? article.Title, press.Absolute(summary is not null && press.Languages.Contains(summary.Lang) ? summary.Lang : lang, article.Path),
            summary?.Text ?? ArticlePages.Description(article) ?? "",
            summary is null ? Whole(article, around, press, lang)
                : Elsewhere(Relations(article, around, press, summary.Lang) + Corrections(article, press, summary.Lang), press) + Moves(article, press.In(summary.Lang)) + Short(article, summary, press) + Standing(article, press.In(summary.Lang), press.NowUtc, inText: false),
            // Nobody knows when: RFC 4287 lets "published" be left out
            article.PublishedPrecision == DatePrecision.Unknown ? null : article.PublishedUtc, article.ChangedUtc ?? article.PublishedUtc!.Value,
            [.. article.Bylines.OrderBy(b => b.Position).Select(b => b.Name)], [.. article.Terms.OrderBy(t => t.Position).Where(t => t.Term!.State == TermState.Active).Select(t => t.Term!.Label.In(summary?.Lang ?? article.Lang))]);
    }

    /// <summary>All that the page says. RSS has no other place for any of it.</summary>
    private static string Whole(Article article, FeedSurroundings around, Press press, string lang)
    {
        var (texts, own) = (press.In(lang), press.In(article.Lang));
        return Elsewhere(Relations(article, around, press, lang) + Corrections(article, press, lang) + Moves(article, own) + Lead(article) + Standing(article, own, press.NowUtc, inText: true)
            + BodyRendering.Render(article, press, texts, around.Links, around.Files, Root(press)) + After(article, around, press, texts) + Related(article, around, texts), press);
    }

    private static string Root(Press press) => press.Absolute("fi", "").TrimEnd('/');

    private static string Elsewhere(string html, Press press)
    {
        var document = new HtmlParser().ParseDocument("<body>" + html);
        // The templates write places on this site as the site does; a program reads the entry elsewhere
        foreach (var link in document.QuerySelectorAll("a[href^='/']")) link.SetAttribute("href", Root(press) + link.GetAttribute("href"));
        return document.Body!.InnerHtml.Trim();
    }

    private static string Lead(Article article) => article.Lead.Length == 0 ? "" : $"<p><strong>{Encode(article.Lead)}</strong></p>";

    private static string Short(Article article, ArticleSummary summary, Press press)
    {
        var own = press.Absolute(press.Languages.Contains(article.Lang) ? article.Lang : "fi", article.Path);
        return $"<p>{Encode(summary.Text)}</p><p>{Encode(press.In(summary.Lang).SummaryNote(article.Lang))}: <a href=\"{Encode(own)}\" hreflang=\"{article.LanguageTag}\" lang=\"{article.LanguageTag}\">{Encode(article.Title)}</a></p>";
    }

    private static string After(Article article, FeedSurroundings around, Press press, SiteTexts texts)
    {
        var followed = around.Relations.Any(r => r.Kind == LinkKind.Follows && r.To.Id == article.Id);
        var document = new HtmlParser().ParseDocument("<body>" + press.Theme.Render("parts/after",
            AfterTexts.Of(article, around.People, followed, new Surroundings(press, texts, around.Files, playsInPlace: false), press, texts), texts.Lang));
        // Photos would stand there at their full size
        foreach (var picture in document.QuerySelectorAll("picture")) picture.Remove();
        return document.Body!.InnerHtml.Trim();
    }

    /// <summary>What the editor linked of our own: the text that this one goes on from, and what to read besides. Those that the public may not see are not told.</summary>
    private static string Related(Article article, FeedSurroundings around, SiteTexts texts)
    {
        var chosen = article.Links.Where(l => l.TargetId is not null && l.Kind is not (LinkKind.Corrects or LinkKind.Supersedes)).OrderBy(l => l.Kind != LinkKind.Follows).ThenBy(l => l.Position).Select(l => (l.Kind, Row: around.Links.FirstOrDefault(r => r.Id == l.TargetId)))
            .Where(l => l.Row is not null && l.Row.Id != article.Id).DistinctBy(l => l.Row!.Id).ToLookup(l => l.Kind == LinkKind.Follows, l => Link(l.Row!, texts.Lang));
        var (follows, others) = (string.Join(", ", chosen[true]), string.Concat(chosen[false].Select(l => $"<li>{l}</li>")));
        return (follows.Length == 0 ? "" : $"<p lang=\"{texts.Lang}\">{Encode(texts["article.follows"])} {follows}</p>")
            + (others.Length == 0 ? "" : $"<section lang=\"{texts.Lang}\"><h2>{Encode(texts["article.related"])}</h2><ul>{others}</ul></section>");
    }

    private static string Link(LinkedRow row, string lang) =>
        $"<a href=\"{Encode(Press.At(lang, row.Path))}\"{(Cards.Foreign(row.LanguageTag, lang) is { } foreign ? $" lang=\"{foreign}\"" : "")}>{Encode(row.Title)}</a>";

    // A reader's program shows what is new in an entry that it has had before: the correction comes first
    private static string Corrections(Article article, Press press, string lang) =>
        article.Corrections.Count == 0 ? "" : press.Theme.Render("parts/corrections", new CorrectionNotes(ArticlePages.Corrections(article, lang)), lang);

    /// <summary>What this one corrects or supersedes, and what says so of it: before everything else.</summary>
    private static string Relations(Article article, FeedSurroundings around, Press press, string lang)
    {
        var texts = press.In(lang);
        return Line(LinkKind.Corrects, back: true, "article.correctedBy") + Line(LinkKind.Supersedes, back: true, "article.supersededBy")
            + Line(LinkKind.Corrects, back: false, "article.corrects") + Line(LinkKind.Supersedes, back: false, "article.supersedes");

        string Line(LinkKind kind, bool back, string words)
        {
            var ends = around.Relations.Where(r => r.Kind == kind && (back ? r.To : r.From).Id == article.Id).Select(r => back ? r.From : r.To).ToList();
            if (ends.Count == 0) return "";
            var links = ends.Select(e => $"<a href=\"{Encode(press.Absolute(press.Languages.Contains(e.Lang) ? e.Lang : "fi", e.Path))}\">{Encode(e.Title)}</a>");
            return $"<p><strong>{Encode(texts[words])}</strong> {string.Join(", ", links)}</p>";
        }
    }

    /// <summary>Readers of the feed met the old day before: the entry begins with the new one.</summary>
    private static string Moves(Article article, SiteTexts texts) =>
        string.Concat(article.Deadlines.OrderBy(d => d.Position).Select(d => d.Deadline!)
            .Select(d => (Deadline: d, Sentence: DeadlineLeaves.MoveSentence(d, texts))).Where(d => d.Sentence is not null)
            .Select(d => $"<p><strong>{Encode(d.Deadline.Title)}: {Encode(d.Sentence!)}</strong>{Source(d.Deadline, texts)}</p>"));

    /// <summary>Deadlines that stand as they were announced.</summary>
    /// <param name="inText">Those that the text shows in their place are told there.</param>
    private static string Standing(Article article, SiteTexts texts, DateTime nowUtc, bool inText) =>
        string.Concat(article.Deadlines.OrderBy(d => d.Position).Select(d => d.Deadline!).Where(d => d.Supersedes is null && !(inText && article.BodyHtml.Contains($"deadline:{d.PublicId}", StringComparison.Ordinal)))
            .Select(d => $"<p>{Encode(DeadlineLeaves.Sentence(d, nowUtc, texts))}{Source(d, texts)}</p>"));

    private static string Source(Deadline deadline, SiteTexts texts) => deadline.SourceUrl is { } url ? $" <a href=\"{Encode(url)}\">{Encode(texts[DeadlineLeaves.SourceWord(deadline)])}</a>" : "";

    private static string Encode(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);
}

/// <summary>What the entries of a feed need besides their articles, read for all of them at once.</summary>
/// <param name="Links">Public articles that any of them links to.</param>
/// <param name="People">Contacts, by id.</param>
/// <param name="Relations">What they go on from, correct or supersede, and what does so to them.</param>
internal sealed record FeedSurroundings(
    IReadOnlyDictionary<Guid, MediaItem> Files, IReadOnlyList<LinkedRow> Links, IReadOnlyDictionary<long, Person> People, IReadOnlyList<ArticleRelation> Relations);
