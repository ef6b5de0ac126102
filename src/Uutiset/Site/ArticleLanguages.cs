using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Themes;
using Uutiset.Themes.Pages;

namespace Uutiset.Site;

/// <summary>The links and boxes by which readers come to an article in their own language.</summary>
internal sealed class ArticleLanguages(Article article, IReadOnlyList<ArticleVersion> versions, Press press, string lang)
{
    // A summary is for those who have no full version
    private readonly IReadOnlyList<ArticleSummary> summaries =
        [.. article.Summaries.Where(s => s.Lang != article.Lang && !versions.Any(v => v.Lang == s.Lang && !v.EasyLanguage)).OrderBy(s => DraftCheck.ContentLanguages.ToList().IndexOf(s.Lang))];

    public ArticleSummary? ForReader => summaries.FirstOrDefault(s => s.Lang == lang);

    /// <summary>hreflang names real versions only, each under its own language's address, itself among them.</summary>
    public IReadOnlyList<LanguageLink> Alternates => versions.Count == 0 ? []
        : [.. versions.Append(new(article.Id, article.Lang, article.EasyLanguage, article.Path)).Select(v => new LanguageLink(v.Tag, v.Tag, press.Absolute(Prefix(v.Lang), v.Path)))];

    /// <summary>The masthead's switch leads to the version in that language; where there is none, to the same text under the other interface.</summary>
    public IReadOnlyList<LanguageLink> Switch =>
        [.. press.Languages.Select(l => new LanguageLink(l, SiteFrames.NameOf(l), Press.At(l, l == lang ? article.Path : PathIn(l)), l == lang))];

    public IReadOnlyList<LanguageLink> Links =>
    [
        .. versions.Select(v => new LanguageLink(v.Tag, SiteFrames.NameOf(v.Lang, v.EasyLanguage), Press.At(Prefix(v.Lang), v.Path))),
        .. summaries.Where(s => s.Lang != lang).Select(s => new LanguageLink(s.Lang,
            press.Languages.Contains(s.Lang) ? $"{SiteFrames.NameOf(s.Lang)} ({press.In(s.Lang)["summary.short"]})" : SiteFrames.NameOf(s.Lang),
            press.Languages.Contains(s.Lang) ? Press.At(s.Lang, article.Path) : "#" + IdOf(s))),
    ];

    public SummaryBox? Summary => ForReader is { } own ? Box(own) : null;

    public IReadOnlyList<SummaryBox> Others => [.. summaries.Where(s => s.Lang != lang).Select(s => Box(s) with { IsListed = true })];

    private SummaryBox Box(ArticleSummary summary)
    {
        // In the summary's own language where the site speaks it
        var texts = press.In(press.Languages.Contains(summary.Lang) ? summary.Lang : lang);
        return new(IdOf(summary), texts["summary.label"], summary.Title, summary.Text, texts["summary.full." + article.Lang], Cards.Foreign(summary.Lang, lang)) { WordsLang = Cards.Foreign(texts.Lang, lang) };
    }

    private static string IdOf(ArticleSummary summary) => "tiivistelma-" + summary.Lang;

    private string PathIn(string language) => versions.FirstOrDefault(v => v.Lang == language && !v.EasyLanguage)?.Path ?? article.Path;

    private string Prefix(string language) => press.Languages.Contains(language) ? language : "fi";
}
