using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>Two organisations beside each other, what will move, and one button.</summary>
[Needs(Permission.PeopleManage)]
internal sealed class MergeModel(OrganisationMerging merging, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Into { get; set; }

    [BindProperty]
    public int SeenFrom { get; set; }

    [BindProperty]
    public int SeenInto { get; set; }

    public MergePreview Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (outcome, heir) = await merging.MergeAsync(Id, Into, (SeenFrom, SeenInto), Actor.Of(User), ct);
        if (outcome == MergeOutcome.Done)
        {
            this.Notice(text["merge.done", heir!.Name]);
            return Redirect($"/desk/organisations/{heir.PublicId}");
        }
        ModelState.AddModelError("", "merge." + outcome);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(ct);
    }

    public IEnumerable<(string Label, string? From, string? Into)> Compared()
    {
        var (a, b) = (Preview.From, Preview.Into);
        (string, string?, string?)[] rows =
        [
            ("organisations.name", a.Name, b.Name), ("organisations.nameSv", a.NameSv, b.NameSv), ("organisations.type", Type(a), Type(b)),
            ("organisations.businessId", a.BusinessId, b.BusinessId), ("organisations.registryNumber", a.RegistryNumber, b.RegistryNumber), ("people.regions", RegionsOf(a), RegionsOf(b)),
            ("organisations.website", a.Website, b.Website), ("people.phone", a.Phone, b.Phone), ("people.email", a.Email, b.Email), ("organisations.address", a.Address, b.Address),
            ("organisations.status", Status(a), Status(b)),
        ];
        return rows.Where(r => r.Item2 is not null || r.Item3 is not null);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await merging.PreviewAsync(Id, Into, ct) is not { } preview) return NotFound();
        Preview = preview;
        return Page();
    }

    private string? Type(Organisation o) => OrganisationTypes.All.GetValueOrDefault(o.Type)?.In(text.Lang);

    private string Status(Organisation o) => text[o.Listed ? "organisations.isListed" : "organisations.isUnlisted"] + (o.IsPublisher ? ", " + text["organisations.isPublisher"] : "");

    private string? RegionsOf(Organisation o) =>
        o.Regions.Count == 0 ? null : string.Join(", ", o.Regions.Select(r => Regions.Find(r.RegionCode)).OfType<Region>().Select(r => r.Short.In(text.Lang)));
}
