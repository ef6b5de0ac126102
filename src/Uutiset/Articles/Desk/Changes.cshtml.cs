using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Bulk;
using Uutiset.Data;

namespace Uutiset.Articles.Desk;

/// <summary>The latest changes of many articles at once, from where each can be looked at and undone: an agent's own, everybody's for an editor.</summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class ChangesModel(NewsDb db, BulkWords words) : PageModel
{
    private const int Most = 50;

    internal sealed record Row(Guid Id, string What, BulkState State, string By, DateTime PlannedUtc, int Done);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (all, me) = (User.Has(Permission.ArticlesReview), Actor.Of(User).UserId);
        // Of colleagues who speak for the same publisher: they name its articles only
        var colleagues = Actor.Of(User).Own(db.Users, u => u.PublisherId).Select(u => (long?)u.Id);
        var bound = Actor.Of(User).PublisherId is not null;
        var changes = await db.BulkChanges.AsNoTracking().Where(c => (c.ById == me || all && (!bound || colleagues.Contains(c.ById))) && c.State != BulkState.Planned).OrderByDescending(c => c.Id).Take(Most)
            .Select(c => new { Change = c, Done = c.Rows.Count(r => r.State == BulkRowState.Done || r.State == BulkRowState.Undone || r.State == BulkRowState.Kept) }).ToListAsync(ct);
        var names = await words.ForAsync(changes.ConvertAll(c => c.Change), ct);
        Rows = [.. changes.Select(c => new Row(c.Change.PublicId, names[c.Change.Id], c.Change.State, c.Change.By, c.Change.PlannedUtc, c.Done))];
    }
}
