using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;

namespace Uutiset.Articles.Workflow;

/// <summary>A text does not wait for an editor who cannot open it any more: whoever has the time is asked instead.</summary>
internal sealed class ReviewRelease(NewsDb db, Reviewing reviewing, TimeProvider clock) : IAccountWork
{
    public async Task ReleaseAsync(long userId, CancellationToken ct)
    {
        foreach (var review in await db.ArticleReviews.Include(r => r.Article).Where(r => r.EditorId == userId).ToListAsync(ct))
        {
            var editors = await reviewing.Editors(review.Article!).Select(u => u.Id).ToListAsync(ct);
            if (editors.Contains(userId)) continue;
            review.EditorId = null;
            if (review.State != ReviewState.Asked) continue;
            foreach (var editor in editors) Telling.Tell(db, review.Article!, editor, NoticeKind.ReviewAsked, new Actor(review.By, review.ById), clock.GetUtcNow().UtcDateTime);
        }
        await db.SaveChangesAsync(ct);
    }
}
