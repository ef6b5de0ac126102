using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Site.Tree;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/uutiset/{slug} and standing pages at /{slug}. The number of SQL commands does not depend on the article.</summary>
internal sealed class ArticlePages(NewsDb db, Press press, ArticleView view)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, bool isPage, CancellationToken ct)
    {
        var found = await db.ArticleSlugs.AsNoTracking().Where(s => s.Slug == slug)
            .Join(db.Articles, s => s.ArticleId, a => a.Id, (s, a) => new { a.Id, a.Slug, a.Type, a.Status, a.PublishedUtc, a.ExpiresUtc }).FirstOrDefaultAsync(ct);
        if (found is null) return NotFoundPages.NotFound(http, lang, press);
        var now = press.NowUtc;
        // Only what was public once may say that it is gone, also while somebody works on it again; a draft is not known here at all
        if (found.PublishedUtc is null || found.PublishedUtc > now) return NotFoundPages.NotFound(http, lang, press);
        if (found.Status != ArticleStatus.Published || found.ExpiresUtc <= now) return NotFoundPages.Gone(http, lang, press);
        if (found.Slug != slug || isPage != (found.Type == ArticleType.Page))
            return Results.Redirect(Press.At(lang, Article.PathOf(found.Type, found.Slug)), permanent: true);
        return press.Show(http, "article", await PageAsync(await view.LoadAsync(found.Id, ct), lang, ct));
    }

    public async Task<ArticlePage> PageAsync(Article article, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var people = await view.PeopleAsync(article, ct);
        var editors = await view.EditorsChoiceAsync(article, ct);
        var neighbours = await view.NeighboursAsync(article, lang, ct);
        var automatic = await view.RelatedAsync(article, [.. editors.Select(e => e.Id), .. neighbours.Select(n => n.Id)], texts, ct);
        var versions = await view.VersionsAsync(article, ct);
        var languages = new ArticleLanguages(article, versions, press, lang);
        var images = await Pictures.InTextAsync(db, [article], ct);
        var around = article.Type == ArticleType.Page ? await PageTree.ReadAsync(db, press.NowUtc, ct) : null;
        var path = article.Path;
        var after = AfterTexts.Of(article, people, neighbours.Any(n => n is { IsBack: true, Kind: LinkKind.Follows }), new Surroundings(press, texts, images, playsInPlace: true), press, texts);
        var published = article.PublishedPrecision == DatePrecision.Unknown ? null : article.PublishedUtc;
        var head = press.Head(lang, languages.ForReader?.Title ?? article.Title, path, languages.ForReader?.Text ?? Description(article)) with
        {
            // Canonical is the article under its own language, whatever the interface (model.md, Languages)
            CanonicalUrl = press.Absolute(press.Languages.Contains(article.Lang) ? article.Lang : "fi", path),
            Section = null,
            Type = "article",
            PublishedIso = published is { } p ? Dates.Iso(p) : null,
            UpdatedIso = article.ChangedUtc is { } u ? Dates.Iso(u) : null,
            Languages = languages.Switch,
            Alternates = languages.Alternates,
            JsonLd = JsonLd.Of(article, people, neighbours, press, lang),
            ImageUrl = Pictures.ShareUrl(article.HeroMedia, press),
            FrameHosts = [.. after.Materials.Select(m => m.Embed).OfType<EmbedOffer>().Select(e => new Uri(e.Url).Host).Distinct()],
            ImageAlt = article.HeroMedia?.AltOrOther(article.Lang),
        };
        return new(press.Frame(lang), head,
            [
                $"article:{article.Id}", $"translations:{article.GroupId}", "openings",
                // What goes on from another version stands here too, and each of these is shown in the version that its readers have
                .. versions.Select(v => $"article:{v.Id}"), .. neighbours.Select(n => $"translations:{n.Item}").Distinct(),
                .. article.ProjectId is { } project ? [$"project:{project}"] : Enumerable.Empty<string>(),
                .. people.Keys.Select(id => $"person:{id}"), .. article.Mentions.Select(m => $"organisation:{m.OrganisationId}"), .. article.Terms.Select(t => $"term:{t.TermId}"), .. article.Events.Select(e => $"event:{e.EventId}"), .. Enumerable.Repeat("pages", around is null ? 0 : 1),
            ])
        {
            Lang = Cards.Foreign(article.LanguageTag, lang),
            Kicker = Cards.Kicker(article.Type, article.EasyLanguage, texts),
            Trail = around is null ? [] : PagesAround.Above(around, article.Id, lang),
            Below = around is null ? [] : PagesAround.Below(around, article.Id, lang),
            Regions = Cards.Regions(article.Regions.Select(r => r.RegionCode), lang),
            Title = article.Title,
            Standfirst = article.Lead.Length > 0 ? article.Lead : null,
            Published = Cards.Published(article.PublishedUtc, article.PublishedPrecision, lang) is { } when && article is { PublishedPrecision: DatePrecision.Month, PublishedUtc: { } month }
                ? when with { Text = Dates.InMonth(Dates.DayOf(month), lang) } : Cards.Published(article.PublishedUtc, article.PublishedPrecision, lang),
            Undated = Undated(article, texts),
            Checked = article.LastCheckedUtc is { } seen ? Cards.Published(seen, DatePrecision.Day, lang) : null,
            Updated = Later(article) is { } later ? Cards.Published(later, DatePrecision.Minute, lang) : null,
            Bylines = Bylines.Of(article, people, Dates.DayOf(press.NowUtc), texts),
            Publisher = article.Publisher is { } o ? new(o.Listed ? Press.At(lang, "/organisaatiot/" + o.Slug) : "", o.Label.In(lang)) : null,
            Project = await view.ProjectAsync(article, lang, ct),
            Hero = Pictures.Of(article.HeroMedia, article.Lang, Pictures.Hero) is { } hero ? hero with { First = true } : null,
            Body = new(BodyRendering.Render(article, press, texts, await view.LinkedAsync(article, ct), images)),
            Deadlines = [.. article.Deadlines.OrderBy(d => d.Position).Select(d => DeadlineLeaves.Leaf(d.Deadline!, press.NowUtc, texts))],
            After = after,
            Openings = await view.OpeningsAsync(article, lang, ct),
            Tags = Cards.Tags(Labels(article, TermScheme.Theme, TermScheme.Programme), lang),
            Series = Cards.Tags(Labels(article, TermScheme.Series), lang),
            Audiences = Cards.Tags(Labels(article, TermScheme.Audience), lang),
            Follows = Told(LinkKind.Follows, back: false),
            FollowedBy = Told(LinkKind.Follows, back: true),
            Corrects = Told(LinkKind.Corrects, back: false),
            CorrectedBy = Told(LinkKind.Corrects, back: true),
            Supersedes = Told(LinkKind.Supersedes, back: false),
            SupersededBy = Told(LinkKind.Supersedes, back: true),
            Translations = languages.Links,
            Summary = languages.Summary,
            Summaries = languages.Others,
            Related = [.. editors.Select(e => Cards.Card(e, texts))],
            MoreOnTheme = automatic,
            Corrections = Corrections(article, lang),
        };

        IReadOnlyList<Link> Told(LinkKind kind, bool back) =>
            [.. neighbours.Where(n => n.Kind == kind && n.IsBack == back).Select(n => new Link(Press.At(lang, n.Path), n.Title, Cards.Foreign(n.Lang, lang)))];
    }

    /// <summary>Nobody knows when it was published; perhaps before which day it was not.</summary>
    private static string? Undated(Article article, SiteTexts texts) =>
        article.PublishedPrecision != DatePrecision.Unknown ? null
            // A day that somebody gave lies before the row was made; else it is the moment of publication here, which says nothing
            : article.PublishedUtc < article.CreatedUtc ? texts.Get("article.undated.after", ("day", Dates.Day(article.PublishedUtc.Value, texts.Lang))) : texts["article.undated"];

    private static IEnumerable<TermLabel> Labels(Article article, params TermScheme[] schemes) =>
        article.Terms.OrderBy(t => t.Position).Select(t => t.Term!).Where(t => t.State == TermState.Active && schemes.Contains(t.Scheme))
            .Select(t => new TermLabel(t.Slug, t.Scheme, t.LabelFi, t.LabelSv, t.LabelEn));

    internal static IReadOnlyList<CorrectionNote> Corrections(Article article, string lang) =>
        [.. article.Corrections.OrderByDescending(c => c.AtUtc).Select(c => new CorrectionNote(
            Cards.Published(c.AtUtc, DatePrecision.Minute, lang)!, c.Wrong, c.Right,
            article.FormerOf(c) is { } former ? Press.At(lang, FormattableString.Invariant($"{article.Path}/versiot/{former}")) : null, Cards.Foreign(article.Lang, lang)))];

    // The first publication is not an update of itself
    private static DateTime? Later(Article article) =>
        article is { ChangedUtc: { } updated, PublishedUtc: { } published } && updated - published > TimeSpan.FromMinutes(1) ? updated : null;

    internal static string? Description(Article article)
    {
        var text = article.Excerpt.Length > 0 ? article.Excerpt : article.Lead;
        return text.Length == 0 ? null : text;
    }
}
