using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class OrganisationModel(NewsDb db, Organisations organisations, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public OrganisationForm Form { get; set; } = new() { Listed = true };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is null) return Page();
        if (await FindAsync(ct) is not { } organisation) return NotFound();
        if (!User.MayEdit(organisation)) return Forbid();
        Form = OrganisationForm.Of(organisation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var organisation = Id is null ? null : await FindAsync(ct);
        if (Id is not null && organisation is null) return NotFound();
        if (organisation is not null && !User.MayEdit(organisation)) return Forbid();
        var draft = User.Allowed(Form.Draft());
        var errors = organisation is null
            ? (await organisations.AddAsync(draft, Actor.Of(User), ct)).Errors
            : await organisations.SaveAsync(organisation, draft, Actor.Of(User), ct);
        ModelState.Add(errors, text.Lang);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        this.Notice(text["people.saved", Form.Name.Trim()]);
        return RedirectToPage("/People/Desk/Organisations");
    }

    private Task<Organisation?> FindAsync(CancellationToken ct) => db.Organisations.Include(o => o.Regions).SingleOrDefaultAsync(o => o.PublicId == Id, ct);
}
