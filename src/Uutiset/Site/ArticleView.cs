using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Search;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>What an article's page needs from the database.</summary>
internal sealed class ArticleView(NewsDb db, Press press, Related related)
{
    private const int MostNeighbours = 20;

    public async Task<Article> LoadAsync(long id, CancellationToken ct)
    {
        var article = await db.Articles.AsNoTracking().AsSplitQuery()
            .Include(a => a.Publisher).Include(a => a.Bylines).Include(a => a.Terms).ThenInclude(t => t.Term).Include(a => a.Regions).Include(a => a.Links)
            .Include(a => a.HeroMedia).Include(a => a.Attachments).ThenInclude(t => t.Media).Include(a => a.Attachments).ThenInclude(t => t.Event).Include(a => a.Deadlines).ThenInclude(d => d.Deadline).Include(a => a.Events).ThenInclude(e => e.Event)
            .Include(a => a.Corrections).Include(a => a.Contacts).Include(a => a.Mentions).ThenInclude(m => m.Organisation).Include(a => a.Summaries)
            .SingleAsync(a => a.Id == id, ct);
        await db.WithHistoryAsync([.. article.Deadlines.Select(d => d.Deadline!)], ct);
        return article;
    }

    public async Task<IReadOnlyDictionary<long, Person>> PeopleAsync(Article article, CancellationToken ct)
    {
        var ids = article.Bylines.Select(b => b.PersonId).Concat(article.Contacts.Select(c => c.PersonId)).OfType<long>().Distinct().ToArray();
        return await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Successor).Include(p => p.Photo).Include(p => p.Regions).AsSplitQuery().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    }

    /// <summary>The project that the article belongs to; else the one that its bylines name, as printed and as a link when it has a page.</summary>
    public async Task<Link?> ProjectAsync(Article article, string lang, CancellationToken ct)
    {
        var printed = article.Bylines.OrderBy(b => b.Position).Select(b => b.Project).FirstOrDefault(p => !string.IsNullOrWhiteSpace(p));
        if (article.ProjectId is null && printed is null) return null;
        var project = await db.Projects.AsNoTracking().Where(p => p.Id == article.ProjectId || article.ProjectId == null && (p.Name == printed || p.NameSv == printed)).OrderBy(p => p.Id).FirstOrDefaultAsync(ct);
        return project is null ? new("", printed!) : new(Press.At(lang, "/hankkeet/" + project.Slug), article.ProjectId is null ? printed! : project.Label.In(lang));
    }

    /// <summary>Where readers can have their say about what the article tells, in whatever language it tells it; the one that closes next first.</summary>
    public async Task<IReadOnlyList<Link>> OpeningsAsync(Article article, string lang, CancellationToken ct)
    {
        var group = article.GroupId;
        var openings = await db.Openings.AsNoTracking().Where(o => o.IsPublic && o.Articles.Any(a => (a.Article!.TranslationOfId ?? a.ArticleId) == group)).NextFirst(Dates.DayOf(press.NowUtc)).ToListAsync(ct);
        return [.. openings.Select(o => new Link(Press.At(lang, o.Path), o.Title, Cards.Foreign(o.Lang, lang)))];
    }

    /// <summary>All of our own articles that this one links to, as far as they are public: its text may point at any of them.</summary>
    public async Task<IReadOnlyList<LinkedRow>> LinkedAsync(Article article, CancellationToken ct)
    {
        var targets = article.Links.Select(l => l.TargetId).OfType<long>().Distinct().ToList();
        return targets.Count == 0 ? [] : await db.Articles.VisibleAt(press.NowUtc).Where(a => targets.Contains(a.Id)).Select(LinkedRow.Of).ToListAsync(ct);
    }

    /// <summary>Related articles that the editor chose, in the chosen order, those that are public.</summary>
    public async Task<IReadOnlyList<ArticleRow>> EditorsChoiceAsync(Article article, CancellationToken ct)
    {
        var chosen = article.Links.Where(l => l.TargetId is not null && !ArticleRelations.TwoWays.Contains(l.Kind)).OrderBy(l => l.Position).Select(l => l.TargetId!.Value).Distinct().ToList();
        var rows = await db.Articles.VisibleAt(press.NowUtc).Where(a => chosen.Contains(a.Id) && a.Id != article.Id).ToRowsAsync(ct);
        return [.. rows.OrderBy(r => chosen.IndexOf(r.Id))];
    }

    /// <summary>
    /// What this article goes on from, corrects or supersedes, and what does so to it or to another version of it: each item once for each
    /// relation, in the reader's version, the first first.
    /// </summary>
    public async Task<IReadOnlyList<Neighbour>> NeighboursAsync(Article article, string lang, CancellationToken ct)
    {
        var (own, visible) = (article.GroupId, db.Articles.VisibleAt(press.NowUtc));
        var links = article.Links.FindAll(l => l.TargetId is not null && ArticleRelations.TwoWays.Contains(l.Kind));
        var told = links.ConvertAll(l => l.TargetId!.Value);
        var itemOf = told.Count == 0 ? [] : await db.Articles.Where(a => told.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.TranslationOfId ?? a.Id, ct);
        var versions = db.Articles.Where(v => v.Id == own || v.TranslationOfId == own).Select(v => (long?)v.Id);
        // From the links on: through the articles it would ask each of them
        var back = await db.Set<ArticleLink>().Where(l => ArticleRelations.TwoWays.Contains(l.Kind) && versions.Contains(l.TargetId))
            .Join(visible, l => l.ArticleId, a => a.Id, (l, a) => new { l.Kind, Item = a.TranslationOfId ?? a.Id }).Distinct().ToListAsync(ct);
        var relations = links.Where(l => itemOf.ContainsKey(l.TargetId!.Value)).Select(l => (l.Kind, Item: itemOf[l.TargetId!.Value], IsBack: false))
            .Concat(back.Select(b => (b.Kind, b.Item, IsBack: true))).Where(r => r.Item != own).Distinct().ToLookup(r => r.Item);
        var items = relations.Select(r => r.Key).ToList();
        if (items.Count == 0) return [];
        var found = await visible.Where(a => items.Contains(a.Id) || items.Contains(a.TranslationOfId!.Value)).OneVersionEach(lang)
            .OrderBy(a => a.PublishedUtc).ThenBy(a => a.Id).Take(MostNeighbours).Select(a => new { a.Id, Item = a.TranslationOfId ?? a.Id, a.Type, a.Slug, a.Title, a.Lang }).ToListAsync(ct);
        return [.. found.SelectMany(a => relations[a.Item].Select(r => new Neighbour(r.Kind, r.IsBack, a.Id, a.Item, Article.PathOf(a.Type, a.Slug), a.Title, a.Lang)))];
    }

    /// <summary>What Search finds to belong together, with its reasons.</summary>
    public async Task<IReadOnlyList<ArticleCard>> RelatedAsync(Article article, IReadOnlyList<long> leaveOut, SiteTexts texts, CancellationToken ct)
    {
        var found = await related.OfAsync(article.Id, most: 6, leaveOut, ct);
        var ids = found.Select(f => f.Id).ToList();
        var rows = await db.Articles.VisibleAt(press.NowUtc).Where(a => ids.Contains(a.PublicId)).ToRowsAsync(ct);
        return [.. rows.OrderBy(r => ids.IndexOf(r.PublicId)).Select(r =>
            Cards.Card(r, texts, RelatedReason.Sentence(found[ids.IndexOf(r.PublicId)].Reasons, texts.Lang)))];
    }

    /// <summary>The other public versions of the item. Of two that stand in one place, while one is on its way elsewhere, the newer.</summary>
    public async Task<IReadOnlyList<ArticleVersion>> VersionsAsync(Article article, CancellationToken ct)
    {
        var original = article.GroupId;
        var rows = await db.Articles.AsNoTracking().VisibleAt(press.NowUtc)
            .Where(a => a.Id != article.Id && (a.Id == original || a.TranslationOfId == original)).OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id)
            .Select(a => new { a.Id, a.Lang, a.EasyLanguage, a.Type, a.Slug }).ToListAsync(ct);
        return [.. rows.Select(r => new ArticleVersion(r.Id, r.Lang, r.EasyLanguage, Article.PathOf(r.Type, r.Slug))).DistinctBy(v => v.Tag)
            .Where(v => v.Tag != article.LanguageTag).OrderBy(v => DraftCheck.ContentLanguages.ToList().IndexOf(v.Lang)).ThenBy(v => v.EasyLanguage)];
    }
}

/// <param name="Path">Without prefix.</param>
internal sealed record ArticleVersion(long Id, string Lang, bool EasyLanguage, string Path)
{
    public string Tag => ContentTag.Of(Lang, EasyLanguage);
}

/// <summary>An article that this one goes on from, corrects or supersedes, or <paramref name="IsBack"/> the other way round.</summary>
/// <param name="Item">Key of its versions.</param>
internal sealed record Neighbour(LinkKind Kind, bool IsBack, long Id, long Item, string Path, string Title, string Lang);
