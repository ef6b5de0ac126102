using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.Media;
using Uutiset.Subscribers;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Bulletins;

/// <summary>One language of a bulletin as it will be read. The three addresses may be slots.</summary>
internal sealed record Rendered(string Lang, string Subject, string? Preheader, string Html, string Text, string WebHtml)
{
    public int HtmlBytes => System.Text.Encoding.UTF8.GetByteCount(Html);
}

/// <summary>Sentence and addresses that differ from reader to reader.</summary>
internal sealed record ForReader(string Reason, string UnsubscribeUrl, string PreferencesUrl);

/// <summary>Turns a bulletin into mail and into its web version, through the theme's templates.</summary>
internal sealed class Rendering(NewsDb db, Terms terms, Theme theme, SiteFrames frames, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>The picked articles and their public versions, with all that a bulletin says of them.</summary>
    public async Task<IssueArticles> ArticlesAsync(Bulletin bulletin, CancellationToken ct)
    {
        var ids = bulletin.Items.Select(i => i.ArticleId).ToList();
        var groups = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => a.TranslationOfId ?? a.Id).ToListAsync(ct);
        var visible = db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime);
        var found = await db.Articles.AsNoTracking()
            .Where(a => ids.Contains(a.Id) || (groups.Contains(a.Id) || groups.Contains(a.TranslationOfId!.Value)) && visible.Any(v => v.Id == a.Id))
            .Include(a => a.Bylines.OrderBy(b => b.Position)).Include(a => a.HeroMedia).Include(a => a.Regions).Include(a => a.Summaries).Include(a => a.Deadlines.OrderBy(d => d.Position)).ThenInclude(d => d.Deadline)
            .Include(a => a.Events.OrderBy(e => e.Position)).ThenInclude(e => e.Event)
            .OrderBy(a => a.TranslationOfId != null).ThenBy(a => a.Id).AsSplitQuery().ToListAsync(ct);
        return new IssueArticles(bulletin.Items, found.Where(a => ids.Contains(a.Id)).ToDictionary(a => a.Id), found.ToLookup(a => a.GroupId))
        {
            Series = Composing.SeriesOf(bulletin, await terms.IndexAsync(ct))?.Label,
        };
    }

    public Rendered Render(Bulletin bulletin, BulletinText text, IssueArticles articles, Publisher publisher, ForReader reader)
    {
        var lang = text.Lang;
        var model = new BulletinMail(lang, site.Value.Name, frames.Absolute(lang, "/"), text.Subject)
        {
            Preheader = text.Preheader,
            Issue = MailWording.IssueLine(MailWording.OfSeries(articles.Series, bulletin.IssueNumber, lang), bulletin.Number, bulletin.SentUtc ?? clock.GetUtcNow().UtcDateTime, lang),
            IntroHtml = text.IntroHtml is { } html ? new TrustedHtml(html) : null,
            IntroText = PlainText.Of(text.IntroHtml, lang),
            Items = [.. articles.In(lang).Select(i => ItemOf(i, lang))],
            Footer = new MailFooter(publisher.Name, publisher.Address, publisher.Email, reader.Reason)
            {
                UnsubscribeUrl = reader.UnsubscribeUrl,
                PreferencesUrl = reader.PreferencesUrl,
                WebUrl = bulletin.Number is { } n ? frames.Absolute(lang, WebPath(n)) : null,
            },
        };
        return new Rendered(
            lang, text.Subject, text.Preheader, theme.Render("mail/bulletin.html", model, lang), theme.Render("mail/bulletin.text", model, lang),
            theme.Render("bulletin-body", model, lang));
    }

    private const int MailWidth = 600;

    public static string WebPath(int number) => $"/tiedotteet/{number}";

    private BulletinMailItem ItemOf(IssueItem told, string lang)
    {
        var (item, article, summary) = (told.Item, told.Article, told.Summary);
        var words = summary?.Lang ?? article.LanguageTag;
        var type = theme.Texts.Get(lang, "type." + article.Type.ToString().ToLowerInvariant());
        return new(
            (told.IsPicked ? item.Heading : null) ?? summary?.Title ?? article.ShortTitle ?? article.Title, frames.Absolute(lang, article.Path), summary?.Text ?? (article.Excerpt.Length > 0 ? article.Excerpt : Blank(article.Lead)),
            MailWording.Kicker(article.EasyLanguage ? $"{type} · {theme.Texts.Get(lang, "easy.label")}" : type, article.Regions.Select(r => r.RegionCode), lang),
            MailWording.Published(article.PublishedUtc, article.PublishedPrecision, lang),
            words == lang ? null : words)
        {
            Summary = summary is null ? null : theme.Texts.Get(lang, "summary.note." + article.Lang),
            Byline = article.Bylines.Count == 0 ? null : string.Join(", ", article.Bylines.Select(b => b.Name)),
            Image = ImageOf(article),
            NoteHtml = item.NoteHtml is { } note ? new TrustedHtml(note) : null,
            NoteText = PlainText.Of(item.NoteHtml, told.PickedLang),
            // Written for the picked version, read under another one
            NoteLang = told.PickedLang == words ? null : told.PickedLang,
            Events = [.. article.Events.Where(e => e.Event is not null).Select(e => MailWording.Event(e.Event!, lang))],
            Deadlines = [.. article.Deadlines.Where(d => d.Deadline is not null).Select(d => MailWording.Deadline(d.Deadline!, clock.Today(), lang))],
        };
    }

    private MailImage? ImageOf(Article article)
    {
        if (article.HeroMedia is not { ImageSizes: [.., var largest] sizes } hero) return null;
        var size = sizes.FirstOrDefault(s => s.Width >= MailWidth) ?? largest;
        return new(site.Value.Absolute(MediaItem.PathOf(hero.PublicId, size.Width, "jpg")), hero.AltOrOther(article.Lang), MailWidth, MailWidth * size.Height / size.Width);
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;
}
