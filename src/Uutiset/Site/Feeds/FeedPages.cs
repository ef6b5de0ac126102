using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Versions;
using Uutiset.Data;
using Uutiset.Search;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Feeds;

/// <summary>syote.atom, syote.rss and syote.json of the whole site and of each theme, region, writer and project; arkisto.atom and its like of a search.</summary>
internal sealed class FeedPages(NewsDb db, Press press, Archive archive)
{
    private const int Items = 30;
    private const int Mended = 20;
    private const int MendedForDays = 30;

    public Task<IResult> AllAsync(HttpContext http, string lang, string format, string? only, CancellationToken ct) =>
        ShowAsync(http, lang, format, press.Frame(lang).Name, "/", db.Articles, only, ct);

    public async Task<IResult> TermAsync(HttpContext http, string lang, string slug, string format, string? only, CancellationToken ct)
    {
        var term = await db.Terms.AsNoTracking().FirstOrDefaultAsync(t => t.Slug == slug && t.State == TermState.Active, ct);
        if (term is null) return NotFoundPages.NotFound(http, lang, press);
        if (term.MergedIntoId is { } heirId)
        {
            var heir = await db.Terms.AsNoTracking().Where(t => t.Id == heirId).Select(t => t.Slug).SingleAsync(ct);
            return Results.Redirect(Press.At(lang, $"/aiheet/{heir}/syote.{format}"), permanent: true);
        }
        return await ShowAsync(http, lang, format, Named(lang, term.Label.In(lang)), "/aiheet/" + slug, db.Articles.Where(a => a.Terms.Any(t => t.TermId == term.Id)), only, ct);
    }

    public Task<IResult> RegionAsync(HttpContext http, string lang, string slug, string format, string? only, CancellationToken ct)
    {
        if (Regions.FindBySlug(slug) is not { } region) return Task.FromResult(NotFoundPages.NotFound(http, lang, press));
        var covering = Regions.Covering(region.Code);
        return ShowAsync(http, lang, format, Named(lang, region.Name.In(lang)), "/alueet/" + slug, db.Articles.Where(a => a.Regions.Any(r => covering.Contains(r.RegionCode))), only, ct);
    }

    public async Task<IResult> AuthorAsync(HttpContext http, string lang, string slug, string format, string? only, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Slug == slug).Select(p => new { p.Id, p.Name }).FirstOrDefaultAsync(ct);
        return person is null
            ? NotFoundPages.NotFound(http, lang, press)
            : await ShowAsync(http, lang, format, Named(lang, person.Name), "/tekijat/" + slug, db.Articles.Where(a => a.Bylines.Any(b => b.PersonId == person.Id)), only, ct);
    }

    public async Task<IResult> ProjectAsync(HttpContext http, string lang, string slug, string format, string? only, CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().FirstOrDefaultAsync(p => p.Slug == slug, ct);
        return project is null
            ? NotFoundPages.NotFound(http, lang, press)
            : await ShowAsync(http, lang, format, Named(lang, project.Label.In(lang)), "/hankkeet/" + slug, db.Articles.Where(a => a.ProjectId == project.Id), only, ct);
    }

    /// <summary>What a search finds, the newest first. Exactly as it is written: a feed that guesses would bring other things on another day.</summary>
    public async Task<IResult> SearchAsync(HttpContext http, string lang, string format, CancellationToken ct)
    {
        var asked = ArchiveAsked.Read(http.Request.Query) with { Page = 1 };
        var found = await archive.SearchAsync(asked.Query(lang, Items) with { Sort = ArchiveSort.Newest, AsTyped = true, WithFacets = false }, ct);
        var ids = found.Hits.Select(h => h.Id).ToList();
        var title = Named(lang, asked.Q ?? press.In(lang)["nav.archive"]);
        return await WriteAsync(http, lang, format, title, asked.Address("fi", 1), asked.Feed("fi", format), db.Articles.VisibleAt(press.NowUtc).Where(a => ids.Contains(a.PublicId)), asked.Lang ?? lang, ct);
    }

    private string Named(string lang, string what) => $"{press.Frame(lang).Name}: {what}";

    private async Task<IResult> ShowAsync(HttpContext http, string lang, string format, string title, string path, IQueryable<Article> articles, string? only, CancellationToken ct)
    {
        articles = articles.VisibleAt(press.NowUtc).Listed();
        articles = Languages.IsKnown(only) ? articles.ReadableIn(db.Articles.VisibleAt(press.NowUtc), only!) : articles.OneVersionEach(lang);
        return await WriteAsync(http, lang, format, title, path, $"{(path == "/" ? "" : path)}/syote.{format}", articles, Languages.IsKnown(only) ? only! : lang, ct);
    }

    /// <param name="page">Address of what is followed, without prefix; so is that of the feed itself.</param>
    /// <param name="readerLang">Of summaries that stand for a text in another language.</param>
    private async Task<IResult> WriteAsync(HttpContext http, string lang, string format, string title, string page, string self, IQueryable<Article> articles, string readerLang, CancellationToken ct)
    {
        // An older article that was put right, or whose day moved, comes again: readers who have it learn what is right now
        var since = press.NowUtc.AddDays(-MendedForDays);
        var touched = db.Set<Correction>().Where(c => c.AtUtc >= since).Select(c => c.ArticleId)
            .Union(db.Set<ArticleDeadline>().Where(d => d.Deadline!.MovedUtc >= since).Select(d => d.ArticleId));
        var ids = await articles.NewestFirst().Take(Items).Select(a => a.Id)
            .Union(articles.Where(a => touched.Contains(a.Id)).NewestFirst().Take(Items + Mended).Select(a => a.Id)).ToListAsync(ct);
        var rows = await db.Articles.Where(a => ids.Contains(a.Id)).AsNoTracking().AsSplitQuery().NewestFirst()
            .Include(a => a.Bylines).Include(a => a.Terms).ThenInclude(t => t.Term)
            .Include(a => a.Deadlines).ThenInclude(d => d.Deadline).Include(a => a.Events).ThenInclude(e => e.Event)
            .Include(a => a.Links).Include(a => a.Attachments).ThenInclude(t => t.Media).Include(a => a.Attachments).ThenInclude(t => t.Event).Include(a => a.Contacts).Include(a => a.Mentions).ThenInclude(m => m.Organisation)
            .Include(a => a.Corrections).Include(a => a.Summaries).ToListAsync(ct);
        await db.WithHistoryAsync([.. rows.SelectMany(a => a.Deadlines).Select(d => d.Deadline!)], ct);
        var around = await AroundAsync(rows, ct);
        var items = rows.Select(a => FeedItem.Of(a, around, press, lang, readerLang)).ToArray();
        // An empty feed was last changed at a time that does not move, or every poll would see a change
        var feed = new FeedDocument(lang, title, press.Absolute(lang, page), press.Absolute(lang, self), items.Length > 0 ? items.Max(i => i.UpdatedUtc) : DateTime.UnixEpoch, items);
        return format switch
        {
            "rss" => Press.Answer(http, FeedWriting.Rss(feed), "application/rss+xml; charset=utf-8"),
            "json" => Press.Answer(http, FeedWriting.Json(feed), "application/feed+json; charset=utf-8"),
            _ => Press.Answer(http, FeedWriting.Atom(feed), "application/atom+xml; charset=utf-8"),
        };
    }

    /// <summary>The same number of commands however many entries there are.</summary>
    private async Task<FeedSurroundings> AroundAsync(IReadOnlyList<Article> rows, CancellationToken ct)
    {
        var visible = db.Articles.VisibleAt(press.NowUtc);
        var images = await Pictures.InTextAsync(db, rows, ct);
        var told = rows.SelectMany(a => a.Contacts).Select(c => c.PersonId).OfType<long>().Distinct().ToArray();
        var people = await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Successor).Where(p => told.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var targets = rows.SelectMany(a => a.Links).Select(l => l.TargetId).OfType<long>().Distinct().ToArray();
        var links = await visible.Where(a => targets.Contains(a.Id)).Select(LinkedRow.Of).ToListAsync(ct);
        return new(images, links, people, await db.RelationsAsync([.. rows.Select(a => a.Id)], press.NowUtc, ct));
    }
}
