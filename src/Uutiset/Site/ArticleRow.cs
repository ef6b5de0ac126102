using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Media;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>What a list shows of an article. Six SQL commands for any number of them: the articles and their five joins.</summary>
internal sealed record ArticleRow(
    long Id, Guid PublicId, ArticleType Type, string Lang, string Slug, string Title, string? ShortTitle, string Lead, string Excerpt,
    DateTime? PublishedUtc, DatePrecision Precision, DateTime? UpdatedUtc, List<string> Authors, List<TermLabel> Terms, List<string> Regions, List<Deadline> Moved, MediaItem? Hero,
    bool EasyLanguage, List<ArticleSummary> Summaries)
{
    public string Path => Article.PathOf(Type, Slug);

    public string LanguageTag => ContentTag.Of(Lang, EasyLanguage);

    public string Standfirst => Excerpt.Length > 0 ? Excerpt : Lead;

    public static readonly Expression<Func<Article, ArticleRow>> Of = a => new ArticleRow(
        a.Id, a.PublicId, a.Type, a.Lang, a.Slug, a.Title, a.ShortTitle, a.Lead, a.Excerpt, a.PublishedUtc, a.PublishedPrecision, a.UpdatedUtc,
        a.Bylines.OrderBy(b => b.Position).Select(b => b.Name).ToList(),
        a.Terms.Where(t => t.Term!.State == TermState.Active).OrderBy(t => t.Position).Select(t => new TermLabel(t.Term!.Slug, t.Term.Scheme, t.Term.LabelFi, t.Term.LabelSv, t.Term.LabelEn)).ToList(),
        a.Regions.Select(r => r.RegionCode).ToList(),
        a.Deadlines.Where(d => d.Deadline!.SupersedesId != null).OrderBy(d => d.Position).Select(d => new Deadline
        {
            Title = d.Deadline!.Title, Closes = d.Deadline.Closes, ClosesAt = d.Deadline.ClosesAt, Precision = d.Deadline.Precision, SourceUrl = d.Deadline.SourceUrl,
            Supersedes = new Deadline { Closes = d.Deadline.Supersedes!.Closes, ClosesAt = d.Deadline.Supersedes.ClosesAt, Precision = d.Deadline.Supersedes.Precision },
        }).ToList(),
        a.HeroMedia, a.EasyLanguage, a.Summaries.OrderBy(s => s.Lang).ToList());
}

/// <summary>An article as a link to it names it.</summary>
internal sealed record LinkedRow(long Id, Guid PublicId, ArticleType Type, string Slug, string Title, string Lang, bool EasyLanguage)
{
    public static readonly Expression<Func<Article, LinkedRow>> Of = a => new LinkedRow(a.Id, a.PublicId, a.Type, a.Slug, a.Title, a.Lang, a.EasyLanguage);

    public string Path => Article.PathOf(Type, Slug);

    public string LanguageTag => ContentTag.Of(Lang, EasyLanguage);
}

internal sealed record TermLabel(string Slug, TermScheme Scheme, string Fi, string? Sv, string? En)
{
    public string In(string lang) => new Localized(Fi, Sv, En).In(lang);
}

internal static class ArticleRows
{
    /// <summary>Newest first; the id decides between equal instants, so that pages never overlap.</summary>
    public static IQueryable<Article> NewestFirst(this IQueryable<Article> articles) =>
        articles.OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id);

    public static Task<List<ArticleRow>> ToRowsAsync(this IQueryable<Article> articles, CancellationToken ct) =>
        articles.AsNoTracking().AsSplitQuery().Select(ArticleRow.Of).ToListAsync(ct);

    /// <summary>News and their like: a standing page has an address of its own and no date worth listing.</summary>
    public static IQueryable<Article> Listed(this IQueryable<Article> articles) => articles.Where(a => a.Type != ArticleType.Page);
}
