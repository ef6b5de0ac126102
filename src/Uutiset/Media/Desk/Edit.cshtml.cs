using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Media.Desk;

/// <summary>One file: what it is, where it is used, and taking it away.</summary>
[Needs(Permission.MediaWrite)]
internal sealed class EditModel(NewsDb db, Describing describing, MediaUses uses, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    [BindProperty]
    public MediaForm Form { get; set; } = new();

    public MediaItem Item { get; private set; } = null!;

    public IReadOnlyList<MediaUse> Places { get; private set; } = [];

    public string Note => MediaWords.Note(Item, text);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        (Form, Version) = (MediaForm.Of(Item), Item.Version);
        Merge.Start(Form);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!User.MayDescribe(Item)) return Forbid();
        if (ModelState.IsValid && await IsSettledAsync(ct) && await describing.SaveAsync(Id, Form.Draft(), Version, Actor.Of(User), ct) is var outcome)
        {
            switch (outcome)
            {
                case MediaOutcome.Done:
                    this.Notice(text["media.saved"]);
                    return RedirectToPage("/Media/Desk/Index");
                case MediaOutcome.Missing:
                    return NotFound();
                case MediaOutcome.Conflict:
                    // In this very moment: as if it had been saved before
                    if (!await LoadAsync(ct)) return NotFound();
                    if (await IsSettledAsync(ct)) ModelState.AddModelError("", "desk.merge.error");
                    break;
                case MediaOutcome.Refused refused:
                    foreach (var error in refused.Errors) ModelState.AddModelError("Form." + char.ToUpperInvariant(error.Field[0]) + error.Field[1..], error.Message.In(text.Lang));
                    break;
            }
        }
        return await AgainAsync(ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await db.MediaItems.AsNoTracking().SingleOrDefaultAsync(m => m.PublicId == Id, ct) is { } item && !User.MayRemove(item)) return Forbid();
        switch (await describing.RemoveAsync(Id, null, Actor.Of(User), ct))
        {
            case MediaOutcome.Done done:
                this.Notice(text["media.removed", done.Item.OriginalName]);
                return RedirectToPage("/Media/Desk/Index");
            case MediaOutcome.InUse:
                ModelState.AddModelError("places", text["media.remove.used"]);
                if (!await LoadAsync(ct)) return NotFound();
                (Form, Version) = (MediaForm.Of(Item), Item.Version);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private Task<bool> IsSettledAsync(CancellationToken ct) =>
        merging.SettleAsync(this, Form, MediaForm.Of(Item), Item.Version, [Describing.Target(Item)], MediaForm.Labels, ct);

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.MediaItems.AsNoTracking().SingleOrDefaultAsync(m => m.PublicId == Id, ct) is not { } item) return false;
        (Item, Places) = (item, await uses.OfAsync(Id, ct));
        return true;
    }
}
