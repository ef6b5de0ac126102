using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Everything outside a draft that it names by id, read before it is checked or published. Tables it does not name cost no command.</summary>
internal sealed record DraftTargets(
    TermIndex Terms,
    IReadOnlyDictionary<Guid, Person> People,
    IReadOnlyDictionary<Guid, long> Articles,
    IReadOnlyDictionary<Guid, Deadline> Deadlines,
    IReadOnlyDictionary<Guid, Event> Events,
    IReadOnlyDictionary<Guid, Organisation> Organisations,
    IReadOnlyDictionary<Guid, Project> Projects,
    IReadOnlyDictionary<Guid, MediaItem> Media,
    IReadOnlySet<Guid> SharedEvents)
{
    private IReadOnlyList<Organisation> ByName { get; init; } = [];

    public EventTellers Tellers { get; private init; } = EventTellers.None;

    /// <summary>The listed organisation of exactly this name, in any language.</summary>
    public Organisation? Named(string name) => ByName.FirstOrDefault(o => name.Trim() is var n && (o.Name == n || o.NameSv == n || o.NameEn == n));

    /// <remarks>SharedEvents: those that the original of a translation tells; they are told here too, and written there. Deadlines and events are tracked: publishing may move or fill them.</remarks>
    public static async Task<DraftTargets> LoadAsync(NewsDb db, TermIndex terms, ArticleDraft draft, CancellationToken ct)
    {
        var people = Ids(draft.Authors.Concat(draft.Contacts).Select(a => a.PersonId));
        var text = BodyReferences.Of(draft);
        var articles = Ids(draft.Related.Select(r => r.ArticleId).Append(draft.TranslationOf).Concat(text.Articles.Select(id => (Guid?)id)));
        var deadlines = Ids(draft.Deadlines.SelectMany(d => new[] { d.DeadlineId, d.Supersedes }).Concat(text.Deadlines.Select(id => (Guid?)id)));
        var events = Ids(draft.Events.Select(e => e.EventId));
        var organisations = Ids(draft.Organisations.Select(o => o.OrganisationId).Append(draft.PublisherId));
        var names = draft.Organisations.Where(o => o.OrganisationId is null).Select(o => o.Name?.Trim()).OfType<string>().Where(n => n.Length > 0).Distinct().ToList();
        var projects = Ids([draft.ProjectId]);
        var media = DraftMedia.Of(draft).All;
        var happenings = events.Count == 0 ? new Dictionary<Guid, Event>() : await db.Events.Where(e => events.Contains(e.PublicId)).ToDictionaryAsync(e => e.PublicId, ct);
        return new DraftTargets(
            terms,
            people.Count == 0 ? new Dictionary<Guid, Person>()
                : await db.People.AsNoTracking().Include(p => p.Organisation).Where(p => people.Contains(p.PublicId)).ToDictionaryAsync(p => p.PublicId, ct),
            articles.Count == 0 ? new Dictionary<Guid, long>()
                : await db.Articles.Where(a => articles.Contains(a.PublicId)).ToDictionaryAsync(a => a.PublicId, a => a.Id, ct),
            deadlines.Count == 0 ? new Dictionary<Guid, Deadline>()
                : await db.Deadlines.Where(d => deadlines.Contains(d.PublicId)).ToDictionaryAsync(d => d.PublicId, ct),
            happenings,
            // A draft may name one that was merged since: it means the heir
            await db.OrganisationsOfAsync(organisations, ct),
            projects.Count == 0 ? new Dictionary<Guid, Project>()
                : await db.Projects.AsNoTracking().Where(p => projects.Contains(p.PublicId)).ToDictionaryAsync(p => p.PublicId, ct),
            media.Count == 0 ? new Dictionary<Guid, MediaItem>()
                : await db.MediaItems.AsNoTracking().Where(m => media.Contains(m.PublicId)).ToDictionaryAsync(m => m.PublicId, ct),
            draft.TranslationOf is { } original && events.Count > 0
                ? await db.Events.Where(e => events.Contains(e.PublicId) && db.Set<ArticleEvent>().Any(x => x.EventId == e.Id && db.Articles.Any(a => a.Id == x.ArticleId && a.PublicId == original)))
                    .Select(e => e.PublicId).ToHashSetAsync(ct)
                : new HashSet<Guid>())
        {
            ByName = names.Count == 0 ? []
                : await db.Organisations.AsNoTracking().Where(o => o.Listed && (names.Contains(o.Name) || names.Contains(o.NameSv!) || names.Contains(o.NameEn!))).OrderBy(o => o.Id).ToListAsync(ct),
            Tellers = happenings.Count == 0 ? EventTellers.None : await EventTellers.LoadAsync(db, happenings, ct),
        };
    }

    private static List<Guid> Ids(IEnumerable<Guid?> ids) => [.. ids.OfType<Guid>().Distinct()];
}
