using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Site.Settings;
using Uutiset.Site.Standing;
using Uutiset.Subscribers;
using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>The accessibility statement and the privacy notice: a page that an editor published under the address, otherwise one made from the settings.</summary>
internal sealed class StandingPages(NewsDb db, Press press, ArticlePages articles, IOptions<SiteOptions> site, IOptions<SubscribersOptions> subscribers)
{
    public Task<IResult> AccessibilityAsync(HttpContext http, string lang, CancellationToken ct) =>
        ShowAsync(http, lang, "saavutettavuus", "nav.accessibility", AccessibilityStatement.Html, ct);

    public Task<IResult> PrivacyAsync(HttpContext http, string lang, CancellationToken ct) =>
        ShowAsync(http, lang, "tietosuoja", "nav.privacy", PrivacyNotice.Html, ct);

    private async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, string titleKey, Func<Facts, string, TrustedHtml> made, CancellationToken ct)
    {
        var now = press.NowUtc;
        if (await db.Articles.AsNoTracking().VisibleAt(now).AnyAsync(a => a.Type == ArticleType.Page && a.Slug == slug, ct))
            return await articles.ShowAsync(http, lang, slug, isPage: true, ct);
        var title = press.In(lang)[titleKey];
        var imprint = press.Frame(lang).Imprint;
        var facts = new Facts(imprint.Publisher, imprint.Address, imprint.Email?.Text, imprint.Phone?.Text, site.Value.BaseUrl, subscribers.Value, await KeepingFacts.ReadAsync(db, ct));
        return press.Show(http, "static", new StaticPage(press.Frame(lang), press.Head(lang, title, "/" + slug), ["standing"]) { Title = title, Body = made(facts, lang), Updated = null });
    }
}
