using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Redirects;

namespace Uutiset.Site.Desk;

[Needs(Permission.SiteWrite)]
internal sealed class RedirectModel(NewsDb db, Redirecting redirecting, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public RedirectForm Form { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    internal sealed class RedirectForm
    {
        public string From { get; set; } = "";
        public string To { get; set; } = "";

        /// <summary>What a colleague may have saved otherwise, with the keys of the labels.</summary>
        public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string> { [nameof(From)] = "redirects.from", [nameof(To)] = "redirects.to" };

        public static RedirectForm Of(Redirect redirect) => new() { From = redirect.FromPath, To = redirect.ToAddress ?? "" };
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is null) return Page();
        if (await FindAsync(ct) is not { } redirect) return NotFound();
        (Form, Version) = (RedirectForm.Of(redirect), redirect.Version);
        Merge.Start(Form);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var redirect = Id is null ? null : await FindAsync(ct);
        if (Id is not null && redirect is null) return NotFound();
        if (ModelState.IsValid && (redirect is null || await IsSettledAsync(redirect, ct)))
        {
            try
            {
                ModelState.Add(await redirecting.SaveAsync(redirect ?? new Redirect(), new RedirectDraft(Form.From, Form.To), Actor.Of(User), ct), text.Lang);
            }
            catch (DbUpdateConcurrencyException)
            {
                // In this very moment: as if it had been saved before
                db.ChangeTracker.Clear();
                if (await FindAsync(ct) is not { } now || await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
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

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private Task<bool> IsSettledAsync(Redirect redirect, CancellationToken ct) =>
        merging.SettleAsync(this, Form, RedirectForm.Of(redirect), redirect.Version, [$"redirect:{redirect.PublicId}"], RedirectForm.Labels, ct);

    private Task<Redirect?> FindAsync(CancellationToken ct) => db.Redirects.SingleOrDefaultAsync(r => r.PublicId == Id, ct);
}
