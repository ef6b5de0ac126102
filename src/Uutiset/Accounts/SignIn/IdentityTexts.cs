using Microsoft.AspNetCore.Identity;

namespace Uutiset.Accounts.SignIn;

/// <summary>Identity's refusals as keys of our texts; the page shows them in its reader's language.</summary>
internal sealed class IdentityTexts : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), "accounts.password.short");

    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateUserName), "accounts.email.taken");

    public override IdentityError DuplicateEmail(string email) => Of(nameof(DuplicateEmail), "accounts.email.taken");

    public override IdentityError InvalidEmail(string? email) => Of(nameof(InvalidEmail), "accounts.email.invalid");

    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidUserName), "accounts.email.invalid");

    private static IdentityError Of(string code, string key) => new() { Code = code, Description = key };
}
