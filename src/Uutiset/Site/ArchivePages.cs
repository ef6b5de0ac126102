using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Search;
using Uutiset.Search.Wording;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/arkisto: everything public, newest first, or what a search and its filters leave. Any address is a legal question.</summary>
internal sealed class ArchivePages(NewsDb db, Press press, Archive archive, MissedSearches missed, OpenDeadlines deadlines, DeadlineQuestions questions, NamedPages named)
{
    private const int PerPage = 20;
    private const int MostDeadlines = 3;

    public async Task<IResult> ShowAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var texts = press.In(lang);
        var asked = ArchiveAsked.Read(http.Request.Query);
        var terms = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && t.MergedIntoId == null)
            .OrderBy(t => EF.Functions.Collate(t.LabelFi, NewsDb.FinnishOrder))
            .Select(t => new TermLabel(t.Slug, t.Scheme, t.LabelFi, t.LabelSv, t.LabelEn)).ToListAsync(ct);
        var author = asked.Author is { } slug ? await db.People.AsNoTracking().Where(p => p.Slug == slug).Select(p => p.Name).FirstOrDefaultAsync(ct) ?? slug : null;
        var query = asked.Query(lang, PerPage);
        var found = await archive.SearchAsync(query, ct);
        await missed.NoteAsync(query, found, http.Connection.RemoteIpAddress, ct);
        var slugs = new[] { asked.Tag, asked.Audience, asked.Series }.OfType<string>().ToList();
        var known = slugs.Count == 0 ? [] : await db.Terms.Where(t => slugs.Contains(t.Slug)).Select(t => new { t.Slug, t.Scheme }).ToListAsync(ct);
        var unknown = asked.Unknown || asked.Tag is { } tag && !known.Exists(t => t.Slug == tag)
            || asked.Audience is { } readers && !known.Exists(t => t.Slug == readers && t.Scheme == TermScheme.Audience) || asked.Series is { } series && !known.Exists(t => t.Slug == series && t.Scheme == TermScheme.Series);
        Choice[] Offered(string? chosen, params TermScheme[] schemes) =>
            [.. terms.Where(t => schemes.Contains(t.Scheme)).OrderBy(t => t.Scheme).Select(t => new Choice(t.Slug, t.In(lang), t.Slug == chosen))];
        // From here on the page is about what was searched in the place of what was typed
        var searched = found.As is SearchedAs.Joined or SearchedAs.Corrected ? asked with { Q = found.DidYouMean, Page = 1 } : asked;
        var narrowing = new ArchiveNarrowing(searched, texts, terms, author);
        var feed = new Feed(texts["archive.feed"], searched.Feed(lang, "atom"), "application/atom+xml");
        string Address(int page) => asked.Address(lang, page);
        return press.Show(http, "archive", new Uutiset.Themes.Pages.ArchivePage(
            press.Frame(lang), press.Head(lang, Title(asked, texts), "/arkisto") with { NoIndex = asked.Anything, Query = asked.Q, Languages = Switch(asked, lang), Feeds = asked.Anything ? [feed] : [] }, asked.Q is null ? ["archive"] : ["archive", "deadlines"])
        {
            Query = asked.Q ?? "",
            Searched = searched.Q ?? "",
            Feed = asked.Anything ? feed : null,
            Asked = asked.Anything,
            Removals = narrowing.Removals,
            Facets = narrowing.Groups(found.Facets),
            Understood = found.Understood.Count > 0 ? string.Join(" · ", found.Understood) : null,
            Deadlines = asked is { Page: 1, Q: { } q } && questions.In(q) is { } of ? await deadlines.AskedAsync(of, MostDeadlines, texts, ct) : [],
            Named = asked is { Page: 1, Q: { } text } ? [.. (await named.InAsync(db, text, lang, ct)).Select(n => new Link(Press.At(lang, n.Path), n.Name))] : [],
            DeadlinesUrl = Press.At(lang, "/maaraajat"),
            Without = found.Total == 0 ? await WithoutAsync(narrowing, lang, ct) : [],
            Newest = found.Total == 0 ? [.. (await archive.SearchAsync(new ArchiveQuery { PageSize = 3, LabelLang = lang, WithFacets = false }, ct)).Hits.Select(h => Hit(h, texts, terms))] : [],
            // An address from before the lists were parted names an audience or a series as a topic: it stays chosen where it was
            Tags = [.. Offered(asked.Tag, TermScheme.Theme, TermScheme.Programme), .. Offered(asked.Tag, TermScheme.Audience, TermScheme.Series).Where(t => t.Selected)],
            Audiences = Offered(asked.Audience, TermScheme.Audience),
            Series = Offered(asked.Series, TermScheme.Series),
            Regions = [.. Regions.All.Select(r => new Choice(r.Slug, r.Short.In(lang), r == asked.Region))],
            Types = [.. Enum.GetValues<ArticleType>().Where(t => t != ArticleType.Page).Select(t => new Choice(ArchiveAsked.Name(t), texts.Type(t), t == asked.Type))],
            Langs = [.. press.Languages.Select(l => new Choice(l, texts["archive.lang." + l], l == asked.Lang))],
            Sorts = [new("relevance", texts["sort.relevance"], asked.Sort == ArchiveSort.Relevance), new("newest", texts["sort.newest"], asked.Sort == ArchiveSort.Newest)],
            From = asked.From is { } from ? Dates.Iso(from) : null,
            To = asked.To is { } to ? Dates.Iso(to) : null,
            Author = author is null ? null : new(author, null),
            AuthorSlug = asked.Author,
            Total = found.Total,
            Hits = [.. found.Hits.Select(h => Hit(h, texts, terms))],
            DidYouMean = found is { As: SearchedAs.Typed, DidYouMean: { } better } ? new((asked with { Q = better, Page = 1 }).Address(lang, 1), better) : null,
            StillTyped = searched != asked ? new((asked with { AsTyped = true, Page = 1 }).Address(lang, 1), asked.Q!) : null,
            Note = found.As == SearchedAs.AnyWord ? texts["archive.asAny"] : unknown ? texts["archive.unknown"] : null,
            Paging = Cards.Paging(asked.Page, PerPage, found.Total, Address),
        });
    }

    // An address with all filters costs ten questions; no form asks more than that
    private async Task<IReadOnlyList<FacetRow>> WithoutAsync(ArchiveNarrowing narrowing, string lang, CancellationToken ct)
    {
        var rows = new List<FacetRow>();
        foreach (var (label, without) in narrowing.On) await AddAsync(press.In(lang).Get("archive.without", ("filter", label)), without);
        if (rows.Count == 0 && narrowing.On.Count > 1) await AddAsync(press.In(lang)["archive.withoutAll"], narrowing.Bare);
        return rows;

        async Task AddAsync(string label, ArchiveAsked asked)
        {
            if (await archive.CountAsync(asked.Query(lang, PerPage), ct) is var count and > 0) rows.Add(new FacetRow(label, asked.Address(lang, 1), count));
        }
    }

    private static ArticleCard Hit(ArchiveHit hit, SiteTexts texts, List<TermLabel> terms) =>
        new(Press.At(texts.Lang, hit.Path), hit.Title, Cards.Kicker(hit.Type, hit.EasyLanguage, texts), Cards.Published(hit.PublishedUtc, hit.PublishedPrecision, texts.Lang), hit.SummaryLang is null ? Cards.Foreign(ContentTag.Of(hit.Lang, hit.EasyLanguage), texts.Lang) : null)
        {
            Summary = hit.SummaryLang is null ? null : texts.SummaryNote(hit.Lang),
            Regions = Cards.Regions(hit.Regions, texts.Lang),
            Authors = hit.Authors.Count > 0 ? string.Join(", ", hit.Authors) : null,
            // The index keeps the labels in the article's language; cards name topics in the page's
            Tags = Cards.Tags(hit.Tags.Select(t => terms.Find(label => label.Slug == t.Slug)).OfType<TermLabel>().Where(t => t.Scheme != TermScheme.Audience), texts.Lang),
            Moves = [.. hit.Moved.Select(d => DeadlineLeaves.Move(d, texts, named: true)).OfType<DeadlineMove>()],
            // Escaped by Search, with mark as the only element
            TitleHtml = new(hit.TitleHtml),
            SnippetHtml = hit.SnippetHtml.Length > 0 ? new(hit.SnippetHtml) : null,
        };

    private IReadOnlyList<LanguageLink> Switch(ArchiveAsked asked, string lang) =>
        [.. press.Languages.Select(l => new LanguageLink(l, Themes.SiteFrames.NameOf(l), asked.Address(l, asked.Page), l == lang))];

    private static string Title(ArchiveAsked asked, SiteTexts texts) => asked.Q is { } q ? $"{q} – {texts["nav.archive"]}" : texts["nav.archive"];
}
