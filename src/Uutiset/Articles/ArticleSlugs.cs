using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Articles;

/// <summary>Addresses of articles, unique over all languages. One that was public once belongs to its article for ever and leads to its present one.</summary>
internal sealed partial class ArticleSlugs(NewsDb db)
{
    // A page lives at the root, beside the site's own words. Not saavutettavuus and tietosuoja: a page there takes the place of the one that the program makes
    private static readonly HashSet<string> Reserved =
    [
        "uutiset", "arkisto", "aiheet", "alueet", "tekijat", "hankkeet", "organisaatiot", "maaraajat", "tilaisuudet", "vaikuta", "tiedotteet", "tilaa", "tilaus", "esikatselu",
        "kirjaudu", "desk", "api", "sv", "en", "fi", "healthz", "readyz", "metrics", "assets", "media", "virhe", "theme", "teema",
    ];

    public static bool IsWellFormed(string slug) => slug.Length <= Slug.MaxLength && Form().IsMatch(slug);

    public static bool IsReserved(string slug) => Reserved.Contains(slug);

    /// <summary>Gives the article its address: the one asked for, the one it has, or one made of its title.</summary>
    public async Task AssignAsync(Article article, ArticleDraft draft, CancellationToken ct)
    {
        if (draft.Slug is null && article.Slug.Length > 0) return;
        var wanted = draft.Slug ?? Slug.From(draft.Title);
        var own = article.Id == 0 ? [] : await db.ArticleSlugs.Where(s => s.ArticleId == article.Id).Select(s => s.Slug).ToListAsync(ct);
        var slug = await FreeAsync(wanted, own, draft.Type, ct);
        if (!own.Contains(slug)) db.ArticleSlugs.Add(new ArticleSlug { Slug = slug, Article = article });
        article.Slug = slug;
    }

    private async Task<string> FreeAsync(string wanted, List<string> own, ArticleType type, CancellationToken ct)
    {
        // Room for "-12" within the bound
        var stem = wanted.Length > Slug.MaxLength - 4 ? wanted[..(Slug.MaxLength - 4)].TrimEnd('-') : wanted;
        var taken = (await db.ArticleSlugs.Where(s => s.Slug == wanted || s.Slug.StartsWith(stem + "-")).Select(s => s.Slug).ToListAsync(ct))
            .Concat(db.ArticleSlugs.Local.Select(s => s.Slug)).Except(own).ToHashSet();
        if (!taken.Contains(wanted) && (type != ArticleType.Page || !IsReserved(wanted))) return wanted;
        for (var n = 2; ; n++)
            if (FormattableString.Invariant($"{stem}-{n}") is var next && !taken.Contains(next)) return next;
    }

    [GeneratedRegex(@"^[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
