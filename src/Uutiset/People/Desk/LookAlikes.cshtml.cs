using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class LookAlikesModel(LookAlikes lookAlikes) : PageModel
{
    public IReadOnlyList<LookAlike> Pairs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Pairs = await lookAlikes.AllAsync(ct);

    /// <summary>A publisher, then the listed one, then the older one stays; the page can turn it round.</summary>
    public static string MergeHref(LookAlike pair)
    {
        var otherStays = (pair.Other.IsPublisher, pair.Other.Listed).CompareTo((pair.One.IsPublisher, pair.One.Listed)) > 0;
        var (from, into) = otherStays ? (pair.One, pair.Other) : (pair.Other, pair.One);
        return $"/desk/organisations/{from.PublicId}/merge?into={into.PublicId}";
    }
}
