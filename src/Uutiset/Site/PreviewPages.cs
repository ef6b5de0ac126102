using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/desk/articles/{id}/preview: the newest revision as readers would see it, filled by what publishing fills with, and never saved.</summary>
internal sealed class PreviewPages(NewsDb db, Press press, ArticlePages pages, PublicCopy copy, Terms terms, ArticleRights rights)
{
    public async Task<IResult> ShowAsync(HttpContext http, Guid id, CancellationToken ct)
    {
        if (await db.Articles.WholeAsync(id, ct) is not { } article) return Results.NotFound();
        var revision = await db.Revisions.AsNoTracking().SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision, ct);
        var draft = ArticleDraft.FromJson(revision.Draft);
        if (!await rights.MayEditAsync(http.User, article, draft, ct)) return Results.Forbid();
        var targets = await DraftTargets.LoadAsync(db, await terms.IndexAsync(ct), draft, ct);
        copy.Fill(article, draft, targets, press.NowUtc);
        await NameTermsAsync(article, ct);
        article.Publisher = draft.PublisherId is { } publisher ? targets.Organisations.GetValueOrDefault(publisher) : null;
        article.PublishedUtc ??= draft.PublishedAt?.UtcDateTime ?? press.NowUtc;
        var lang = press.Languages.Contains(article.Lang) ? article.Lang : press.Languages[0];
        var page = await pages.PageAsync(article, lang, ct);
        return press.ShowPrivately(http, "article", page with
        {
            Notice = press.In(lang)["preview.notice"],
            NoticeLink = new($"/desk/articles/{id}", press.In(lang)["preview.back"]),
            Head = page.Head with { NoIndex = true, CanonicalUrl = null, JsonLd = null },
        });
    }

    // Publishing needs their ids only, a page their names
    private async Task NameTermsAsync(Article article, CancellationToken ct)
    {
        var ids = article.Terms.Select(t => t.TermId).ToArray();
        var named = await db.Terms.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        foreach (var row in article.Terms) row.Term = named[row.TermId];
    }
}
