using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>A pause or an end for one reader who has asked for it by phone or by letter. They get no mail about it.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class StopModel(NewsDb db, Preferring preferring, Unsubscribing unsubscribing, Audit audit, DeskText text, TimeProvider clock) : PageModel
{
    /// <summary>The day when mail goes on; empty: no pause.</summary>
    [BindProperty]
    public string? Until { get; set; }

    /// <summary>How the reader said so: it stands in the ledger.</summary>
    [BindProperty]
    public string? Why { get; set; }

    public Contact Contact { get; private set; } = null!;

    public bool HasEnded => Contact.State == ContactState.Withdrawn;

    public DateOnly? PausedUntil => Pause.Now(Contact.PausedUntil, clock.Today());

    public static string Href(Guid contact) => $"{RollDesk.Contacts}/{contact}/stop";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        Until = PausedUntil is { } until ? Dates.Iso(until) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostPauseAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        if (!Pause.TryRead(Until, clock.Today(), out var until)) return Refused(nameof(Until), "stop.pause.wrong");
        var actor = Actor.Of(User);
        // A private reader's wishes are their subscription's; in an organisation they may have some of their own
        var wishes = Contact.Subscription!.OrganisationId is null ? Preferring.Effective(Contact) : Preferring.Own(Contact);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var saving = await preferring.SaveAsync(Contact, new Preference(wishes, ForAll: false, until, Contact.Subscription.PausedUntil, SeenVersions.Of(Contact)), Door.Of("desk", actor), ct);
            if (saving != Saving.Done) return Refused("", "stop.meanwhile");
            audit.Write(db, actor, "contact.paused", $"contact:{id}", until is { } day ? Dates.Iso(day) : null);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        this.Notice(until is { } end ? text["stop.paused", Dates.Day(end, text.Lang)] : text["stop.goesOn"]);
        return Redirect(ConsentModel.Href(id));
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        if (Why?.Trim() is not { Length: > 0 and <= Suppressing.LongestReason } why) return Refused(nameof(Why), "stop.why.missing");
        if (HasEnded) return Redirect(Href(id));
        var actor = Actor.Of(User);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            await unsubscribing.EndAsync(Contact, Door.Of("desk", actor), why, ct);
            // The words may tell of a person, and an audit row is kept when they are erased
            audit.Write(db, actor, "contact.ended", $"contact:{id}");
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        this.Notice(text["stop.isEnded"]);
        return Redirect(ConsentModel.Href(id));
    }

    private PageResult Refused(string field, string why)
    {
        ModelState.AddModelError(field, why);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await preferring.FindAsync(id, ct) is not { } contact) return false;
        Contact = contact;
        return true;
    }
}
