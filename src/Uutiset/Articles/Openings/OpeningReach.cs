using Uutiset.Data;

namespace Uutiset.Articles.Openings;

/// <summary>
/// Whose places to influence somebody may edit: editors all, an agent their own and those of their regions (S14), who speaks for one publisher
/// its own only. One of the whole country is nobody's region.
/// </summary>
internal static class OpeningReach
{
    public static bool MayEdit(this ArticleReach reach, Opening opening) => reach.SpeaksFor(opening.PublisherId)
        && (reach.AgentId is null || opening.OwnerId == reach.AgentId || opening.Regions.Exists(r => reach.Regions.Contains(r.RegionCode)));

    public static IQueryable<Opening> Editable(this ArticleReach reach, IQueryable<Opening> openings)
    {
        if (reach.PublisherId is { } publisher) openings = openings.Where(o => o.PublisherId == publisher);
        return reach.AgentId is { } agent ? openings.Where(o => o.OwnerId == agent || o.Regions.Any(r => reach.Regions.Contains(r.RegionCode))) : openings;
    }

    /// <summary>What is public anybody may see; what is not, those who may edit it.</summary>
    public static IQueryable<Opening> Seen(this ArticleReach reach, IQueryable<Opening> openings)
    {
        if (reach is { AgentId: null, PublisherId: null }) return openings;
        var theirs = reach.Editable(openings);
        return openings.Where(o => o.IsPublic || theirs.Any(t => t.Id == o.Id));
    }

    /// <summary>A deadline bears the name of its place to influence: it is hidden as long as that one is, unless an article tells it.</summary>
    public static IQueryable<Deadline> SeenDeadlines(this ArticleReach reach, NewsDb db)
    {
        var standing = db.InForce();
        if (reach is { AgentId: null, PublisherId: null }) return standing;
        var seen = reach.Seen(db.Openings);
        return standing.Where(d => !db.Openings.Any(o => o.DeadlineId == d.Id) || seen.Any(o => o.DeadlineId == d.Id) || db.Set<ArticleDeadline>().Any(t => t.DeadlineId == d.Id));
    }
}
