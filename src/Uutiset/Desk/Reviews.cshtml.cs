using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;

namespace Uutiset.Desk;

/// <summary>Texts, projects and people that somebody promised to look at again.</summary>
[Needs(Permission.DeskRead)]
internal sealed class ReviewsModel(IEnumerable<DeskReviewList> lists) : PageModel
{
    public List<(DeskReviewList List, IReadOnlyList<DeskFrontRow> Rows)> Lists { get; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        foreach (var list in lists.Where(l => User.Has(l.Permission)).OrderBy(l => l.Order)) Lists.Add((list, await list.Load(HttpContext.RequestServices, User, ct)));
    }
}
