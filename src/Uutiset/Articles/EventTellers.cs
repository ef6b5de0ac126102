using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>An article that tells an event.</summary>
/// <param name="Original">The original of the item, itself if it is none's translation.</param>
internal sealed record EventTeller(Guid Event, long ArticleId, long Original, bool IsPublic, long? PublisherId);

/// <summary>Who tells which events: an event is written in one article, and may be told by many (invitation and report).</summary>
internal sealed class EventTellers(IReadOnlyDictionary<Guid, Event> events, IEnumerable<EventTeller> tellers)
{
    public static readonly EventTellers None = new(new Dictionary<Guid, Event>(), []);
    private readonly ILookup<Guid, EventTeller> byEvent = tellers.ToLookup(t => t.Event);

    public static async Task<EventTellers> LoadAsync(NewsDb db, IReadOnlyDictionary<Guid, Event> events, CancellationToken ct)
    {
        var ids = events.Values.Select(e => e.Id).ToList();
        return new EventTellers(events, await (from row in db.Set<ArticleEvent>()
                                               join a in db.Articles on row.ArticleId equals a.Id
                                               where ids.Contains(row.EventId)
                                               select new EventTeller(row.Event!.PublicId, a.Id, a.TranslationOfId ?? a.Id, a.Status == ArticleStatus.Published, a.WorkingPublisherId)).ToListAsync(ct));
    }

    /// <summary>Whether its details are written in another article than this one and its versions.</summary>
    /// <param name="article">0: one that does not exist yet.</param>
    public bool IsOthers(Guid id, long article, long? original)
    {
        // Nobody tells it any more: whoever had it may tell it again
        if (!events.TryGetValue(id, out var happening) || happening.ArticleId == article || !byEvent[id].Any()) return false;
        var home = Home(happening);
        return home.ArticleId != article && home.Original != article && home.Original != original;
    }

    /// <summary>The article in which its details are written; null when nobody tells it.</summary>
    public long? HomeOf(Guid id) => events.TryGetValue(id, out var happening) && byEvent[id].Any() ? Home(happening).ArticleId : null;

    // The article that wrote it may have left it to the others: then it is the first one's
    private EventTeller Home(Event happening) => byEvent[happening.PublicId].FirstOrDefault(t => t.ArticleId == happening.ArticleId) ?? byEvent[happening.PublicId].MinBy(t => t.ArticleId)!;

    public bool IsSeenBy(Guid id, Actor actor) => byEvent[id].Any(t => t.IsPublic || actor.SpeaksFor(t.PublisherId));
}
