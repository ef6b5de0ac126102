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
internal sealed class OrganisationModel(NewsDb db, Organisations organisations, LookAlikes lookAlikes, Picking picking, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public OrganisationForm Form { get; set; } = new() { Listed = true };

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

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
        Merge.Start(Form);
        return await ShowAsync(organisation, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var organisation = Id is null ? null : await FindAsync(ct);
        if (Id is not null && organisation is null) return NotFound();
        if (organisation is not null && !await db.MayEditAsync(User, organisation, ct)) return Forbid();
        await picking.SettleAsync(Form.Picks(), ModelState, null, ct);
        if (ModelState.IsValid && (organisation is null || await IsSettledAsync(organisation, ct))) await SaveAsync(organisation, User.Allowed(Form.Draft(organisation?.Introduction)), ct);
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

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(Organisation organisation, CancellationToken ct)
    {
        // The box is there for whoever may tick it
        var fields = OrganisationForm.Labels.Where(l => User.Has(Permission.PeopleManage) || l.Key != nameof(OrganisationForm.IsPublisher)).ToDictionary();
        return await merging.SettleAsync(this, Form, OrganisationForm.Of(organisation), organisation.Version, [$"organisation:{organisation.PublicId}"], fields, ct);
    }

    private async Task SaveAsync(Organisation? organisation, OrganisationDraft draft, CancellationToken ct)
    {
        try
        {
            ModelState.Add(organisation is null ? (await organisations.AddAsync(draft, Actor.Of(User), ct)).Errors : await organisations.SaveAsync(organisation, draft, Actor.Of(User), ct), text.Lang);
        }
        catch (DbUpdateConcurrencyException)
        {
            // In this very moment: as if it had been saved before
            db.ChangeTracker.Clear();
            if (await FindAsync(ct) is not { } now || await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
        }
    }

    private async Task<PageResult> ShowAsync(Organisation? organisation, CancellationToken ct)
    {
        await picking.NameAsync(Form.Picks(), ct);
        Images = await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync([Form.LogoId, .. Merge.Named], ct);
        await merging.NameAsync(Merge, Images.Select(i => (i.PublicId, i.OriginalName)), ct);
        Merge.Words = OrganisationTypes.All.ToDictionary(t => t.Key, t => t.Value.In(text.Lang));
        LookAlikes = organisation is null ? [] : await lookAlikes.OfAsync(organisation.Id, ct);
        return Page();
    }

    private Task<Organisation?> FindAsync(CancellationToken ct) => db.Organisations.Include(o => o.Regions).Include(o => o.Parent).SingleOrDefaultAsync(o => o.PublicId == Id, ct);
}
