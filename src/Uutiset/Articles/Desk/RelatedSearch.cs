using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.People;
using Uutiset.People.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Search as you type, over titles, for choosing related articles: the public's first, then the newest.</summary>
internal static class RelatedSearch
{
    private const int Most = 8;

    public static async Task<IReadOnlyList<Picked>> FindAsync(NewsDb db, ArticleReach reach, string? words, Guid except, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        var rows = await reach.Told(db.Articles.AsNoTracking().OwnOrPublic(reach.PublisherId).Where(a => a.PublicId != except)).WithTitle(typed)
            .OrderBy(t => t.Article.Status == ArticleStatus.Published ? 0 : 1).ThenByDescending(t => t.Article.PublishedUtc ?? t.Article.SavedUtc).Take(Most)
            .Select(t => new { t.Line, t.Article.PublishedUtc }).ToListAsync(ct);
        return [.. rows.Select(a => new Picked(a.Line.Id, a.Line.Title, a.Line.Lang,
            a.Line.Status == ArticleStatus.Published ? text.Date(a.PublishedUtc) : text["articles.status." + a.Line.Status]))];
    }

    /// <summary>Listed organisations by name, for those that a text tells of.</summary>
    public static async Task<IReadOnlyList<Picked>> OrganisationsAsync(NewsDb db, string? words, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        return await PeoplePicks.ListedAsync(db.Organisations.Where(o => o.Listed).WithName(typed), typed, text, ct);
    }

    /// <summary>Titles with all the words.</summary>
    private static IQueryable<ToldArticle> WithTitle(this IQueryable<ToldArticle> articles, string typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
            articles = articles.Where(t => t.Line.Title.Contains(word.Given) || t.Line.Title.Contains(word.Lower) || t.Line.Title.Contains(word.Capital));
        return articles;
    }
}
