using Uutiset.Articles;
using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site;

/// <summary>Rows of the database as parts of a page in one language.</summary>
internal static class Cards
{
    public static ArticleCard Card(ArticleRow row, SiteTexts texts, string? why = null)
    {
        // What there is for this page's readers: the text, or a few sentences of it in their language
        var summary = row.Lang == texts.Lang ? null : row.Summaries.Find(s => s.Lang == texts.Lang);
        var standfirst = summary?.Text ?? row.Standfirst;
        return new(Press.At(texts.Lang, row.Path), summary?.Title ?? row.ShortTitle ?? row.Title, Kicker(row.Type, row.EasyLanguage, texts), Published(row.PublishedUtc, row.Precision, texts.Lang),
            summary is null ? Foreign(row.LanguageTag, texts.Lang) : null)
        {
            Regions = Regions(row.Regions, texts.Lang),
            Standfirst = standfirst.Length > 0 ? standfirst : null,
            Summary = summary is null ? null : texts.SummaryNote(row.Lang),
            Authors = row.Authors.Count > 0 ? string.Join(", ", row.Authors) : null,
            Tags = Tags(row.Terms.Where(t => t.Scheme != TermScheme.Audience), texts.Lang),
            Moves = [.. row.Moved.Select(d => DeadlineLeaves.Move(d, texts, named: true)).OfType<DeadlineMove>()],
            Why = why,
            Picture = Pictures.Of(row.Hero, summary?.Lang ?? row.Lang, Pictures.Card),
        };
    }

    /// <summary>"Uutinen", or "Uutinen · Selkokieli".</summary>
    public static string Kicker(ArticleType type, bool easyLanguage, SiteTexts texts) => easyLanguage ? $"{texts.Type(type)} · {texts["easy.label"]}" : texts.Type(type);

    public static IReadOnlyList<Link> Tags(IEnumerable<TermLabel> terms, string lang) =>
        [.. terms.Select(t => new Link(Press.At(lang, "/aiheet/" + t.Slug), t.In(lang), lang != "fi" && t.In(lang) == t.Fi && (lang == "sv" ? t.Sv : t.En) is null ? "fi" : null))];

    public static IReadOnlyList<Link> Regions(IEnumerable<string> codes, string lang) =>
        [.. codes.Select(Vocabulary.Regions.Find).OfType<Region>().OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => Region(r, lang))];

    public static Link Region(Region region, string lang) => new(Press.At(lang, "/alueet/" + region.Slug), region.Short.In(lang));

    /// <summary>As exactly as it is known: minute, day, month, or not at all.</summary>
    public static Moment? Published(DateTime? utc, DatePrecision precision, string lang) => (utc, precision) switch
    {
        (null, _) or (_, DatePrecision.Unknown) => null,
        ({ } at, DatePrecision.Month) => new(Dates.Iso(Dates.DayOf(at))[..7], Dates.Month(Dates.DayOf(at), lang)),
        ({ } at, DatePrecision.Day) => new(Dates.Iso(Dates.DayOf(at)), Dates.Day(at, lang)),
        ({ } at, _) => new(Dates.Iso(at), Dates.DayAndTime(at, lang)),
    };

    /// <summary>An introduction with its language, where that is not the page's.</summary>
    public static (TrustedHtml? Html, string? Lang) Introduction(Introduction introduction, string lang)
    {
        if (introduction.In(lang) is not { } said) return (null, null);
        return (new TrustedHtml(HtmlCleaner.Clean(said.Html, said.Lang)), Foreign(said.Lang, lang));
    }

    /// <summary>The lang attribute of content, only where it differs from the page's (WCAG 3.1.2).</summary>
    public static string? Foreign(string content, string page) => content == page ? null : content;

    public static Paging? Paging(int page, int pageSize, int total, Func<int, string> address)
    {
        var pages = (total + pageSize - 1) / pageSize;
        return pages <= 1 ? null : new(page, pages, page > 1 ? address(page - 1) : null, page < pages ? address(page + 1) : null);
    }
}
