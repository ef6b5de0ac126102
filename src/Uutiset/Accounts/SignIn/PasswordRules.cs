using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.SignIn;

/// <summary>
/// At least 12 characters of any kind and nothing that is guessed first: no classes of characters are asked for, so a passphrase is welcome
/// (ASVS 6.2.1, 6.2.4, 6.2.5, 6.2.12). The list is of base words; digits, signs and usual swaps (4 for a) around them do not help.
/// </summary>
internal sealed class PasswordRules(IOptions<SiteOptions> site) : IPasswordValidator<User>
{
    public const int Shortest = 12;
    // Long enough for any sentence, short enough that hashing it is not an attack
    public const int Longest = 256;
    private const int FewestDifferent = 5;
    private static readonly string[] Common = Read();

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Judge(user, password ?? ""));

    private IdentityResult Judge(User user, string password)
    {
        if (password.Length > Longest) return Refuse("accounts.password.long");
        // Identity's own rule says it when it is too short
        if (password.Length < Shortest) return IdentityResult.Success;
        if (password.EnumerateRunes().Distinct().Count() < FewestDifferent) return Refuse("accounts.password.simple");
        string[] own = [.. Words(user.Email), .. Words(user.Name), .. Words(site.Value.Name)];
        return IsMadeOf(Letters(password), [.. Common, .. own]) ? Refuse("accounts.password.common") : IdentityResult.Success;
    }

    private static IdentityResult Refuse(string key) => IdentityResult.Failed(new IdentityError { Code = key, Description = key });

    /// <summary>Whether nothing but listed words is left, up to three of them: "salasana2024!", "uutissalasana".</summary>
    private static bool IsMadeOf(string letters, string[] words, int left = 3) =>
        letters.Length == 0 || left > 0 && words.Any(w => letters.StartsWith(w, StringComparison.Ordinal) && IsMadeOf(letters[w.Length..], words, left - 1));

    private static string Letters(string password)
    {
        var plain = new StringBuilder();
        foreach (var c in password.ToLowerInvariant().Trim(" 0123456789!?.,-_#*+%&/()=".ToCharArray()))
        {
            if (char.IsLetter(c)) plain.Append(c);
            else if ("013457@$!".IndexOf(c, StringComparison.Ordinal) is >= 0 and var i) plain.Append("oieastasi"[i]);
        }
        return plain.ToString();
    }

    private static IEnumerable<string> Words(string? text) =>
        (text ?? "").ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2);

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Uutiset.Accounts.SignIn.common-passwords.txt")!);
        return reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
