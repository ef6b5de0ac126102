using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>Answers a person who asks what is known of them, or asks to be forgotten. The address is posted, so that it stands in no address bar and no log.</summary>
[Needs(Permission.SubscribersManage), OfWholeSite]
internal sealed class PersonDataModel(NewsDb db, AddressKeys addresses, Telling telling, Erasing erasing, Terms terms, Audit audit, DeskText text, PersonFile file) : PageModel
{
    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>Null until somebody was asked for; empty when nothing is known.</summary>
    public IReadOnlyList<KnownPart>? Parts { get; private set; }

    public async Task<IActionResult> OnPostShowAsync(CancellationToken ct)
    {
        if (await ToldAsync(ct) is { } told) Parts = told.IsEmpty ? [] : RightsWording.Parts(told, await terms.IndexAsync(ct), text.Lang);
        return Page();
    }

    public async Task<IActionResult> OnPostFileAsync(CancellationToken ct) => await ToldAsync(ct) is { } told
        ? File(file.Write(told), MediaTypeNames.Application.Json, PersonFile.Name) : Page();

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken ct)
    {
        if (Key() is not { } key) return Page();
        var actor = Actor.Of(User);
        this.Notice(text[await erasing.EraseAsync(key, Door.Of("desk", actor), actor, ct) is null ? "persondata.none" : "persondata.erased"]);
        return Redirect("/desk/data");
    }

    private async Task<PersonData?> ToldAsync(CancellationToken ct)
    {
        if (Key() is not { } key) return null;
        var told = await telling.TellAsync(key, ct);
        if (told.IsEmpty) return told;
        audit.Write(db, Actor.Of(User), "contact.told", Erasing.Reference(key));
        await db.SaveChangesAsync(ct);
        return told;
    }

    private string? Key()
    {
        if (Email.Trim() is { Length: > 0 and <= 320 } email) return addresses.Of(email);
        ModelState.AddModelError(nameof(Email), "persondata.email.missing");
        return null;
    }
}
