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
}
