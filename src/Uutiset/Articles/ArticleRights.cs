using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Whose articles somebody may edit: editors and API keys all, an agent their own, those they have signed, and those of their regions (S14); who speaks for one publisher, its articles only.</summary>
internal sealed class ArticleRights(NewsDb db, IOptions<ArticlesOptions> options)
{
    private ArticleReach? known;

    public static readonly FieldError NotYours = new("regions",
        "Voit julkaista vain juttuja, joiden kaikki alueet ovat omiasi. Teksti on tallennettu: lähetä se tarkastettavaksi.",
        "Du kan publicera bara artiklar vars alla områden är dina egna. Texten är sparad: skicka den på granskning.",
        "You can publish only articles whose every region is your own. The text is saved: send it to review.");

    public async Task<bool> MayEditAsync(ClaimsPrincipal user, Article article, ArticleDraft draft, CancellationToken ct)
    {
        if (!Actor.Of(user).SpeaksFor(article.WorkingPublisherId)) return false;
        if (AgentOf(user) is not { } id) return true;
        if (article.OwnerId == id) return true;
        var person = await db.People.AsNoTracking().Include(p => p.Regions).FirstOrDefaultAsync(p => p.UserId == id, ct);
        return person is not null
            && (draft.Authors.Any(a => a.PersonId == person.PublicId) || draft.Regions.Intersect(person.Regions.Select(r => r.RegionCode)).Any());
    }

    /// <summary>
    /// Which of these deadlines somebody may move: an agent only those that articles of theirs tell, and no others; who speaks for one
    /// publisher, those that nothing of another publisher's tells. One article or place to influence of somebody else's is enough to keep it: its readers
    /// were told the day too.
    /// </summary>
    public async Task<IReadOnlySet<long>> MovableAsync(Actor actor, IReadOnlyCollection<long> deadlines, CancellationToken ct)
    {
        var (agent, publisher) = (AgentOf(actor), actor.PublisherId);
        if (agent is null && publisher is null) return deadlines.ToHashSet();
        var told = await (from row in db.Set<ArticleDeadline>()
                          join article in db.Articles on row.ArticleId equals article.Id
                          where deadlines.Contains(row.DeadlineId)
                          select new
                          {
                              row.DeadlineId,
                              Theirs = (publisher == null || article.WorkingPublisherId == publisher) && (agent == null || article.OwnerId == agent
                                  || article.Bylines.Any(b => db.People.Any(p => p.Id == b.PersonId && p.UserId == agent))
                                  || article.Regions.Any(r => db.People.Any(p => p.UserId == agent && p.Regions.Any(x => x.RegionCode == r.RegionCode)))),
                          }).ToListAsync(ct);
        told.AddRange(await db.Openings.Where(o => o.DeadlineId != null && deadlines.Contains(o.DeadlineId.Value)).Select(o => new
        {
            DeadlineId = o.DeadlineId!.Value,
            Theirs = (publisher == null || o.PublisherId == publisher)
                && (agent == null || o.OwnerId == agent || o.Regions.Any(r => db.People.Any(p => p.UserId == agent && p.Regions.Any(x => x.RegionCode == r.RegionCode)))),
        }).ToListAsync(ct));
        // Told by nobody yet, it is anybody's who is no agent
        if (agent is null) return deadlines.Except(told.Where(t => !t.Theirs).Select(t => t.DeadlineId)).ToHashSet();
        return told.GroupBy(t => t.DeadlineId).Where(g => g.All(t => t.Theirs)).Select(g => g.Key).ToHashSet();
    }

    /// <summary>
    /// Whether somebody may make this text public, or take the article off the site. An agent, where agents publish at all: when all of its
    /// regions are theirs, and those under which it is public already too, so that leaving a region out first opens no way around.
    /// </summary>
    public async Task<bool> MayPublishAsync(ClaimsPrincipal user, Article? article, ArticleDraft draft, CancellationToken ct)
    {
        if (article is not null && !Actor.Of(user).SpeaksFor(article.WorkingPublisherId)) return false;
        if (!user.Has(Permission.ArticlesPublish) || !await MayShowAsync(user, draft.Regions, ct)) return false;
        if (AgentOf(user) is null || article?.PublicRevision is null) return true;
        return await MayShowAsync(user, await db.Set<ArticleRegion>().Where(r => r.ArticleId == article.Id).Select(r => r.RegionCode).ToListAsync(ct), ct);
    }

    /// <summary>Whether somebody may put in front of the public what is of these regions, and not an article: an agent where agents publish, of their own regions only.</summary>
    public async Task<bool> MayShowAsync(ClaimsPrincipal user, IReadOnlyCollection<string> regions, CancellationToken ct)
    {
        if (AgentOf(user) is not { } id) return true;
        if (options.Value.AgentsPublish == AgentsPublish.Never || regions.Count == 0) return false;
        var mine = await RegionsOfAsync(id, ct);
        return regions.All(mine.Contains);
    }

    /// <param name="mine">The agent's regions.</param>
    /// <param name="shown">The regions under which it is public already; null: it is not.</param>
    private bool MayPublish(IReadOnlyCollection<string> mine, IReadOnlyCollection<string> wanted, IReadOnlyCollection<string>? shown) =>
        options.Value.AgentsPublish != AgentsPublish.Never && wanted.Count > 0 && wanted.All(mine.Contains) && (shown is null || shown.Count > 0 && shown.All(mine.Contains));

    /// <summary>How far somebody's hand reaches over articles, for lists and bulk changes: the same rules, in one command for all of them.</summary>
    public async Task<ArticleReach> ReachOfAsync(ClaimsPrincipal user, CancellationToken ct) =>
        (AgentOf(user) is { } id ? await AgentReachAsync(id, ct) : ArticleReach.Everything) with { PublisherId = Actor.Of(user).PublisherId };

    /// <summary>The same of whoever asks, for questions between rooms; the program itself reaches everything.</summary>
    public async Task<ArticleReach> ReachOfAsync(Asker asker, CancellationToken ct) => asker.User is { } user ? await ReachOfAsync(user, ct) : ArticleReach.Everything;

    /// <summary>The same when nobody is signed in, as in work that goes on after the answer; null when the account has been closed or is gone.</summary>
    public async Task<ArticleReach?> ReachOfAsync(long userId, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId && !u.Disabled, ct) is not { } user) return null;
        return (user.Role == Role.Agent ? await AgentReachAsync(userId, ct) : ArticleReach.Everything) with { PublisherId = user.PublisherId };
    }

    private async Task<ArticleReach> AgentReachAsync(long userId, CancellationToken ct)
    {
        // A page of several lists asks once: the request is over before anybody's regions matter anew
        if (known is { } asked && asked.AgentId == userId) return asked;
        var person = await db.People.AsNoTracking().Where(p => p.UserId == userId).OrderBy(p => p.Id)
            .Select(p => new { p.PublicId, Regions = p.Regions.Select(r => r.RegionCode).ToList() }).FirstOrDefaultAsync(ct);
        var regions = person?.Regions ?? [];
        return known = new ArticleReach(userId, person?.PublicId.ToString(), regions, (wanted, shown) => MayPublish(regions, wanted, shown));
    }

    /// <summary>The regions of the change agent behind an account; none for anybody else.</summary>
    public async Task<IReadOnlyCollection<string>> RegionsOfAsync(long userId, CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => p.UserId == userId).SelectMany(p => p.Regions).Select(r => r.RegionCode).Distinct().Order().ToListAsync(ct);

    private static long? AgentOf(ClaimsPrincipal user) => AgentOf(Actor.Of(user));

    private static long? AgentOf(Actor actor) => actor.IsAgent ? actor.UserId : null;
}
