using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Themes.Pages;

namespace Uutiset.Site;

/// <summary>One page of a list of articles: what the theme shows, and what caches must know.</summary>
internal sealed record Listing(IReadOnlyList<ArticleCard> Cards, Paging? Paging, IReadOnlyList<string> Keys, int Total)
{
    private const int PerPage = 20;

    /// <param name="path">Address without prefix; the page number is added.</param>
    /// <returns>Null when there is no such page.</returns>
    public static async Task<Listing?> OfAsync(IQueryable<Article> articles, int page, string path, SiteTexts texts, CancellationToken ct)
    {
        page = Math.Max(1, page);
        var total = await articles.CountAsync(ct);
        var rows = await articles.NewestFirst().Skip((page - 1) * PerPage).Take(PerPage).ToRowsAsync(ct);
        if (rows.Count == 0 && page > 1) return null;
        return new(
            [.. rows.Select(r => Site.Cards.Card(r, texts))],
            Site.Cards.Paging(page, PerPage, total, p => Press.At(texts.Lang, p == 1 ? path : FormattableString.Invariant($"{path}?page={p}"))),
            [.. rows.Select(r => $"article:{r.Id}")], total);
    }
}
