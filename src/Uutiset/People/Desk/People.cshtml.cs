using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class PeopleModel(NewsDb db, DeskText text, TimeProvider clock) : PageModel
{
    /// <summary>Instead of a region's code: those who have none write for the whole country.</summary>
    public const string Nationwide = "none";

    private const string Now = "writing", Before = "former";

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "region")]
    public string? Region { get; set; }

    /// <summary>writing or former; anything else: all.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; set; }

    public static IReadOnlyList<string> States => [Now, Before];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(Guid Id, string Name, string Title, string? Organisation, string? Phone, string? Email, DateOnly? Until, IReadOnlyList<string> Regions, bool IsFormer, string? Successor, bool MayEdit);

    /// <summary>What narrows the list: the name in the address, what it says, and the way to the list without it.</summary>
    public IEnumerable<(string Label, string Href)> Narrowing()
    {
        var set = new[] { ("q", Words), ("region", Region), ("state", State) }.Where(n => !string.IsNullOrEmpty(n.Item2)).Select(n => new KeyValuePair<string, string?>(n.Item1, n.Item2)).ToList();
        return set.Select(n => (Label(n.Key, n.Value!), "/desk/people" + QueryString.Create(set.Where(o => o.Key != n.Key))));

        string Label(string name, string value) => name switch
        {
            "q" => text["lists.active.words", value],
            "region" => text["lists.region"] + ": " + (value == Nationwide ? text["lists.nationwide"] : Regions.Find(value)!.Short.In(text.Lang)),
            _ => text["people.state." + value],
        };
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Words = Typography.Cut((Words ?? "").Trim(), 100);
        Region = Region == Nationwide ? Nationwide : Regions.Find(Region)?.Code ?? "";
        State = States.Contains(State) ? State : "";
        var today = clock.Today();
        var people = db.People.AsNoTracking().WithName(Words);
        if (Region == Nationwide) people = people.Where(p => !p.Regions.Any());
        else if (Region.Length > 0) people = people.Where(p => p.Regions.Any(r => r.RegionCode == Region));
        if (State == Now) people = people.Writing(today);
        if (State == Before) people = people.Former(today);
        var editable = db.People.Editable(db, User).Select(p => p.Id);
        var rows = await people.OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id)
            .Select(p => new Row(p.PublicId, p.Name, p.TitleFi, p.Organisation!.Name, p.Phone, p.Email, p.ContactUntil, p.Regions.OrderBy(r => r.RegionCode).Select(r => r.RegionCode).ToList(),
                p.ContactUntil != null && p.ContactUntil < today || p.MembersUntil != null && p.MembersUntil < today, p.Successor!.Name, editable.Contains(p.Id)))
            .ToListAsync(ct);
        Rows = [.. rows.OrderBy(r => r.IsFormer)];
    }
}
