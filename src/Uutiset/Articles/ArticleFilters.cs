using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Articles.Finding;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>The query of <c>GET /articles</c>. Terms and authors by slug, regions by code or slug, days as 2026-09-01, both ends included.</summary>
internal sealed record ArticleFilters
{
    public string? Tag { get; init; }
    /// <summary>For whom it is written.</summary>
    public string? Audience { get; init; }
    public string? Series { get; init; }
    public string? Region { get; init; }
    public string? Author { get; init; }
    public string? Type { get; init; }
    public string? Lang { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Status { get; init; }
    public bool? EasyLanguage { get; init; }

    /// <summary>Status "published" is what the public sees; any other one is a look at the newsroom and needs articles:write.</summary>
    public bool IsPublic => Status is null or "" or "published";

    /// <returns>The articles asked for, or what cannot be understood.</returns>
    public async Task<(IQueryable<Article>? Articles, Dictionary<string, string[]>? Errors)> ApplyAsync(NewsDb db, TermIndex terms, DateTime nowUtc, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var articles = IsPublic ? db.Articles.VisibleAt(nowUtc) : db.Articles;
        if (!IsPublic && Status != "any")
        {
            if (Enum.TryParse<ArticleStatus>(Status, ignoreCase: true, out var status) && !char.IsDigit(Status![0])) articles = articles.Where(a => a.Status == status);
            else errors["status"] = ["must be draft, inReview, scheduled, published, withdrawn, expired or any"];
        }
        if (Tag is { Length: > 0 } tag)
        {
            articles = With(articles, terms.Find(tag), terms);
        }
        if (Audience is { Length: > 0 } readers)
        {
            articles = With(articles, terms.Find(readers) is { Scheme: TermScheme.Audience } audience ? audience : null, terms);
        }
        if (Series is { Length: > 0 } series)
        {
            articles = With(articles, terms.Find(series) is { Scheme: TermScheme.Series } term ? term : null, terms);
        }
        if (Region is { Length: > 0 } given)
        {
            if ((Regions.Find(given) ?? Regions.FindBySlug(given)) is { } region)
            {
                var codes = Regions.Covering(region.Code);
                articles = IsPublic ? articles.Where(a => a.Regions.Any(r => codes.Contains(r.RegionCode))) : articles.Where(a => a.Filings.Any(f => f.Kind == FilingKind.Region && codes.Contains(f.Key)));
            }
            else
            {
                errors["region"] = ["must be a region code (01-21, 90, HUS) or the slug of a region"];
            }
        }
        if (Author is { Length: > 0 } author)
        {
            if (IsPublic)
            {
                articles = articles.Where(a => a.Bylines.Any(b => db.People.Any(p => p.Id == b.PersonId && p.Slug == author)));
            }
            else
            {
                var person = (await db.People.Where(p => p.Slug == author).Select(p => (Guid?)p.PublicId).FirstOrDefaultAsync(ct))?.ToString() ?? "";
                articles = articles.Where(a => a.Filings.Any(f => f.Kind == FilingKind.Person && f.Key == person));
            }
        }
        if (Type is { Length: > 0 })
        {
            if (Enum.TryParse<ArticleType>(Type, ignoreCase: true, out var type) && !char.IsDigit(Type[0])) articles = articles.Where(a => a.Type == type);
            else errors["type"] = ["must be news, announcement, event, call, recruitment, page or correction"];
        }
        if (Lang is { Length: > 0 } lang) articles = articles.Where(a => a.Lang == lang);
        if (EasyLanguage is { } easy) articles = articles.Where(a => a.EasyLanguage == easy);
        if (Day("from", From, errors) is { } from) articles = articles.Where(a => a.PublishedUtc >= from);
        if (Day("to", To, errors, after: 1) is { } to) articles = articles.Where(a => a.PublishedUtc < to);
        return errors.Count > 0 ? (null, errors) : (articles, null);
    }

    // By the text that is listed: the public one, or the newest. A slug that names nothing, or something else, finds nothing
    private IQueryable<Article> With(IQueryable<Article> articles, TermEntry? term, TermIndex terms)
    {
        var id = term?.Id ?? 0;
        if (IsPublic) return articles.Where(a => a.Terms.Any(t => t.TermId == id));
        var slugs = terms.SlugsOf(id);
        return articles.Where(a => a.Filings.Any(f => f.Kind == FilingKind.Term && slugs.Contains(f.Key)));
    }

    private static DateTime? Day(string field, string? text, Dictionary<string, string[]> errors, int after = 0)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200)
            return Dates.ToUtc(day.AddDays(after), TimeOnly.MinValue);
        errors[field] = ["must be a day like 2026-09-01"];
        return null;
    }
}
