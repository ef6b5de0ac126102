using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>Whose articles somebody may edit: editors and API keys all, an agent their own, those they have signed, and those of their regions (S14).</summary>
internal sealed class ArticleRights(NewsDb db)
{
    public async Task<bool> MayEditAsync(ClaimsPrincipal user, Article article, ArticleDraft draft, CancellationToken ct)
    {
        var actor = Actor.Of(user);
        if (user.FindFirstValue("role") != nameof(Role.Agent) || actor.UserId is not { } id) return true;
        if (article.OwnerId == id) return true;
        var person = await db.People.AsNoTracking().Include(p => p.Regions).FirstOrDefaultAsync(p => p.UserId == id, ct);
        return person is not null
            && (draft.Authors.Any(a => a.PersonId == person.PublicId) || draft.Regions.Intersect(person.Regions.Select(r => r.RegionCode)).Any());
    }

    /// <summary>
    /// Which of these deadlines somebody may move: an agent only those that articles of theirs tell, and no others. One article of
    /// somebody else's is enough to keep it: its readers were told the day too.
    /// </summary>
    public async Task<IReadOnlySet<long>> MovableAsync(ClaimsPrincipal user, IReadOnlyCollection<long> deadlines, CancellationToken ct)
    {
        if (user.FindFirstValue("role") != nameof(Role.Agent) || Actor.Of(user).UserId is not { } id) return deadlines.ToHashSet();
        var told = await (from row in db.Set<ArticleDeadline>()
                          join article in db.Articles on row.ArticleId equals article.Id
                          where deadlines.Contains(row.DeadlineId)
                          select new
                          {
                              row.DeadlineId,
                              Theirs = article.OwnerId == id
                                  || article.Bylines.Any(b => db.People.Any(p => p.Id == b.PersonId && p.UserId == id))
                                  || article.Regions.Any(r => db.People.Any(p => p.UserId == id && p.Regions.Any(x => x.RegionCode == r.RegionCode))),
                          }).ToListAsync(ct);
        told.AddRange(await db.Openings.Where(o => o.DeadlineId != null && deadlines.Contains(o.DeadlineId.Value)).Select(o => new
        {
            DeadlineId = o.DeadlineId!.Value,
            Theirs = o.OwnerId == id || o.Regions.Any(r => db.People.Any(p => p.UserId == id && p.Regions.Any(x => x.RegionCode == r.RegionCode))),
        }).ToListAsync(ct));
        return told.GroupBy(t => t.DeadlineId).Where(g => g.All(t => t.Theirs)).Select(g => g.Key).ToHashSet();
    }
}
