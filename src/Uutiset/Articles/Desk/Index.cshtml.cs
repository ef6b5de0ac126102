using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Bulk;
using Uutiset.Articles.Finding;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>The articles a person may see, narrowed by the address, and the beginning of a change of many of them.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class IndexModel(NewsDb db, Terms terms, Analysis analysis, ArticleRights rights, BulkPlanning planning, DeskText text, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;
    private TermIndex index = null!;

    public ListAsked Asked { get; private set; } = new();

    public int Number { get; private set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public ListChoices Choices { get; private set; } = null!;

    [BindProperty]
    public BulkForm Bulk { get; set; } = new();

    internal sealed record Row(
        ToldLine Line, bool EasyLanguage, bool HasChanges, bool IsReviewed, DateTime? PublishedUtc, DateTime? PublishAtUtc, DateTime SavedUtc, string SavedBy, int Version, bool IsNewest, List<string> Filed, List<string> Shown)
    {
        public string Mark => FormattableString.Invariant($"{Line.Id}:{Version}");

        public IEnumerable<string> Regions(string lang) =>
            (IsNewest ? Filed : Shown).Distinct().Select(Vocabulary.Regions.Find).OfType<Region>().OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => r.Short.In(lang));
    }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>Writes down what would happen and shows it; nothing is changed yet.</summary>
    public async Task<IActionResult> OnPostPlanAsync(CancellationToken ct)
    {
        index = await terms.IndexAsync(ct);
        var (value, field, error, word) = await Bulk.ValueAsync(db, index, ct);
        if (value is null) ModelState.AddModelError($"Bulk.{field}", word is null ? text[error] : text[error, word, string.Join(", ", index.Nearest(word, text.Lang).DefaultIfEmpty("–"))]);
        var versions = Bulk.Versions();
        if (versions is { Count: 0 }) ModelState.AddModelError("Bulk.Scope", "lists.bulk.none");
        if (ModelState.IsValid)
        {
            var ids = versions?.Keys.ToList() ?? [];
            var articles = versions is null ? (await FoundAsync(ct)).Articles : (await rights.ReachOfAsync(User, ct)).Seen(db.Articles).Where(a => ids.Contains(a.PublicId));
            if (versions is not null || await articles.CountAsync(ct) <= BulkPlanning.Most)
                return Redirect($"/desk/articles/changes/{(await planning.PlanAsync(articles, versions, Bulk.What, value!, User, ct)).PublicId}");
            ModelState.AddModelError("Bulk.Scope", text["lists.bulk.many", text.Number(BulkPlanning.Most)]);
        }
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public string Href(int page) => Asked.Query(null, ("page", page.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What narrows the list, in words.</summary>
    public string Label(string name, string value) => name switch
    {
        "q" => text["lists.active.words", value],
        "status" => value == ListAsked.Changes ? text["articles.changes"] : text["articles.status." + Enum.Parse<ArticleStatus>(value, ignoreCase: true)],
        "whose" => value == ListAsked.Mine ? text["articles.filter.mine"] : Choices.Accounts.FirstOrDefault(a => a.Id.ToString() == value)?.Name ?? value,
        "region" => value == ListAsked.Nationwide ? text["lists.nationwide"] : Regions.Find(value)!.Short.In(text.Lang),
        "tag" => index.Find(value)?.Label.In(text.Lang) ?? value,
        "type" => text["articles.type." + value],
        "lang" => text["articles.lang." + value],
        _ => value,
    };

    private async Task<(IQueryable<Article> Articles, ArticleReach Reach)> FoundAsync(CancellationToken ct)
    {
        Asked = ListAsked.Of(Request.Query);
        index = await terms.IndexAsync(ct);
        var reach = await rights.ReachOfAsync(User, ct);
        return (await Asked.ApplyAsync(db, index, analysis, Actor.Of(User).UserId, reach, reach.Seen(db.Articles.AsNoTracking()), ct), reach);
    }

    /// <summary>A fixed number of commands: the vocabulary, whose they are, how many there are, this page of them, what the filters offer.</summary>
    private async Task LoadAsync(CancellationToken ct)
    {
        var (articles, reach) = await FoundAsync(ct);
        var page = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        // Which ones first, by an index that holds all that is asked; sorting the rows themselves would read every text there is
        var ids = await PageAsync(Asked.Ordered(reach.Told(articles)).Select(t => t.Article.Id), page, ct);
        // In one command: an article has a region or two, and the page thirty articles
        Rows = await Asked.Ordered(reach.Told(db.Articles.AsNoTracking().AsSingleQuery().Where(a => ids.Contains(a.Id))))
            .Select(t => new Row(t.Line, t.Article.EasyLanguage, t.Article.PublicRevision != null && t.Article.PublicRevision != t.Article.WorkingRevision,
                db.ArticleReviews.Any(r => r.ArticleId == t.Article.Id && r.State == Workflow.ReviewState.Asked), t.Article.PublishedUtc, t.Article.PublishAtUtc, t.Article.SavedUtc, t.Article.SavedBy, t.Article.Version,
                t.IsNewest, t.Article.Filings.Where(f => f.Kind == FilingKind.Region).Select(f => f.Key).ToList(), t.Article.Regions.Select(r => r.RegionCode).ToList()))
            .ToListAsync(ct);
        Choices = await ListChoices.LoadAsync(db, index, text.Lang, clock.Today().Year, ct);
    }

    private async Task<List<long>> PageAsync(IQueryable<long> found, int page, CancellationToken ct)
    {
        // Looking through words twice, to count and to page, costs more than the keys of all that have them
        var all = Asked.Words.Length > 0 ? await found.ToListAsync(ct) : null;
        Total = all?.Count ?? await found.CountAsync(ct);
        Number = Math.Clamp(page, 1, Pages);
        var skip = (Number - 1) * PageSize;
        return all is not null ? [.. all.Skip(skip).Take(PageSize)] : await found.Skip(skip).Take(PageSize).ToListAsync(ct);
    }
}

internal sealed record AccountChoice(Guid Id, string Name);

/// <summary>What the filters and the bulk change offer, in three commands.</summary>
internal sealed record ListChoices(IReadOnlyList<AccountChoice> Accounts, IReadOnlyList<string> Authors, IReadOnlyList<TermEntry> Terms, IReadOnlyList<int> Years)
{
    private const int MostAuthors = 300;

    public static async Task<ListChoices> LoadAsync(NewsDb db, TermIndex index, string lang, int thisYear, CancellationToken ct)
    {
        var accounts = await db.Users.AsNoTracking().Where(u => !u.Disabled).OrderBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder)).ThenBy(u => u.Id)
            .Select(u => new AccountChoice(u.PublicId, u.Name)).ToListAsync(ct);
        // Suggestions only: any name may be typed
        var authors = await db.People.AsNoTracking().Select(p => p.Name).Distinct().OrderBy(n => EF.Functions.Collate(n, NewsDb.FinnishOrder)).Take(MostAuthors).ToListAsync(ct);
        var first = await db.Articles.Where(a => a.Status == ArticleStatus.Published).MinAsync(a => a.PublishedUtc, ct);
        var order = StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true);
        return new ListChoices(accounts, authors, [.. index.Active.OrderBy(t => t.Scheme).ThenBy(t => t.Label.In(lang), order)],
            [.. Enumerable.Range(first?.Year ?? thisYear, Math.Max(1, thisYear - (first?.Year ?? thisYear) + 1)).Reverse()]);
    }
}
