using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Articles.Workflow;
using Uutiset.Vocabulary.Body;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>That an article uses a file, so that nobody has to read twenty thousand texts to know who does.</summary>
internal sealed class ArticleMedia
{
    public long ArticleId { get; set; }
    public Guid MediaId { get; set; }
    // All three false: only an earlier text did, and it may be brought back
    /// <summary>The newest saved text does.</summary>
    public bool Working { get; set; }
    /// <summary>The published text shows it: hero or body. Attachments are asked for their days instead.</summary>
    public bool Shown { get; set; }
    /// <summary>Some published text did, and published texts are kept for ever (PUB-02).</summary>
    public bool Published { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleMedia>
    {
        public void Configure(EntityTypeBuilder<ArticleMedia> row)
        {
            row.HasKey(r => new { r.ArticleId, r.MediaId });
            row.HasIndex(r => r.MediaId);
        }
    }
}

/// <summary>The files that a draft uses.</summary>
internal sealed record DraftMedia(IReadOnlyList<Reference> InText, Guid? Hero, IReadOnlySet<Guid> Attached)
{
    public static DraftMedia Of(ArticleDraft draft) => new(
        draft.BodyHtml?.Contains("media:", StringComparison.Ordinal) == true && HtmlCleaner.IsWithinBounds(draft.BodyHtml)
            ? [.. HtmlCleaner.Read(draft.BodyHtml, draft.Lang).OfType<Reference>().Where(r => r.MediaId is not null)] : [],
        draft.HeroMediaId, draft.Attachments.SelectMany(a => a.Files).ToHashSet());

    public IReadOnlySet<Guid> Shown => InText.Select(r => r.MediaId).Append(Hero).OfType<Guid>().ToHashSet();

    public IReadOnlySet<Guid> All => Shown.Union(Attached).ToHashSet();

    /// <summary>Shows this image with no words but the library's.</summary>
    public bool LeansOnAlt(Guid media) => Hero == media || InText.Any(r => r.MediaId == media && r.Alt is null);

    public void MarkWorking(Article article) => Mark(article, All, row => row.Working = All.Contains(row.MediaId));

    public void MarkPublished(Article article) => Mark(article, All, row => (row.Shown, row.Published) = (Shown.Contains(row.MediaId), row.Published || All.Contains(row.MediaId)));

    private static void Mark(Article article, IReadOnlySet<Guid> used, Action<ArticleMedia> mark)
    {
        article.Media.AddRange(used.Except(article.Media.Select(m => m.MediaId)).Select(id => new ArticleMedia { MediaId = id }).ToList());
        article.Media.ForEach(mark);
    }

    /// <summary>
    /// A file that is gone, an image that says nothing to those who cannot see it (A11Y-09), and one of which nobody has said who made it and under
    /// which licence it may stand there (PUB-10), keep the article from the public; the image is named.
    /// </summary>
    public async Task<IReadOnlyList<FieldError>> UnfitAsync(NewsDb db, string lang, CancellationToken ct)
    {
        var all = All;
        if (all.Count == 0) return [];
        var items = await db.MediaItems.AsNoTracking().Where(m => all.Contains(m.PublicId)).ToDictionaryAsync(m => m.PublicId, ct);
        var errors = new List<FieldError>();
        if (Hero is { } lost && !items.ContainsKey(lost)) errors.Add(Gone("heroMediaId"));
        if (InText.Any(r => !items.ContainsKey(r.MediaId!.Value))) errors.Add(Gone("bodyHtml"));
        if (Attached.Any(id => !items.ContainsKey(id))) errors.Add(Gone("attachments"));
        if (Hero is { } hero && items.TryGetValue(hero, out var top) && !top.MaySpeak(lang)) errors.Add(Silent("heroMediaId", top, lang));
        errors.AddRange(InText.Where(r => r.Alt is null).Select(r => items.GetValueOrDefault(r.MediaId!.Value)).OfType<MediaItem>().Where(m => !m.MaySpeak(lang)).DistinctBy(m => m.Id)
            .Select(m => Silent("bodyHtml", m, lang)));
        foreach (var (field, ids) in new (string, IEnumerable<Guid>)[] { ("heroMediaId", new[] { Hero }.OfType<Guid>()), ("bodyHtml", InText.Select(r => r.MediaId!.Value)), ("attachments", Attached) })
            errors.AddRange(ids.Distinct().Select(items.GetValueOrDefault).OfType<MediaItem>().Where(m => !m.MayStand).Select(m => m.Uncredited(field)));
        return errors;
    }

    private static FieldError Gone(string field) => new(field,
        "Tiedosto on poistettu kirjastosta. Valitse toinen tai ota se pois jutusta.", "Filen har tagits bort ur biblioteket. Välj en annan eller ta bort den ur artikeln.",
        "The file has been removed from the library. Choose another or take it out of the article.");

    private static FieldError Silent(string field, MediaItem item, string lang)
    {
        var (fi, sv, en) = lang switch { "sv" => ("ruotsiksi", "på svenska", "in Swedish"), "en" => ("englanniksi", "på engelska", "in English"), _ => ("suomeksi", "på finska", "in Finnish") };
        return new(field,
            $"Kuvalta ”{item.OriginalName}” puuttuu vaihtoehtoinen teksti {fi}. Kirjoita se kuvan tietoihin tai merkitse kuva koristeeksi: {item.DeskPath}",
            $"Bilden ”{item.OriginalName}” saknar alternativtext {sv}. Skriv den i bildens uppgifter eller märk bilden som dekorativ: {item.DeskPath}",
            $"The image “{item.OriginalName}” has no alternative text {en}. Write it on the image's page, or mark the image as decorative: {item.DeskPath}");
    }
}

/// <summary>Where articles use a file, and whether it may be read.</summary>
internal sealed class ArticleMediaUse(NewsDb db, PreviewLinks previews, ArticleRights rights, Asker asker) : IMediaUse
{
    public async Task<IReadOnlyList<MediaUse>> OfAsync(Guid media, CancellationToken ct)
    {
        var reach = await rights.ReachOfAsync(asker, ct);
        var rows = await reach.Told(db.Articles.AsNoTracking().Where(a => a.Media.Any(m => m.MediaId == media)).OrderByDescending(a => a.SavedUtc))
            .Select(t => new { t.Line, Now = t.Article.Media.Any(m => m.MediaId == media && (m.Working || m.Shown)) }).ToListAsync(ct);
        return [.. rows.Select(a => Use(a.Now ? "media.use.article" : "media.use.former", a.Line)), .. await TypedAsync(media, reach, ct)];
    }

    // What somebody is typing has no row of its own. There is at most one such text for each writer and article, so they are looked through.
    private async Task<IReadOnlyList<MediaUse>> TypedAsync(Guid media, ArticleReach reach, CancellationToken ct)
    {
        var id = media.ToString();
        var rows = await (from typed in db.Autosaves.AsNoTracking()
                          join t in reach.Told(db.Articles) on typed.ArticleId equals t.Article.Id
                          where typed.Draft.Contains(id) && !t.Article.Media.Any(m => m.MediaId == media)
                          orderby typed.SavedUtc descending
                          select t.Line).ToListAsync(ct);
        return [.. rows.DistinctBy(a => a.Id).Select(a => Use("media.use.typed", a))];
    }

    // That a file is in use is everybody's to know, and where; by which title, the reach says
    private static MediaUse Use(string kind, ToldLine article) => new(kind, article.Title.Length > 0 ? article.Title : ToldArticle.Untold, $"/desk/articles/{article.Id}", article.Lang);

    public Task<bool> OpensToAsync(Guid media, string key, CancellationToken ct) => previews.OpensAsync(media, key, ct);

    public Task<bool> IsComingAsync(Guid media, CancellationToken ct) => db.Articles.AnyAsync(a => a.PublishAtUtc != null && a.Media.Any(m => m.MediaId == media && m.Working), ct);

    public async Task<IReadOnlyList<MediaUse>> LeaningOnAltAsync(Guid media, IReadOnlyCollection<string> langs, CancellationToken ct)
    {
        var shown = await db.Articles.AsNoTracking().Where(a => a.Status == ArticleStatus.Published && a.Media.Any(m => m.MediaId == media && m.Shown))
            .Select(a => new { a.PublicId, a.Title, a.Lang, a.HeroMediaId, a.BodyHtml }).ToListAsync(ct);
        var coming = await (from t in (await rights.ReachOfAsync(asker, ct)).Told(db.Articles.AsNoTracking().Where(a => a.PublishAtUtc != null && a.Media.Any(m => m.MediaId == media && m.Working)))
                            join r in db.Revisions on new { ArticleId = t.Article.Id, Number = t.Article.WorkingRevision } equals new { r.ArticleId, r.Number }
                            select new { t.Line, r.Draft }).ToListAsync(ct);
        // The text that comes out at its hour decides, whoever asks; its title is told as anywhere
        return
        [
            .. shown.Select(a => (a.PublicId, a.Title, Draft: new ArticleDraft { Lang = a.Lang, HeroMediaId = a.HeroMediaId, BodyHtml = a.BodyHtml }))
                .Concat(coming.Select(a => (PublicId: a.Line.Id, a.Line.Title, Draft: ArticleDraft.FromJson(a.Draft))))
                .Where(a => langs.Contains(a.Draft.Lang) && DraftMedia.Of(a.Draft).LeansOnAlt(media))
                .Select(a => new MediaUse("media.use.article", a.Title, $"/desk/articles/{a.PublicId}", a.Draft.Lang)),
        ];
    }

    public async Task<MediaReach> ReachAsync(Guid media, DateTime nowUtc, CancellationToken ct)
    {
        var visible = db.Articles.AsNoTracking().VisibleAt(nowUtc);
        if (await visible.AnyAsync(a => a.Media.Any(m => m.MediaId == media && m.Shown), ct)) return MediaReach.Open;
        if (await StandsInFormerAsync(visible, media, ct)) return MediaReach.Open;
        var days = await visible.SelectMany(a => a.Attachments)
            // Captions, poster and transcript come and go with the recording
            .Where(t => t.MediaId == media || t.CaptionsFi == media || t.CaptionsSv == media || t.CaptionsEn == media || t.PosterId == media || t.TranscriptId == media).Select(t => new { t.AvailableFrom, t.AvailableUntil }).ToListAsync(ct);
        var today = Dates.DayOf(nowUtc);
        if (days.Count == 0) return MediaReach.Hidden;
        if (days.Exists(d => !(d.AvailableFrom > today) && !(d.AvailableUntil < today))) return MediaReach.Open;
        // Before its first day it is as unknown as a draft
        return days.Exists(d => d.AvailableUntil < today) ? MediaReach.Over : MediaReach.Hidden;
    }

    // The text that readers saw before a correction stays readable, with its images
    private async Task<bool> StandsInFormerAsync(IQueryable<Article> visible, Guid media, CancellationToken ct)
    {
        var corrected = await visible.Where(a => a.Media.Any(m => m.MediaId == media && m.Published) && a.Corrections.Any()).Include(a => a.Corrections).ToListAsync(ct);
        foreach (var article in corrected)
        {
            var numbers = article.Corrections.Select(article.FormerOf).OfType<int>().ToList();
            var drafts = await db.Revisions.Where(r => r.ArticleId == article.Id && numbers.Contains(r.Number)).Select(r => r.Draft).ToListAsync(ct);
            if (drafts.Exists(json => DraftMedia.Of(ArticleDraft.FromJson(json)).Shown.Contains(media))) return true;
        }
        return false;
    }
}
