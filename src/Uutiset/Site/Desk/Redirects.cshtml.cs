using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Redirects;

namespace Uutiset.Site.Desk;

/// <summary>Addresses that editors lead on, and beside them those that lead on by themselves.</summary>
[Needs(Permission.SiteWrite)]
internal sealed class RedirectsModel(NewsDb db) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "automatic")]
    public bool Automatic { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<Redirect> Rows { get; private set; } = [];

    public IReadOnlyList<FormerAddresses.Row> Former { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var former = FormerAddresses.All(db, Words);
        var rows = db.Redirects.AsNoTracking().Naming(Words);
        Total = Automatic ? await former.CountAsync(ct) : await rows.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        var skip = (Number - 1) * PageSize;
        if (Automatic) Former = await former.OrderBy(r => r.From).ThenBy(r => r.To).Skip(skip).Take(PageSize).ToListAsync(ct);
        else Rows = await rows.OrderBy(r => r.FromPath).Skip(skip).Take(PageSize).ToListAsync(ct);
    }

    public string Href(int page) => Href(Automatic, page);

    public string Href(bool automatic, int page = 1) =>
        QueryString.Create("page", page.ToString(CultureInfo.InvariantCulture)).Add("q", Words ?? "").Add("automatic", automatic ? "true" : "false").ToString();
}
