using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Http;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Accounts.Desk;

/// <summary>One's own account: language, password, and where one is signed in (ASVS 7.5.2).</summary>
[Needs(Permission.DeskRead), EnableRateLimiting(RateLimits.SignIn)]
internal sealed class AccountModel(NewsDb db, Users users, UserManager<User> identity, SigningIn signing, DeskText text) : PageModel
{
    public static readonly (string Code, string Name)[] LanguageNames = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")];

    [BindProperty]
    public string CurrentPassword { get; set; } = "";

    [BindProperty]
    public string NewPassword { get; set; } = "";

    public User Me { get; private set; } = null!;

    public IReadOnlyList<Session> Open { get; private set; } = [];

    public string? Current => User.SessionKeyHash();

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostLanguageAsync(string lang, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Languages.IsKnown(lang)) Me.Lang = lang;
        await db.SaveChangesAsync(ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostNoticesAsync(bool mail, CancellationToken ct)
    {
        await LoadAsync(ct);
        Me.NoticeMail = mail;
        await db.SaveChangesAsync(ct);
        this.Notice(text[mail ? "notices.mail.on" : "notices.mail.off"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndAsync(string session, CancellationToken ct)
    {
        await signing.EndAsync(User, session, ct);
        this.Notice(text["accounts.session.ended"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Me.PasswordHash is not null && !await identity.CheckPasswordAsync(Me, CurrentPassword))
            ModelState.AddModelError(nameof(CurrentPassword), "accounts.password.wrong");
        if (!ModelState.IsValid) return Page();
        foreach (var refusal in await users.SetPasswordAsync(Me, NewPassword, Actor.Of(User), ct)) ModelState.AddModelError(nameof(NewPassword), refusal);
        if (!ModelState.IsValid) return Page();
        // The sessions are gone, this one too: whoever knows the new password comes in again
        this.Notice(text["accounts.password.changed"]);
        return Redirect("/kirjaudu");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var id = User.UserId();
        Me = await db.Users.SingleAsync(u => u.Id == id, ct);
        Open = await db.Sessions.AsNoTracking().Where(s => s.UserId == id).OrderByDescending(s => s.SeenUtc).ToListAsync(ct);
    }
}
