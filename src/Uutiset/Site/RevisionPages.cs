using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Traces;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>An article's page made of another revision than the public one: filled by what publishing fills with, and never saved.</summary>
internal sealed class RevisionPages(NewsDb db, Press press, ArticlePages pages, PublicCopy copy, Terms terms, ArticleRights rights)
{
    /// <summary>/desk/articles/{id}/preview: the newest revision as readers would see it.</summary>
    public async Task<IResult> PreviewAsync(HttpContext http, Guid id, CancellationToken ct)
    {
        if (await db.Articles.WholeAsync(id, ct) is not { } article) return Results.NotFound();
        var draft = await DraftAsync(article, article.WorkingRevision, ct);
        if (!await rights.MayEditAsync(http.User, article, draft, ct)) return Results.Forbid();
        var lang = press.Languages.Contains(article.Lang) ? article.Lang : press.Languages[0];
        var page = await PageAsync(article, draft, lang, ct);
        return press.ShowPrivately(http, "article", page with
        {
            Notice = press.In(lang)["preview.notice"],
            NoticeLink = new($"/desk/articles/{id}", press.In(lang)["preview.back"]),
        });
    }

    /// <summary>/uutiset/{slug}/versiot/{number}: what readers saw before a correction, if they may see it.</summary>
    public async Task<IResult> FormerAsync(HttpContext http, string lang, string slug, int number, CancellationToken ct)
    {
        var found = await db.ArticleSlugs.Where(s => s.Slug == slug).Join(db.Articles.VisibleAt(press.NowUtc), s => s.ArticleId, a => a.Id, (s, a) => a)
            .Where(a => a.Corrections.Any(c => c.FormerRevision == number)).Select(a => (Guid?)a.PublicId).FirstOrDefaultAsync(ct);
        if (found is not { } id || await db.Articles.WholeAsync(id, ct) is not { } article || article.Corrections.TrueForAll(c => article.FormerOf(c) != number)) return NotFoundPages.NotFound(http, lang, press);
        var current = article.Path;
        if (article.Slug != slug) return Results.Redirect(Press.At(lang, FormattableString.Invariant($"{current}/versiot/{number}")), permanent: true);
        var until = await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == number).Select(r => r.PublishedUntilUtc).SingleAsync(ct);
        var then = await DraftAsync(article, number, ct);
        var draft = await db.WithoutFormerContactsAsync(then, Dates.DayOf(press.NowUtc), ct);
        var page = await PageAsync(article, draft with { Attachments = Offered(draft.Attachments, article) }, lang, ct);
        var texts = press.In(lang);
        return press.Show(http, "article", page with
        {
            // Who leaves changes what a former text may tell
            Keys = [.. page.Keys, "people"],
            Notice = texts.Get("former.notice", ("until", until is { } end ? Dates.DayAndTime(end, lang) : "")) + (draft == then ? "" : " " + texts["former.contacts"]),
            NoticeLink = new Link(Press.At(lang, current), texts["former.current"]),
        });
    }

    // What the article offers no more, it does not offer by its former text either; days that were moved count as they are now
    private static IReadOnlyList<DraftAttachment> Offered(IReadOnlyList<DraftAttachment> former, Article article) =>
        [.. former.Select(f => (Former: f, Now: article.Attachments.Find(a => a.Url == f.Url && a.MediaId == f.MediaId))).Where(x => x.Now is not null)
            .Select(x => x.Former with { AvailableFrom = x.Now!.AvailableFrom, AvailableUntil = x.Now.AvailableUntil })];

    /// <summary>The newest revision without any frame of the desk, for whoever the caller lets see it.</summary>
    public async Task<ArticlePage?> NewestAsync(Guid id, CancellationToken ct)
    {
        if (await db.Articles.WholeAsync(id, ct) is not { } article) return null;
        return await PageAsync(article, await DraftAsync(article, article.WorkingRevision, ct), press.Languages.Contains(article.Lang) ? article.Lang : press.Languages[0], ct);
    }

    private async Task<ArticleDraft> DraftAsync(Article article, int number, CancellationToken ct) =>
        ArticleDraft.FromJson(await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == number).Select(r => r.Draft).SingleAsync(ct));

    private async Task<ArticlePage> PageAsync(Article article, ArticleDraft draft, string lang, CancellationToken ct)
    {
        var targets = await DraftTargets.LoadAsync(db, await terms.IndexAsync(ct), draft, ct);
        await copy.FillAsync(article, draft, targets, Actor.System, press.NowUtc, ct);
        await NameTermsAsync(article, ct);
        article.Publisher = draft.PublisherId is { } publisher ? targets.Organisations.GetValueOrDefault(publisher) : null;
        article.HeroMedia = draft.HeroMediaId is { } hero ? targets.Media.GetValueOrDefault(hero) : null;
        foreach (var attachment in article.Attachments) attachment.Media = attachment.MediaId is { } file ? targets.Media.GetValueOrDefault(file) : null;
        foreach (var mention in article.Mentions) mention.Organisation ??= targets.Organisations.Values.FirstOrDefault(o => o.Id == mention.OrganisationId);
        if (article.PublishedUtc is null) (article.PublishedUtc, article.PublishedPrecision) = (draft.PublishedAt?.UtcDateTime ?? press.NowUtc, draft.PublishedPrecision ?? DatePrecision.Minute);
        var page = await pages.PageAsync(article, lang, ct);
        return page with { Head = page.Head with { NoIndex = true, CanonicalUrl = null, JsonLd = null } };
    }

    // Publishing needs their ids only, a page their names
    private async Task NameTermsAsync(Article article, CancellationToken ct)
    {
        var ids = article.Terms.Select(t => t.TermId).ToArray();
        var named = await db.Terms.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        foreach (var row in article.Terms) row.Term = named[row.TermId];
    }
}
