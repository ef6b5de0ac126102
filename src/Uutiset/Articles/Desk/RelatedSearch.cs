using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
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

    public static async Task<IReadOnlyList<Picked>> FindAsync(NewsDb db, Actor actor, string? words, Guid except, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        var rows = await db.Articles.AsNoTracking().OwnOrPublic(actor).Where(a => a.PublicId != except).WithTitle(typed)
            .OrderBy(a => a.Status == ArticleStatus.Published ? 0 : 1).ThenByDescending(a => a.PublishedUtc ?? a.SavedUtc).Take(Most)
            .Select(a => new { a.PublicId, a.WorkingTitle, a.Lang, a.Status, a.PublishedUtc }).ToListAsync(ct);
        return [.. rows.Select(a => new Picked(a.PublicId, a.WorkingTitle, a.Lang,
            a.Status == ArticleStatus.Published ? text.Date(a.PublishedUtc) : text["articles.status." + a.Status]))];
    }

    /// <summary>Listed organisations by name, for those that a text tells of.</summary>
    public static async Task<IReadOnlyList<Picked>> OrganisationsAsync(NewsDb db, string? words, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        return await PeoplePicks.ListedAsync(db.Organisations.Where(o => o.Listed).WithName(typed), typed, text, ct);
    }

    /// <summary>Titles with all the words.</summary>
    public static IQueryable<Article> WithTitle(this IQueryable<Article> articles, string typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
            articles = articles.Where(a => a.WorkingTitle.Contains(word.Given) || a.WorkingTitle.Contains(word.Lower) || a.WorkingTitle.Contains(word.Capital));
        return articles;
    }
}
