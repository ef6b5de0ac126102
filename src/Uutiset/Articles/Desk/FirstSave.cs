using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Articles.Desk;

/// <summary>The first save of an article whose id was given out before it existed: two requests that come at once make it once.</summary>
internal static class FirstSave
{
    /// <returns>The article, whichever request made it.</returns>
    public static async Task<Article?> StartOnceAsync(this Drafting drafting, NewsDb db, Guid id, string lang, Actor actor, CancellationToken ct)
    {
        try
        {
            return await drafting.StartAsync(id, lang, actor, ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return await FindAsync(db, id, ct);
        }
    }

    /// <returns>What came of it; or the article that the other request made, which is there to save onto now.</returns>
    public static async Task<(Outcome? Outcome, Article? Other)> CreateOnceAsync(
        this Drafting drafting, NewsDb db, Guid id, ArticleDraft draft, bool mayPublish, Actor actor, CancellationToken ct)
    {
        try
        {
            return (await drafting.CreateAsync(id, draft, mayPublish, actor, ct), null);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(db, id, ct) is not { } other) throw;
            return (null, other);
        }
    }

    private static Task<Article?> FindAsync(NewsDb db, Guid id, CancellationToken ct) => db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == id, ct);
}
