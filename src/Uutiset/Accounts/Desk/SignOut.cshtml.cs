using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

/// <summary>A GET asks, the POST does: a picture with this address on some page signs nobody out (ASVS 3.5.3).</summary>
[AllowAnonymous]
internal sealed class SignOutModel(NewsDb db, Audit audit, DeskText text) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var leaving = Actor.Of(User);
        if (await SigningIn.EndEarlierAsync(HttpContext, ct))
        {
            audit.Write(db, leaving, "session.ended", leaving.Reference);
            await db.SaveChangesAsync(ct);
        }
        // The tab may belong to somebody else next: cookies go, and so does what the browser kept of the desk's pages
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        this.Notice(text["accounts.signout.done"]);
        return Redirect("/kirjaudu");
    }
}
