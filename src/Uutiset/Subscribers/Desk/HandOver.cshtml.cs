using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Subscribers.Seats;

namespace Uutiset.Subscribers.Desk;

/// <summary>Who goes on after an owner: a member by one button, or another address that is asked by mail.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class HandOverModel(NewsDb db, NamingSuccessor naming, DeskText text) : PageModel
{
    private const int Most = 200;

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public Contact Leaver { get; private set; } = null!;

    public People.Organisation Organisation => Leaver.Subscription!.Organisation!;

    public IReadOnlyList<Contact> Members { get; private set; } = [];

    public string Back => $"/desk/subscribers/{Organisation.PublicId}";

    public static string Href(Guid contact) => $"{RollDesk.Contacts}/{contact}/hand-over";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        var name = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim();
        var email = WrittenAddress.Read(Email);
        if (email is null) ModelState.AddModelError(nameof(Email), "handOver.email.wrong");
        if (name is { Length: > 200 } || name?.Any(char.IsControl) == true) ModelState.AddModelError(nameof(Name), "desk.error.invalid");
        if (ModelState.IsValid)
        {
            var actor = Actor.Of(User);
            var (outcome, _) = await naming.NameAsync(Leaver, email!, name, Door.Of("desk", actor), actor, ct);
            if (outcome is SuccessorOutcome.Promoted or SuccessorOutcome.Asked)
            {
                this.Notice(text["handOver." + outcome, email!]);
                return Redirect(Back);
            }
            ModelState.AddModelError(outcome is SuccessorOutcome.Ended ? "" : nameof(Email), "handOver." + outcome);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Contacts.Include(c => c.Subscription!.Organisation).FirstOrDefaultAsync(c => c.PublicId == id, ct) is not { Subscription.Organisation: not null } leaver) return false;
        Leaver = leaver;
        Members = await db.Contacts.AsNoTracking().Where(c => c.SubscriptionId == leaver.SubscriptionId && c.Seat == Seat.Member && c.State == ContactState.Confirmed)
            .Where(c => !db.Suppressions.Any(s => s.AddressKey == c.AddressKey)).OrderBy(c => c.Id).Take(Most).ToListAsync(ct);
        return true;
    }
}
