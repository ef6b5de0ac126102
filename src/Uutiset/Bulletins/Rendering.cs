using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.Media;
using Uutiset.Subscribers;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>One language of a bulletin as it will be read. The three addresses may be slots.</summary>
internal sealed record Rendered(string Lang, string Subject, string? Preheader, string Html, string Text, string WebHtml)
{
    public int HtmlBytes => System.Text.Encoding.UTF8.GetByteCount(Html);
}

/// <summary>Sentence and addresses that differ from reader to reader.</summary>
internal sealed record ForReader(string Reason, string UnsubscribeUrl, string PreferencesUrl);

/// <summary>Turns a bulletin into mail and into its web version, through the theme's templates.</summary>
internal sealed class Rendering(NewsDb db, Theme theme, SiteFrames frames, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>The picked articles with all that a bulletin says of them, in order.</summary>
    public async Task<IReadOnlyList<Article>> ArticlesAsync(Bulletin bulletin, CancellationToken ct)
    {
        var ids = bulletin.Items.Select(i => i.ArticleId).ToList();
        var found = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Include(a => a.Bylines.OrderBy(b => b.Position)).Include(a => a.HeroMedia).Include(a => a.Regions).Include(a => a.Deadlines.OrderBy(d => d.Position)).ThenInclude(d => d.Deadline)
            .AsSplitQuery().ToDictionaryAsync(a => a.Id, ct);
        return [.. bulletin.Items.OrderBy(i => i.Position).Select(i => found[i.ArticleId])];
    }

    public Rendered Render(Bulletin bulletin, BulletinText text, IReadOnlyList<Article> articles, Publisher publisher, ForReader reader)
    {
        var lang = text.Lang;
        var model = new BulletinMail(lang, site.Value.Name, frames.Absolute(lang, "/"), text.Subject)
        {
            Preheader = text.Preheader,
            Issue = MailWording.IssueLine(bulletin.Number, bulletin.SentUtc ?? clock.GetUtcNow().UtcDateTime, lang),
            IntroHtml = text.IntroHtml is { } html ? new TrustedHtml(html) : null,
            IntroText = PlainText.Of(text.IntroHtml, lang),
            Items = [.. bulletin.Items.OrderBy(i => i.Position).Zip(articles, (item, article) => ItemOf(item, article, lang))],
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

    private BulletinMailItem ItemOf(BulletinItem item, Article article, string lang) =>
        new(
            item.Heading ?? article.Title, frames.Absolute(lang, article.Path), article.Excerpt.Length > 0 ? article.Excerpt : Blank(article.Lead),
            MailWording.Kicker(theme.Texts.Get(lang, "type." + article.Type.ToString().ToLowerInvariant()), article.Regions.Select(r => r.RegionCode), lang),
            MailWording.Published(article.PublishedUtc, article.PublishedPrecision, lang),
            article.Lang == lang ? null : article.Lang)
        {
            Byline = article.Bylines.Count == 0 ? null : string.Join(", ", article.Bylines.Select(b => b.Name)),
            Image = ImageOf(article),
            NoteHtml = item.NoteHtml is { } note ? new TrustedHtml(note) : null,
            NoteText = PlainText.Of(item.NoteHtml, article.Lang),
            Deadlines = [.. article.Deadlines.Where(d => d.Deadline is not null).Select(d => MailWording.Deadline(d.Deadline!, lang))],
        };

    private MailImage? ImageOf(Article article)
    {
        if (article.HeroMedia is not { ImageSizes: [.., var largest] sizes } hero) return null;
        var size = sizes.FirstOrDefault(s => s.Width >= MailWidth) ?? largest;
        return new(site.Value.Absolute(MediaItem.PathOf(hero.PublicId, size.Width, "jpg")), hero.AltOrOther(article.Lang), MailWidth, MailWidth * size.Height / size.Width);
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;
}
