using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.Desk.Changing;

namespace Uutiset.Articles.Desk;

/// <summary>The latest changes of many articles at once, from where each can be looked at and undone: an agent's own, everybody's for an editor.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class ChangesModel(NewsDb db, BulkWords words) : PageModel
{
    public IReadOnlyList<ChangeListed> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (all, me) = (User.Has(Permission.ArticlesReview), Actor.Of(User).UserId);
        // Of colleagues who speak for the same publisher: they name its articles only
        var colleagues = Actor.Of(User).Own(db.Users, u => u.PublisherId).Select(u => (long?)u.Id);
        var bound = Actor.Of(User).PublisherId is not null;
        var changes = await db.BulkChanges.Where(c => c.ById == me || all && (!bound || colleagues.Contains(c.ById))).LatestAsync<BulkChange, BulkChangeRow>(ct);
        var names = await words.ForAsync(changes.ConvertAll(c => c.Change), ct);
        Rows = changes.ConvertAll(c => new ChangeListed(c.Change, names[c.Change.Id], BulkWords.Href + c.Change.PublicId, c.Done));
    }
}
