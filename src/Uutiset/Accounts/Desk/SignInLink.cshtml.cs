using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Uutiset.Accounts.Http;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;

namespace Uutiset.Accounts.Desk;

/// <summary>A link that signs in once. Opening it does nothing yet: mail scanners and previews open links too.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
internal sealed class SignInLinkModel(NewsDb db, OneTimeTokens tokens, SigningIn signingIn) : PageModel
{
    public bool IsAlive { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken ct)
    {
        IsAlive = await tokens.PeekAsync(db, Users.SignInLink, token, ct) is not null;
        if (!IsAlive) Response.StatusCode = StatusCodes.Status410Gone;
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        if (await SigningIn.EndEarlierAsync(HttpContext, ct)) return Redirect(Request.Path);
        if (await tokens.RedeemAsync(db, Users.SignInLink, token, ct) is { } id && await signingIn.WithRedeemedLinkAsync(HttpContext, id, ct))
            return Redirect("/desk");
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
