using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Ids outside and names of what a page of articles refers to, each table read once however many articles there are.</summary>
internal sealed record ArticleNames(
    IReadOnlyList<PersonName> People, IReadOnlyList<LinkedArticle> Linked, IReadOnlyList<NamedOrganisation> Organisations,
    IReadOnlyList<(long Id, Guid PublicId, string Name)> Projects, IReadOnlyList<Deadline> Deadlines, IReadOnlyDictionary<Guid, string> Files)
{
    /// <summary>Public versions of the items that the articles belong to, by the original's key.</summary>
    public ILookup<long, VersionName> Versions { get; private init; } = Array.Empty<VersionName>().ToLookup(v => v.Group);

    private IReadOnlyDictionary<Guid, long> Meant { get; init; } = new Dictionary<Guid, long>();

    /// <summary>Events that the drafts tell and other articles write.</summary>
    public IReadOnlyList<Event> Events { get; private init; } = [];

    /// <summary>What follows up, corrects or supersedes the articles, by their key.</summary>
    public ILookup<long, ArticleRelation> Incoming { get; private init; } = Array.Empty<ArticleRelation>().ToLookup(r => r.To.Id);

    /// <summary>The same names and, in two commands more, the versions of these articles in other languages and the articles that go on from them.</summary>
    public async Task<ArticleNames> WithVersionsAsync(NewsDb db, IReadOnlyList<Article> articles, DateTime nowUtc, CancellationToken ct)
    {
        var groups = articles.Select(a => a.GroupId).Distinct().ToList();
        var rows = await db.Articles.AsNoTracking().VisibleAt(nowUtc).Where(a => groups.Contains(a.Id) || groups.Contains(a.TranslationOfId!.Value)).OrderBy(a => a.TranslationOfId != null).ThenBy(a => a.Lang).ThenBy(a => a.Id)
            .Select(a => new VersionName(a.TranslationOfId ?? a.Id, a.Id, a.PublicId, a.Lang, a.EasyLanguage, a.Title, a.Type, a.Slug, a.TranslationOfId == null)).ToListAsync(ct);
        var relations = await db.RelationsAsync([.. articles.Select(a => a.Id)], nowUtc, ct);
        return this with { Versions = rows.ToLookup(r => r.Group), Incoming = relations.ToLookup(r => r.To.Id) };
    }

    public static async Task<ArticleNames> LoadAsync(NewsDb db, IReadOnlyList<Article> articles, IReadOnlyList<ArticleDraft> drafts, DateTime nowUtc, CancellationToken ct)
    {
        var today = Dates.DayOf(nowUtc);
        var people = articles.SelectMany(a => a.Bylines.Select(b => b.PersonId).Concat(a.Contacts.Select(c => c.PersonId))).OfType<long>().Distinct().ToList();
        var peopleOut = drafts.SelectMany(d => d.Authors.Concat(d.Contacts)).Select(a => a.PersonId).OfType<Guid>().Distinct().ToList();
        var linked = articles.SelectMany(a => a.Links.Select(l => l.TargetId).Append(a.TranslationOfId)).OfType<long>().Distinct().ToList();
        var linkedOut = drafts.SelectMany(d => d.Related.Select(r => r.ArticleId).Append(d.TranslationOf)).OfType<Guid>().Distinct().ToList();
        var organisations = articles.SelectMany(a => a.Mentions.Select(m => (long?)m.OrganisationId).Append(a.PublisherId)).OfType<long>().Distinct().ToList();
        var organisationsOut = drafts.SelectMany(d => d.Organisations.Select(o => o.OrganisationId).Append(d.PublisherId)).OfType<Guid>().Distinct().ToList();
        var meant = await db.OrganisationIdsAsync(organisationsOut, ct);
        organisations.AddRange(meant.Values);
        var projects = articles.Select(a => a.ProjectId).OfType<long>().Distinct().ToList();
        var projectsOut = drafts.Select(d => d.ProjectId).OfType<Guid>().Distinct().ToList();
        var events = drafts.SelectMany(d => d.Events).Where(e => e.Start is null).Select(e => e.EventId).OfType<Guid>().Distinct().ToList();
        var files = drafts.SelectMany(d => d.Attachments.SelectMany(a => a.Files).Concat(new[] { d.HeroMediaId }.OfType<Guid>())).Distinct().ToList();
        var deadlines = drafts.SelectMany(d => d.Deadlines).SelectMany(d => new[] { d.DeadlineId, d.Supersedes }).OfType<Guid>().Distinct().ToList();
        return new ArticleNames(
            await db.People.Where(p => people.Contains(p.Id) || peopleOut.Contains(p.PublicId))
                .Select(p => new PersonName(p.Id, p.PublicId, p.Slug, p.Name, p.ContactUntil != null && p.ContactUntil < today || p.MembersUntil != null && p.MembersUntil < today, p.Organisation!.Phone, p.Organisation.Email, p.PhotoId)).ToListAsync(ct),
            await db.Articles.Where(a => linked.Contains(a.Id) || linkedOut.Contains(a.PublicId))
                .Select(a => new LinkedArticle(a.Id, a.PublicId, a.Type, a.Slug, a.Title == "" ? a.WorkingTitle : a.Title,
                    a.Status == ArticleStatus.Published && a.PublishedUtc <= nowUtc && (a.ExpiresUtc == null || a.ExpiresUtc > nowUtc))).ToListAsync(ct),
            await db.Organisations.Where(o => organisations.Contains(o.Id)).Select(o => new NamedOrganisation(o.Id, o.PublicId, o.Slug, o.Name, o.NameSv, o.NameEn, o.Listed)).ToListAsync(ct),
            [.. (await db.Projects.Where(p => projects.Contains(p.Id) || projectsOut.Contains(p.PublicId)).Select(p => new { p.Id, p.PublicId, p.Name }).ToListAsync(ct)).Select(p => (p.Id, p.PublicId, p.Name))],
            deadlines.Count == 0 ? [] : await db.Deadlines.AsNoTracking().Where(d => deadlines.Contains(d.PublicId)).ToListAsync(ct),
            files.Count == 0 ? new Dictionary<Guid, string>() : await db.MediaItems.Where(m => files.Contains(m.PublicId)).ToDictionaryAsync(m => m.PublicId, m => m.OriginalName, ct))
        {
            Meant = meant,
            Events = events.Count == 0 ? [] : await db.Events.AsNoTracking().Where(e => events.Contains(e.PublicId)).ToListAsync(ct),
        };
    }

    /// <summary>The one that a draft names; of one that was merged since, the heir.</summary>
    public NamedOrganisation? Organisation(Guid? id) => id is not { } named ? null
        : Organisations.FirstOrDefault(o => o.PublicId == named) ?? (Meant.TryGetValue(named, out var heir) ? Organisations.FirstOrDefault(o => o.Id == heir) : null);

    /// <summary>What is told of an event: of one that another article writes, what stands there now.</summary>
    public DraftEvent Of(DraftEvent happening) =>
        happening.Start is null && Events.FirstOrDefault(e => e.PublicId == happening.EventId) is { } written ? DraftEvent.Of(written) : happening;
}

/// <param name="Left">Their own phone and e-mail are no longer told: the organisation's are.</param>
internal sealed record PersonName(long Id, Guid PublicId, string Slug, string Name, bool Left, string? InsteadPhone, string? InsteadEmail, Guid? PhotoId);

internal sealed record NamedOrganisation(long Id, Guid PublicId, string Slug, string Name, string? NameSv, string? NameEn, bool Listed)
{
    public Localized Label => new(Name, NameSv, NameEn);
}

internal sealed record LinkedArticle(long Id, Guid PublicId, ArticleType Type, string Slug, string Title, bool IsVisible);

/// <param name="Group">Key of the original.</param>
internal sealed record VersionName(long Group, long Id, Guid PublicId, string Lang, bool EasyLanguage, string Title, ArticleType Type, string Slug, bool IsOriginal);
