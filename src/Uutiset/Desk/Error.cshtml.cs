using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts.Http;

namespace Uutiset.Desk;

/// <summary>What a person sees when something went wrong: what happened, where to go on, and an id when it is our fault.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    private static readonly int[] Known = [400, 403, 404, 405, 410, 413, 429, 507];

    public int Code { get; private set; }

    public string TextKey { get; private set; } = "";

    public bool OfDesk { get; private set; }

    public string Id => Errors.IdOf(HttpContext);

    public IActionResult OnGet(int code)
    {
        // Asked for by hand, not after an error: there is no such page
        if (HttpContext.Features.Get<IStatusCodePagesFeature>() is null || code is < 400 or > 599) code = StatusCodes.Status404NotFound;
        Code = code;
        TextKey = "error." + (Known.Contains(code) ? code : code >= 500 ? 500 : 400);
        OfDesk = User.Identity?.IsAuthenticated == true;
        Response.StatusCode = code;
        return Page();
    }
}
