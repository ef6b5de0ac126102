using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Uutiset.Accounts.Http;
using Uutiset.Accounts.SignIn;

namespace Uutiset.Accounts.Desk;

[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
internal sealed class SignInModel(SigningIn signingIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Paluu { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(this.WhereNext(Paluu)) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await SigningIn.EndEarlierAsync(HttpContext, ct)) return RedirectToPage(new { Paluu });
        if (await signingIn.WithPasswordAsync(HttpContext, Email, Password, ct)) return LocalRedirect(this.WhereNext(Paluu));
        ModelState.AddModelError(nameof(Email), "accounts.signin.refused");
        return Page();
    }
}

internal static class WhereNextAfterSignIn
{
    /// <summary>An address of this site and nothing else: "//evil", "/\evil" and their encoded kin lead to the desk (ASVS 3.7.2).</summary>
    public static string WhereNext(this PageModel page, string? asked) =>
        asked is { Length: > 0 and < 2000 } && page.Url.IsLocalUrl(asked) && page.Url.IsLocalUrl(Uri.UnescapeDataString(asked)) && asked[0] == '/' ? asked : "/desk";
}
