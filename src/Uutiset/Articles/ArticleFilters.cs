using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
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
    public (IQueryable<Article>? Articles, Dictionary<string, string[]>? Errors) Apply(NewsDb db, TermIndex terms, DateTime nowUtc)
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
            var term = terms.Find(tag)?.Id ?? 0;
            articles = articles.Where(a => a.Terms.Any(t => t.TermId == term));
        }
        if (Audience is { Length: > 0 } readers)
        {
            var term = Of(TermScheme.Audience, readers, terms);
            articles = articles.Where(a => a.Terms.Any(t => t.TermId == term));
        }
        if (Series is { Length: > 0 } series)
        {
            var term = Of(TermScheme.Series, series, terms);
            articles = articles.Where(a => a.Terms.Any(t => t.TermId == term));
        }
        if (Region is { Length: > 0 } given)
        {
            if ((Regions.Find(given) ?? Regions.FindBySlug(given)) is { } region)
            {
                var codes = Regions.Covering(region.Code);
                articles = articles.Where(a => a.Regions.Any(r => codes.Contains(r.RegionCode)));
            }
            else
            {
                errors["region"] = ["must be a region code (01-21, 90, HUS) or the slug of a region"];
            }
        }
        if (Author is { Length: > 0 } author) articles = articles.Where(a => a.Bylines.Any(b => db.People.Any(p => p.Id == b.PersonId && p.Slug == author)));
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

    // Of a slug that names something else nothing is found, as of one that names nothing
    private static long Of(TermScheme scheme, string slug, TermIndex terms) => terms.Find(slug) is { } term && term.Scheme == scheme ? term.Id : 0;

    private static DateTime? Day(string field, string? text, Dictionary<string, string[]> errors, int after = 0)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200)
            return Dates.ToUtc(day.AddDays(after), TimeOnly.MinValue);
        errors[field] = ["must be a day like 2026-09-01"];
        return null;
    }
}
