using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.People.Traces;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>Somebody leaves: what will happen, one button, and the way back.</summary>
[Needs(Permission.PeopleManage)]
internal sealed class LeavingModel(Leaving leaving, Picking picking, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Pick SuccessorId { get; set; } = new();

    [BindProperty]
    public bool HandOver { get; set; }

    /// <summary>In texts, too, the organisation answers.</summary>
    [BindProperty]
    public bool Replace { get; set; }

    /// <summary>Looks through the texts of all articles for the person, too: fetched once the page stands.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Texts { get; set; }

    /// <summary>Texts that tell how to reach the person without naming them by id; null while nobody has looked.</summary>
    public ContactTraces? Traces { get; private set; }

    public LeavingPreview Preview { get; private set; } = null!;

    public PickField Successor => new(nameof(SuccessorId), PeoplePicks.Person, SuccessorId);

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        (SuccessorId, Replace) = (Pick.Of(Preview.Person.Successor?.PublicId), true);
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!MayTouch(Preview.Role, Preview.Publishers.Now)) return Forbid();
        await picking.SettleAsync([Successor], ModelState, null, ct);
        return ModelState.IsValid ? await AfterAsync(await leaving.LeaveAsync(Id, new(SuccessorId.Id, HandOver, Replace), Actor.Of(User), ct), "leaving.done", ct) : await RefusedAsync(ct);
    }

    /// <summary>Looks up whom was typed as the successor, without script.</summary>
    public async Task<IActionResult> OnPostFindAsync([FromForm] string? find, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        await picking.SettleAsync([Successor], ModelState, find, ct);
        return await ShowAsync(ct);
    }

    /// <summary>Looks through the texts and keeps what was chosen, without script.</summary>
    public Task<IActionResult> OnPostTextsAsync(CancellationToken ct)
    {
        Texts = true;
        return OnPostFindAsync(null, ct);
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        // The account that would open again, not the one that the person was given since
        if (!MayTouch(Preview.ClosedRole, Preview.Publishers.Closed)) return Forbid();
        return await AfterAsync(await leaving.UndoAsync(Id, Actor.Of(User), ct), "leaving.undone", ct);
    }

    /// <summary>Of somebody who left before: what tells of them now.</summary>
    public async Task<IActionResult> OnPostReplaceAsync(CancellationToken ct) =>
        await LoadAsync(ct) ? await AfterAsync(await leaving.ReplaceAsync(Id, Actor.Of(User), ct), "leaving.texts.done", ct) : NotFound();

    // Editors close and open the accounts of agents; nobody does so to an equal's by way of their details
    private bool MayTouch(Role? role, long? publisher) =>
        role is null || (role == Role.Agent || User.Has(Permission.UsersManage)) && Actor.Of(User).SpeaksFor(publisher);

    private async Task<IActionResult> AfterAsync(string? refusal, string done, CancellationToken ct)
    {
        if (refusal is null)
        {
            this.Notice(text[done, Preview.Person.Name]);
            return RedirectToPage(new { id = Id });
        }
        ModelState.AddModelError(refusal.StartsWith("leaving.successor", StringComparison.Ordinal) ? nameof(SuccessorId) : "", refusal);
        await LoadAsync(ct);
        return await RefusedAsync(ct);
    }

    private Task<PageResult> RefusedAsync(CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ShowAsync(ct);
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        await picking.NameAsync([Successor], ct);
        if (Texts) Traces = await leaving.TracesAsync(Preview.Person, Actor.Of(User), ct);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await leaving.PreviewAsync(Id, ct) is not { } preview) return false;
        Preview = preview;
        return true;
    }
}
