using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Translations;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Makes <see cref="ArticleJson"/> of a page of articles, in a fixed number of SQL commands.</summary>
internal sealed class ArticleReading(NewsDb db, Terms terms, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>What the public sees.</summary>
    public async Task<IReadOnlyList<ArticleJson>> PublicAsync(IQueryable<Article> page, CancellationToken ct)
    {
        var articles = await page.AsNoTracking().WithParts().ToListAsync(ct);
        await db.WithHistoryAsync([.. articles.SelectMany(a => a.Deadlines).Select(d => d.Deadline!)], ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var names = await (await ArticleNames.LoadAsync(db, articles, [], now, ct)).WithVersionsAsync(db, articles, now, ct);
        var index = await terms.IndexAsync(ct);
        return [.. articles.Select(a => Tagged(Public(a, names), a.Terms.Select(t => index.Find(t.TermId)).OfType<TermEntry>().Where(t => t.State == TermState.Active).ToList()))];
    }

    /// <summary>What editors work on: the newest revision.</summary>
    public async Task<IReadOnlyList<ArticleJson>> WorkingAsync(IQueryable<Article> page, CancellationToken ct)
    {
        var articles = await page.AsNoTracking().Include(a => a.Corrections.OrderBy(c => c.AtUtc)).AsSplitQuery().ToListAsync(ct);
        var ids = articles.ConvertAll(a => a.Id);
        var revisions = await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ArticleId) && db.Articles.Any(a => a.Id == r.ArticleId && a.WorkingRevision == r.Number))
            .ToDictionaryAsync(r => r.ArticleId, ct);
        var drafts = articles.ConvertAll(a => ArticleDraft.FromJson(revisions[a.Id].Draft));
        var now = clock.GetUtcNow().UtcDateTime;
        var names = await (await ArticleNames.LoadAsync(db, [], drafts, now, ct)).WithVersionsAsync(db, articles, now, ct);
        await db.WithHistoryAsync(names.Deadlines, ct);
        var index = await terms.IndexAsync(ct);
        return [.. articles.Zip(drafts, (a, d) => Tagged(Working(a, d, names), d.Tags.Concat(d.Audiences).Select(index.Find).OfType<TermEntry>().ToList()))];
    }

    private static ArticleJson Tagged(ArticleJson json, List<TermEntry> entries)
    {
        var (audiences, tags) = (entries.Where(e => e.Scheme == TermScheme.Audience).ToList(), entries.Where(e => e.Scheme != TermScheme.Audience).ToList());
        return json with
        {
            Tags = tags.ConvertAll(t => t.Label.In(json.Lang)), TagSlugs = tags.ConvertAll(t => t.Slug),
            Audiences = audiences.ConvertAll(t => t.Label.In(json.Lang)), AudienceSlugs = audiences.ConvertAll(t => t.Slug),
        };
    }

    private static IReadOnlyList<CorrectionJson> Corrections(Article article, bool forEditors) =>
        [.. article.Corrections.Select(c => new CorrectionJson(c.AtUtc, c.Wrong, c.Right, article.FormerOf(c), forEditors ? c.Renotify : null))];

    private ArticleJson Working(Article a, ArticleDraft d, ArticleNames names) => new()
    {
        Id = a.PublicId, Slug = d.Slug ?? (a.Slug.Length > 0 ? a.Slug : null), Url = UrlOf(a), Status = a.Status, Version = a.Version,
        HasUnpublishedChanges = a.HasUnpublishedChanges, CreatedAt = a.CreatedUtc, UpdatedAt = a.UpdatedUtc ?? a.PublishedUtc ?? a.SavedUtc, PublishAt = a.PublishAtUtc,
        Type = d.Type, Lang = d.Lang, Title = d.Title, ShortTitle = d.ShortTitle, Lead = d.Lead, Excerpt = d.Excerpt, BodyHtml = d.BodyHtml ?? "",
        Authors = [.. d.Authors.Select(x => Typed(x, names))], Contacts = [.. d.Contacts.Select(x => Typed(x, names))],
        Organisations = [.. d.Organisations.Select(o => names.Organisation(o.OrganisationId)).OfType<NamedOrganisation>().Distinct().Select(o => Mention(o, d.Lang))],
        FollowUp = d.FollowUp, FollowUpBy = d.FollowUpBy, KeepsVagueLinks = d.KeepsVagueLinks,
        Tags = [], TagSlugs = [], Audiences = [], AudienceSlugs = [], Regions = d.Regions,
        Related = [.. d.Related.Select(r => names.Linked.FirstOrDefault(l => l.PublicId == r.ArticleId) is { } other
            ? new RelatedJson(other.PublicId, other.IsVisible ? Absolute(other.Type, other.Slug) : null, other.Title, r.Kind) : new RelatedJson(r.ArticleId, r.Url, r.Title, r.Kind, r.Publisher, r.Date))],
        RelatedBy = RelatedBy(a, names), Attachments = d.Attachments, Events = [.. d.Events.Select(names.Of)], Corrections = Corrections(a, forEditors: true),
        Deadlines = [.. d.Deadlines.Select(x => names.Deadlines.FirstOrDefault(k => k.PublicId == x.DeadlineId) is { } known ? DeadlineJson.Of(known, clock.GetUtcNow().UtcDateTime)
            : new DeadlineJson(x.DeadlineId ?? Guid.Empty, x.Title ?? "", x.Opens, x.Closes, x.ClosesAt, x.Precision ?? DatePrecision.Day, x.SourceUrl, null, null, null, [], x.Opens is null ? null : x.OpensPrecision ?? DatePrecision.Day))],
        PublishedAt = a.PublishedUtc ?? d.PublishedAt?.UtcDateTime, PublishedPrecision = a.PublishedUtc is null ? d.PublishedPrecision : a.PublishedPrecision,
        ExpiresAt = d.ExpiresAt, ReviewBy = d.ReviewBy, LastCheckedAt = d.LastCheckedAt, SourceId = d.SourceId, ProjectId = d.ProjectId, PublisherId = d.PublisherId, TranslationOf = d.TranslationOf, HeroMediaId = d.HeroMediaId,
        EasyLanguage = d.EasyLanguage, Summaries = d.Summaries ?? [], Translations = Versions(a, names),
    };

    private ArticleJson Public(Article a, ArticleNames names) => new()
    {
        Id = a.PublicId, Slug = a.Slug, Url = UrlOf(a), Status = a.Status, Version = a.Version, CreatedAt = a.CreatedUtc, UpdatedAt = a.ChangedUtc ?? a.PublishedUtc ?? a.SavedUtc,
        Type = a.Type, Lang = a.Lang, Title = a.Title, ShortTitle = a.ShortTitle, Lead = a.Lead.Length > 0 ? a.Lead : null, Excerpt = a.Excerpt, BodyHtml = a.BodyHtml,
        Authors = [.. a.Bylines.OrderBy(b => b.Position).Select(b => Signed(b, names))], Contacts = [.. a.Contacts.OrderBy(c => c.Position).Select(c => Signed(c.Signed(), names))],
        Organisations = [.. a.Mentions.OrderBy(m => m.Position).Select(m => names.Organisations.FirstOrDefault(n => n.Id == m.OrganisationId)).OfType<NamedOrganisation>().Where(o => o.Listed).Select(o => Mention(o, a.Lang))],
        FollowUp = a.FollowUp, FollowUpBy = a.FollowUpBy,
        Tags = [], TagSlugs = [], Audiences = [], AudienceSlugs = [], Regions = [.. a.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)],
        // A related article that is not public (any more) is not even named
        Related = [.. a.Links.Select(l => l.TargetId is null ? new RelatedJson(null, l.Url, l.Title, l.Kind, l.Publisher, l.DatedOn)
            : names.Linked.FirstOrDefault(x => x.Id == l.TargetId) is { IsVisible: true } other ? new RelatedJson(other.PublicId, Absolute(other.Type, other.Slug), other.Title, l.Kind) : null).OfType<RelatedJson>()],
        Corrections = Corrections(a, forEditors: false), RelatedBy = RelatedBy(a, names),
        Attachments = [.. a.Attachments.Select(t => OfAttachment(t, clock.Today()))],
        Deadlines = [.. a.Deadlines.Select(d => DeadlineJson.Of(d.Deadline!, clock.GetUtcNow().UtcDateTime))],
        Events = [.. a.Events.Select(e => DraftEvent.Of(e.Event!))],
        PublishedAt = a.PublishedUtc, PublishedPrecision = a.PublishedPrecision, ExpiresAt = a.ExpiresUtc is { } expires ? new DateTimeOffset(expires) : null, ReviewBy = a.ReviewBy, LastCheckedAt = a.LastCheckedUtc is { } seen ? new DateTimeOffset(seen) : null,
        SourceId = a.SourceId, ProjectId = names.Projects.Where(p => p.Id == a.ProjectId).Select(p => (Guid?)p.PublicId).FirstOrDefault(), PublisherId = names.Organisations.FirstOrDefault(o => o.Id == a.PublisherId)?.PublicId,
        TranslationOf = names.Linked.FirstOrDefault(l => l.Id == a.TranslationOfId) is { IsVisible: true } original ? original.PublicId : null, HeroMediaId = a.HeroMediaId,
        EasyLanguage = a.EasyLanguage, Summaries = [.. a.Summaries.OrderBy(s => s.Lang, StringComparer.Ordinal).Select(s => new DraftSummary(s.Lang, s.Title, s.Text))], Translations = Versions(a, names),
    };

    private IReadOnlyList<RelatedJson> RelatedBy(Article a, ArticleNames names) =>
        [.. names.Incoming[a.Id].Select(r => new RelatedJson(r.From.PublicId, site.Value.Absolute(r.From.Path), r.From.Title, r.Kind))];

    private IReadOnlyList<TranslationJson> Versions(Article a, ArticleNames names) =>
        [.. names.Versions[a.GroupId].Where(v => v.Id != a.Id).Select(v => new TranslationJson(v.PublicId, v.Lang, v.EasyLanguage, v.Title, v.Slug, Absolute(v.Type, v.Slug), v.IsOriginal))];

    /// <summary>Outside the days on which it may be seen, its address is not told.</summary>
    internal static DraftAttachment OfAttachment(Attachment t, DateOnly today)
    {
        var seen = t.IsAvailableOn(today);
        return new(t.Title, seen ? t.Url : null, seen ? t.MediaId : null, t.Kind, t.Presenters.Count == 0 ? null : string.Join("; ", t.Presenters.Select(p => p.ToString())), t.AvailableUntil,
            t.Presenters.Count == 0 ? null : t.Presenters, t.Pages, t.Lang, t.AvailableFrom, t.Captions, t.Event?.PublicId,
            t.CaptionsUntil, seen ? t.CaptionsFi : null, seen ? t.CaptionsSv : null, seen ? t.CaptionsEn : null, seen ? t.PosterId : null, seen ? t.TranscriptId : null, seen ? t.TranscriptUrl : null,
            t.Accessibility, t.FileType, t.FileSize);
    }

    private static AuthorJson Typed(DraftAuthor author, ArticleNames names)
    {
        var person = names.People.FirstOrDefault(p => p.PublicId == author.PersonId);
        return new(author.PersonId, person?.Slug, author.Name ?? person?.Name, author.Title, author.Organisation, author.Project, author.Phone, author.Email, person?.PhotoId);
    }

    private static AuthorJson Signed(Byline byline, ArticleNames names)
    {
        var person = names.People.FirstOrDefault(p => p.Id == byline.PersonId);
        return new(person?.PublicId, person?.Slug, byline.Name, byline.Title, byline.Organisation, byline.Project,
            person is { Left: true } left ? left.InsteadPhone : byline.Phone, person is { Left: true } gone ? gone.InsteadEmail : byline.Email, person?.PhotoId);
    }

    private MentionJson Mention(NamedOrganisation o, string lang) => new(o.PublicId, o.Label.In(lang), o.Listed ? site.Value.Absolute("/organisaatiot/" + o.Slug) : null);

    private string? UrlOf(Article a) => a.Slug.Length > 0 ? Absolute(a.Type, a.Slug) : null;

    private string Absolute(ArticleType type, string slug) => site.Value.Absolute(Article.PathOf(type, slug));
}
