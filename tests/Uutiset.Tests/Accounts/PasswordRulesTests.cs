using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;

namespace Uutiset.Tests.Accounts;

public sealed class PasswordRulesTests(SqliteNewsroom newsroom) : IClassFixture<SqliteNewsroom>
{
    private async Task<IReadOnlyList<string>> TryAsync(string password)
    {
        await newsroom.SetUpLinkAsync(Role.Agent, $"veikko.virtanen.{Guid.NewGuid():N}@example.fi");
        await using var scope = newsroom.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        var user = await db.Users.OrderByDescending(u => u.Id).FirstAsync();
        var refusals = await scope.ServiceProvider.GetRequiredService<Users>().SetPasswordAsync(user, password, Actor.System, CancellationToken.None);
        if (refusals.Count == 0)
        {
            var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<User>>();
            Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(user, user.PasswordHash!, password));
            // Not shortened: a password that differs only at its very end is another one
            Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, user.PasswordHash!, password[..^1] + "¤"));
        }
        return refusals;
    }

    [Theory]
    [InlineData("kaksi vihreää hevosta metsässä")]
    [InlineData("sääskenkyttääjä")]
    [InlineData("  välit alussa ja lopussa  ")]
    [InlineData("日本語のパスワードですよね")]
    [InlineData("🦔🦔🐝🌲🌲☔🦉 siili")]
    [InlineData("xK9$vLq2#mWz")]
    public async Task Any_characters_will_do(string password) => Assert.Empty(await TryAsync(password));

    [Fact]
    public async Task Long_passphrases_are_welcome()
    {
        Assert.Empty(await TryAsync("Metsän reunassa asui siili, joka ei pitänyt kokouksista lainkaan mutta kahvista kyllä."));
        Assert.Contains("accounts.password.long", await TryAsync(string.Concat(Enumerable.Repeat("siilin kahvi ", 30))));
    }

    [Theory]
    [InlineData("Salasana1!", "accounts.password.short")]
    [InlineData("yksitoista1", "accounts.password.short")]
    [InlineData("Salasana2024!", "accounts.password.common")]
    [InlineData("s4l4s4n4s4l4s4n4", "accounts.password.simple")]
    [InlineData("s4l4s4n4-p4ssw0rd", "accounts.password.common")]
    [InlineData("qwertyuiop123", "accounts.password.common")]
    [InlineData("UutisetUutiset1", "accounts.password.common")]
    [InlineData("soteuudistus2023", "accounts.password.common")]
    [InlineData("aino esimerkki 1", "accounts.password.common")]
    [InlineData("aaaaaaaaaaaaaaaa", "accounts.password.simple")]
    [InlineData("123123123123123", "accounts.password.simple")]
    [InlineData("1234567890123", "accounts.password.common")]
    public async Task What_is_guessed_first_is_refused(string password, string reason) => Assert.Contains(reason, await TryAsync(password));
}
