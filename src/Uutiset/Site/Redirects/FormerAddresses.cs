using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Redirects;

/// <summary>Addresses that lead on by themselves, since something was given another one or was merged.</summary>
internal static class FormerAddresses
{
    // Settable: EF pages and filters by the members of what is projected only when it can see their assignment
    internal sealed record Row
    {
        public string From { get; init; } = "";
        public string To { get; init; } = "";
    }

    /// <summary>One query over all of them.</summary>
    public static IQueryable<Row> All(NewsDb db, string? words)
    {
        var articles = db.ArticleSlugs.Where(s => s.Slug != s.Article!.Slug && s.Article.PublishedUtc != null)
            .Select(s => new Row { From = (s.Article!.Type == ArticleType.Page ? "/" : "/uutiset/") + s.Slug, To = (s.Article.Type == ArticleType.Page ? "/" : "/uutiset/") + s.Article.Slug });
        var terms = db.Terms.Where(t => t.MergedIntoId != null && t.State == TermState.Active).Join(db.Terms, t => t.MergedIntoId, h => h.Id, (t, h) => new Row { From = "/aiheet/" + t.Slug, To = "/aiheet/" + h.Slug });
        var organisations = db.FormerOrganisations.Where(f => f.Heir!.Listed).Select(f => new Row { From = "/organisaatiot/" + f.Slug, To = "/organisaatiot/" + f.Heir!.Slug });
        var rows = articles.Concat(terms).Concat(organisations);
        foreach (var word in WrittenWord.AllOf(words)) rows = rows.Where(r => r.From.Contains(word.Lower) || r.To.Contains(word.Lower));
        return rows;
    }
}
