using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.Media;
using Uutiset.Media.Desk;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class OrganisationModel(NewsDb db, Organisations organisations, LookAlikes lookAlikes, Picking picking, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public OrganisationForm Form { get; set; } = new() { Listed = true };

    /// <summary>The version that the form was filled from: somebody else's change is not overwritten unseen.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>What the list of images offers.</summary>
    public IReadOnlyList<MediaItem> Images { get; private set; } = [];

    /// <summary>Others that may be the same one.</summary>
    public IReadOnlyList<LookAlike> LookAlikes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is null) return await ShowAsync(null, ct);
        if (await FindAsync(ct) is not { } organisation) return NotFound();
        if (!await db.MayEditAsync(User, organisation, ct)) return Forbid();
        (Form, Version) = (OrganisationForm.Of(organisation), organisation.Version);
        return await ShowAsync(organisation, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var organisation = Id is null ? null : await FindAsync(ct);
        if (Id is not null && organisation is null) return NotFound();
        if (organisation is not null && !await db.MayEditAsync(User, organisation, ct)) return Forbid();
        await picking.SettleAsync(Form.Picks(), ModelState, null, ct);
        var draft = User.Allowed(Form.Draft());
        if (organisation is not null && organisation.Version != Version)
        {
            ModelState.AddModelError("", "desk.conflict");
            Version = organisation.Version;
        }
        if (ModelState.IsValid) await SaveAsync(organisation, draft, ct);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(organisation, ct);
        }
        this.Notice(text["people.saved", Form.Name.Trim()]);
        return RedirectToPage("/People/Desk/Organisations");
    }

    /// <summary>Looks up what was typed into one of the fields, without script.</summary>
    public async Task<IActionResult> OnPostFindAsync([FromForm] string? find, CancellationToken ct)
    {
        var organisation = Id is null ? null : await FindAsync(ct);
        if (Id is not null && organisation is null) return NotFound();
        if (organisation is not null && !await db.MayEditAsync(User, organisation, ct)) return Forbid();
        ModelState.Clear();
        await picking.SettleAsync(Form.Picks(), ModelState, find, ct);
        return await ShowAsync(organisation, ct);
    }

    private async Task SaveAsync(Organisation? organisation, OrganisationDraft draft, CancellationToken ct)
    {
        try
        {
            ModelState.Add(organisation is null ? (await organisations.AddAsync(draft, Actor.Of(User), ct)).Errors : await organisations.SaveAsync(organisation, draft, Actor.Of(User), ct), text.Lang);
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", "desk.conflict");
        }
    }

    private async Task<PageResult> ShowAsync(Organisation? organisation, CancellationToken ct)
    {
        await picking.NameAsync(Form.Picks(), ct);
        Images = await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync([Form.LogoId], ct);
        LookAlikes = organisation is null ? [] : await lookAlikes.OfAsync(organisation.Id, ct);
        return Page();
    }

    private Task<Organisation?> FindAsync(CancellationToken ct) => db.Organisations.Include(o => o.Regions).Include(o => o.Parent).SingleOrDefaultAsync(o => o.PublicId == Id, ct);
}
