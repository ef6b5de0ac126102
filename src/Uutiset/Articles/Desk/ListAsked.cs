using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Finding;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Desk;

internal enum ListOrder { Saved, Published, Title }

/// <summary>What the list of articles is asked for in its address. A value that means nothing narrows nothing and is not shown as if it did.</summary>
internal sealed record ListAsked
{
    public const string Mine = "mine";
    public const string Changes = "changes";
    public const string Nationwide = "none";

    public string Words { get; init; } = "";
    /// <summary>A status, or "changes": public with changes that are not.</summary>
    public string Status { get; init; } = "";
    /// <summary>"mine", or the public id of an account.</summary>
    public string Whose { get; init; } = "";
    /// <summary>A code, or "none": the whole country.</summary>
    public string Region { get; init; } = "";
    public string Tag { get; init; } = "";
    public string Author { get; init; } = "";
    public ArticleType? Type { get; init; }
    public string Lang { get; init; } = "";
    public int? Year { get; init; }
    public ListOrder Order { get; init; }

    public static ListAsked Of(IQueryCollection query)
    {
        var (status, lang, region) = (One("status"), One("lang"), One("region"));
        return new ListAsked
        {
            Words = One("q", 200), Tag = One("tag"), Author = One("author"),
            Status = status == Changes || Enum.TryParse<ArticleStatus>(status, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsDigit(status[0]) ? status : "",
            Whose = One("whose") is var whose && (whose == Mine || Guid.TryParse(whose, out _)) ? whose : "",
            Region = region == Nationwide ? region : Regions.Find(region)?.Code ?? "",
            Type = Enum.TryParse<ArticleType>(One("type"), ignoreCase: true, out var type) && Enum.IsDefined(type) ? type : null,
            Lang = DraftCheck.ContentLanguages.Contains(lang) ? lang : "",
            Year = int.TryParse(One("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200 ? year : null,
            Order = Enum.TryParse<ListOrder>(One("sort"), ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : ListOrder.Saved,
        };

        string One(string name, int longest = 100)
        {
            return Typography.Cut(query[name].ToString().Trim(), longest);
        }
    }

    /// <summary>What narrows the list, by its name in the address.</summary>
    public IEnumerable<(string Name, string Value)> Narrowing => new[]
    {
        ("q", Words), ("status", Status), ("whose", Whose), ("region", Region), ("tag", Tag), ("author", Author), ("type", Type?.ToString() ?? ""), ("lang", Lang),
        ("year", Year?.ToString(CultureInfo.InvariantCulture) ?? ""),
    }.Where(n => n.Item2.Length > 0);

    public bool IsFiltered => Narrowing.Any();

    /// <param name="without">What is left out: the way to take that one away.</param>
    public string Query(string? without = null, params IEnumerable<(string Name, string Value)> more)
    {
        var parts = Narrowing.Where(n => n.Name != without);
        if (Order != ListOrder.Saved) parts = parts.Append(("sort", Order.ToString().ToLowerInvariant()));
        return QueryString.Create(parts.Concat(more).Select(p => KeyValuePair.Create(p.Item1, (string?)p.Item2))).ToString();
    }

    public string Href(string? without = null) => "/desk/articles" + Query(without);

    /// <summary>At most two commands before the list's own: whose account it is, who the author is.</summary>
    public async Task<IQueryable<Article>> ApplyAsync(NewsDb db, TermIndex terms, Analysis analysis, long? me, ArticleReach reach, IQueryable<Article> articles, CancellationToken ct)
    {
        articles = articles.WithWords(db, reach, analysis, Words);
        if (Status == Changes) articles = articles.Where(a => a.PublicRevision != null && a.PublicRevision != a.WorkingRevision && a.Status == ArticleStatus.Published);
        // Review is a row of its own: the article stays a draft, or public, while somebody looks at it
        else if (Status.Equals(nameof(ArticleStatus.InReview), StringComparison.OrdinalIgnoreCase)) articles = articles.Where(a => db.ArticleReviews.Any(r => r.ArticleId == a.Id && r.State == ReviewState.Asked));
        else if (Status.Length > 0 && Enum.Parse<ArticleStatus>(Status, ignoreCase: true) is var status) articles = articles.Where(a => a.Status == status);
        if (Whose.Length > 0)
        {
            var owner = Whose == Mine ? me : await OwnerAsync(db, Guid.Parse(Whose), ct);
            articles = articles.Where(a => a.OwnerId == owner);
        }
        if (Region == Nationwide) articles = reach.Saying(articles, a => !a.Filings.Any(f => f.Kind == FilingKind.Region), a => !a.Regions.Any());
        else if (Region.Length > 0)
        {
            var codes = Regions.Covering(Region);
            articles = reach.Saying(articles, Among(db.Filings.Where(f => f.Kind == FilingKind.Region && codes.Contains(f.Key))), a => a.Regions.Any(r => codes.Contains(r.RegionCode)));
        }
        if (Tag.Length > 0)
        {
            var slugs = terms.Find(Tag) is { } term ? terms.SlugsOf(term.Id) : [Tag];
            articles = reach.Saying(articles, Among(db.Filings.Where(f => f.Kind == FilingKind.Term && slugs.Contains(f.Key))), a => a.Terms.Any(t => slugs.Contains(t.Term!.Slug)));
        }
        if (Author.Length > 0)
        {
            var people = await PeopleAsync(db, ct);
            // As it may stand in a byline: no engine folds the case of all letters
            var bylines = db.Bylines.AsQueryable();
            foreach (var word in WrittenWord.AllOf(Author)) bylines = bylines.Where(b => b.Name.Contains(word.Given) || b.Name.Contains(word.Lower) || b.Name.Contains(word.Capital));
            var named = bylines.Select(b => b.ArticleId);
            var (ids, signed, typed) = (people.ConvertAll(p => p.Key), people.ConvertAll(p => (long?)p.Id), Folding.Lower(Author));
            articles = reach.Saying(articles, Among(db.Filings.Where(f => f.Kind == FilingKind.Person && ids.Contains(f.Key) || f.Kind == FilingKind.Author && f.Key.Contains(typed))),
                a => a.Bylines.Any(b => signed.Contains(b.PersonId)) || named.Contains(a.Id));
        }
        if (Type is { } type) articles = articles.Where(a => a.Type == type);
        if (Lang.Length > 0) articles = articles.Where(a => a.Lang == Lang);
        if (Year is { } year)
        {
            var (from, to) = (Dates.ToUtc(new DateOnly(year, 1, 1), TimeOnly.MinValue), Dates.ToUtc(new DateOnly(year + 1, 1, 1), TimeOnly.MinValue));
            articles = articles.Where(a => a.PublishedUtc >= from && a.PublishedUtc < to);
        }
        return articles;
    }

    // "in", not "exists": a rare tag is then looked up once, where the other asks for each of 20,000 articles
    private static Expression<Func<Article, bool>> Among(IQueryable<Filing> filings) => a => filings.Select(f => f.ArticleId).Contains(a.Id);

    public IQueryable<ToldArticle> Ordered(IQueryable<ToldArticle> articles) => Order switch
    {
        // What is not published yet comes first: it is what is newest
        ListOrder.Published => articles.OrderBy(t => t.Article.PublishedUtc != null).ThenByDescending(t => t.Article.PublishedUtc).ThenByDescending(t => t.Article.Id),
        ListOrder.Title => articles.OrderBy(t => EF.Functions.Collate(t.Line.Title, NewsDb.FinnishOrder)).ThenBy(t => t.Article.Id),
        _ => articles.OrderByDescending(t => t.Article.SavedUtc).ThenByDescending(t => t.Article.Id),
    };

    // An account that is not there owns nothing: not those articles that nobody owns
    private static async Task<long?> OwnerAsync(NewsDb db, Guid id, CancellationToken ct) =>
        await db.Users.Where(u => u.PublicId == id).Select(u => (long?)u.Id).SingleOrDefaultAsync(ct) ?? 0;

    private async Task<List<(long Id, string Key)>> PeopleAsync(NewsDb db, CancellationToken ct)
    {
        var people = db.People.AsNoTracking();
        foreach (var word in WrittenWord.AllOf(Author))
            people = people.Where(p => p.Name.Contains(word.Given) || p.Name.Contains(word.Lower) || p.Name.Contains(word.Capital));
        return (await people.Select(p => new { p.Id, p.PublicId }).Take(100).ToListAsync(ct)).ConvertAll(p => (p.Id, p.PublicId.ToString()));
    }
}
