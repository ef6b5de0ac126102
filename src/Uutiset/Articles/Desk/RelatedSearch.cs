using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Search as you type, over titles, for choosing related articles: the public's first, then the newest.</summary>
internal static class RelatedSearch
{
    private const int Most = 8;

    public static async Task<IReadOnlyList<Found>> FindAsync(NewsDb db, Actor actor, string? words, Guid except, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        var rows = await db.Articles.AsNoTracking().OwnOrPublic(actor).Where(a => a.PublicId != except).WithTitle(typed)
            .OrderBy(a => a.Status == ArticleStatus.Published ? 0 : 1).ThenByDescending(a => a.PublishedUtc ?? a.SavedUtc).Take(Most)
            .Select(a => new { a.PublicId, a.WorkingTitle, a.Lang, a.Status, a.PublishedUtc }).ToListAsync(ct);
        return [.. rows.Select(a => new Found(a.PublicId, a.WorkingTitle, a.Lang,
            a.Status == ArticleStatus.Published ? text.Date(a.PublishedUtc) : text["articles.status." + a.Status]))];
    }

    /// <summary>Listed organisations by name, for those that a text tells of.</summary>
    public static async Task<IReadOnlyList<Found>> OrganisationsAsync(NewsDb db, string? words, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        var rows = await db.Organisations.AsNoTracking().Where(o => o.Listed).WithName(typed).OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).Take(Most)
            .Select(o => new { o.PublicId, o.Name, o.Type }).ToListAsync(ct);
        return [.. rows.Select(o => new Found(o.PublicId, o.Name, "fi", OrganisationTypes.All.TryGetValue(o.Type, out var type) ? type.In(text.Lang) : ""))];
    }

    /// <summary>Titles with all the words.</summary>
    public static IQueryable<Article> WithTitle(this IQueryable<Article> articles, string typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
            articles = articles.Where(a => a.WorkingTitle.Contains(word.Given) || a.WorkingTitle.Contains(word.Lower) || a.WorkingTitle.Contains(word.Capital));
        return articles;
    }

    internal sealed record Found(Guid Id, string Title, string Lang, string Note);
}
