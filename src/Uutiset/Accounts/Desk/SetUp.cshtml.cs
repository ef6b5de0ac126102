using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Http;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;

namespace Uutiset.Accounts.Desk;

/// <summary>Where a new person, or one who lost the password, chooses it. The link works once.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
internal sealed class SetUpModel(NewsDb db, OneTimeTokens tokens, Users users, SigningIn signingIn) : PageModel
{
    [BindProperty]
    public string Password { get; set; } = "";

    public User? Owner { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken ct)
    {
        Owner = await OwnerAsync(await tokens.PeekAsync(db, Users.SetUp, token, ct), ct);
        if (Owner is null) Response.StatusCode = StatusCodes.Status410Gone;
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        if (await SigningIn.EndEarlierAsync(HttpContext, ct)) return Redirect(Request.Path);
        // A refused password gives the link back: redeeming and setting are one transaction
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Owner = await OwnerAsync(await tokens.RedeemAsync(db, Users.SetUp, token, ct), ct);
        if (Owner is null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }
        var refusals = await users.SetPasswordAsync(Owner, Password, new Actor(Owner.Name, Owner.Id), ct);
        foreach (var refusal in refusals) ModelState.AddModelError(nameof(Password), refusal);
        if (refusals.Count > 0) return Page();
        await transaction.CommitAsync(ct);
        await signingIn.WithRedeemedLinkAsync(HttpContext, Owner.Id, ct);
        return Redirect("/desk");
    }

    private Task<User?> OwnerAsync(long? id, CancellationToken ct) => db.Users.SingleOrDefaultAsync(u => u.Id == id && !u.Disabled, ct);
}
