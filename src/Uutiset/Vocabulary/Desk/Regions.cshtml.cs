using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Vocabulary.Desk;

/// <summary>The regions, and in which languages each is introduced.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class RegionsModel(NewsDb db, DeskText text) : PageModel
{
    /// <summary>By code, the languages in which something is written.</summary>
    public IReadOnlyDictionary<string, string> Written { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = await db.Regions.AsNoTracking().Select(r => new { r.Code, Fi = r.IntroductionHtml != null, Sv = r.IntroductionSvHtml != null, En = r.IntroductionEnHtml != null }).ToListAsync(ct);
        Written = rows.ToDictionary(r => r.Code, r => string.Join(", ", new[] { ("fi", r.Fi), ("sv", r.Sv), ("en", r.En) }.Where(l => l.Item2).Select(l => text["pages.lang." + l.Item1])));
    }
}
