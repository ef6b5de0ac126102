using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Search.Wording;
using Uutiset.Vocabulary;

namespace Uutiset.Search.Desk;

/// <summary>What the public searched and did not find, and how far the index is when it is being made anew.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class MissedSearchesModel(NewsDb db, TimeProvider clock) : PageModel
{
    private const int Most = 200, Month = 30;

    [FromQuery(Name = "days")]
    public int Days { get; set; } = Month;

    public IReadOnlyList<MissedWords> Rows { get; private set; } = [];

    public Rebuild? Rebuild { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (Days != Wording.MissedSearches.KeptDays) Days = Month;
        Rows = await Wording.MissedSearches.SinceAsync(db, clock.Today().AddDays(-Days), Most, ct);
        Rebuild = await db.Rebuilds.AsNoTracking().Where(r => r.FinishedUtc == null).OrderBy(r => r.Id).FirstOrDefaultAsync(ct);
    }
}
