using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class OrganisationsModel(NewsDb db) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "type")]
    public string? Type { get; set; }

    [FromQuery(Name = "region")]
    public string? Region { get; set; }

    /// <summary>listed, unlisted or publisher; empty: all.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(Guid Id, string Name, string? NameSv, string Type, string? BusinessId, bool Listed, bool IsPublisher, bool MayEdit);

    /// <summary>Unlisted ones first: subscribers typed them, and an editor lists or corrects them.</summary>
    public async Task OnGetAsync(CancellationToken ct)
    {
        var organisations = db.Organisations.AsNoTracking().WithName(Words);
        if (!string.IsNullOrEmpty(Type)) organisations = organisations.Where(o => o.Type == Type);
        if (!string.IsNullOrEmpty(Region)) organisations = organisations.Where(o => o.Regions.Any(r => r.RegionCode == Region));
        organisations = State switch
        {
            "listed" => organisations.Where(o => o.Listed),
            "unlisted" => organisations.Where(o => !o.Listed),
            "publisher" => organisations.Where(o => o.IsPublisher),
            _ => organisations,
        };
        Total = await organisations.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        var editable = db.Organisations.Editable(db, User).Select(o => o.Id);
        Rows = await organisations.OrderBy(o => o.Listed).ThenBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(o => new Row(o.PublicId, o.Name, o.NameSv, o.Type, o.BusinessId, o.Listed, o.IsPublisher, editable.Contains(o.Id))).ToListAsync(ct);
    }

    public string Href(int page) =>
        QueryString.Create("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add("q", Words ?? "").Add("type", Type ?? "").Add("region", Region ?? "").Add("state", State ?? "").ToString();
}
