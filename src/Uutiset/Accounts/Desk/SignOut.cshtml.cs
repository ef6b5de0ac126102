using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts.SignIn;
using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

/// <summary>A GET asks, the POST does: a picture with this address on some page signs nobody out (ASVS 3.5.3).</summary>
[AllowAnonymous]
internal sealed class SignOutModel(SigningIn signing, DeskText text) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // The row first: by itself the cookie's handler would end it without a word in the log
        if (User.SessionKeyHash() is { } own) await signing.EndAsync(User, own, ct);
        await SigningIn.EndEarlierAsync(HttpContext, ct);
        // The tab may belong to somebody else next: cookies go, and so does what the browser kept of the desk's pages
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        this.Notice(text["accounts.signout.done"]);
        return Redirect("/kirjaudu");
    }
}
