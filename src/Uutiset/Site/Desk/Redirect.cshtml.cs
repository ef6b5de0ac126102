using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Redirects;

namespace Uutiset.Site.Desk;

[Needs(Permission.SiteWrite)]
internal sealed class RedirectModel(NewsDb db, Redirecting redirecting, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public RedirectForm Form { get; set; } = new();

    /// <summary>The version that the form was filled from: somebody else's change is not overwritten unseen.</summary>
    [BindProperty]
    public int Version { get; set; }

    internal sealed class RedirectForm
    {
        public string From { get; set; } = "";
        public string To { get; set; } = "";
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is null) return Page();
        if (await FindAsync(ct) is not { } redirect) return NotFound();
        (Form, Version) = (new() { From = redirect.FromPath, To = redirect.ToAddress ?? "" }, redirect.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var redirect = Id is null ? null : await FindAsync(ct);
        if (Id is not null && redirect is null) return NotFound();
        if (redirect is not null && redirect.Version != Version)
        {
            ModelState.AddModelError("", "desk.conflict");
            Version = redirect.Version;
        }
        if (ModelState.IsValid)
        {
            try
            {
                ModelState.Add(await redirecting.SaveAsync(redirect ?? new Redirect(), new RedirectDraft(Form.From, Form.To), Actor.Of(User), ct), text.Lang);
            }
            catch (DbUpdateConcurrencyException)
            {
                ModelState.AddModelError("", "desk.conflict");
            }
        }
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        this.Notice(text["redirects.savedNotice", Form.From.Trim()]);
        return RedirectToPage("/Site/Desk/Redirects");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } redirect) return NotFound();
        await redirecting.RemoveAsync(redirect, Actor.Of(User), ct);
        this.Notice(text["redirects.removed", redirect.FromPath]);
        return RedirectToPage("/Site/Desk/Redirects");
    }

    private Task<Redirect?> FindAsync(CancellationToken ct) => db.Redirects.SingleOrDefaultAsync(r => r.PublicId == Id, ct);
}
