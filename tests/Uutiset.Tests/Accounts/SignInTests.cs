using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

public abstract class SignInTests(Newsroom newsroom)
{
    public sealed class OnSqlite(SqliteNewsroom newsroom) : SignInTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SignInTests(newsroom), IClassFixture<PostgresNewsroom>;

    private static string NewEmail() => $"äiti.{Guid.NewGuid():N}@example.fi";

    private static Dictionary<string, string> Form(string email, string password, string next = "") =>
        new() { ["Email"] = email, ["Password"] = password, ["Paluu"] = next };

    [Fact]
    public async Task There_is_no_account_that_nobody_made()
    {
        await using var fresh = new SqliteNewsroom();
        await fresh.InitializeAsync();
        Assert.Equal(0, await fresh.InDbAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Set_up_link_works_once_and_lets_its_owner_in()
    {
        var email = NewEmail();
        var link = await newsroom.SetUpLinkAsync(Role.Editor, email);
        using var browser = newsroom.NewClient(cookies: true);

        using (var refused = await browser.SubmitAsync(link, new() { ["Password"] = "lyhyt" }))
            Assert.Contains("12 merkki", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var done = await browser.SubmitAsync(link, new() { ["Password"] = Editors.Password }))
            Assert.Equal("/desk", done.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/desk")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await newsroom.Client.GetAsync(link)).StatusCode);

        using var another = newsroom.NewClient(cookies: true);
        using var signedIn = await another.SubmitAsync("/kirjaudu", Form(email.ToUpperInvariant(), Editors.Password));
        Assert.Equal("/desk", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Set_up_link_ends_after_a_day()
    {
        var link = await newsroom.SetUpLinkAsync(Role.Agent, NewEmail());
        newsroom.Clock.Move(TimeSpan.FromHours(24.1));
        Assert.Equal(HttpStatusCode.Gone, (await newsroom.Client.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Set_up_link_opened_in_two_browsers_sets_one_password()
    {
        var link = await newsroom.SetUpLinkAsync(Role.Agent, NewEmail());
        using var one = newsroom.NewClient(cookies: true);
        using var two = newsroom.NewClient(cookies: true);
        var tokens = await Task.WhenAll(one.FormTokenAsync(link), two.FormTokenAsync(link));
        var answers = await Task.WhenAll(PostAsync(one, tokens[0], Editors.Password), PostAsync(two, tokens[1], "kolme sinistä kettua mäellä"));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], answers.Order());

        async Task<HttpStatusCode> PostAsync(HttpClient browser, string token, string password)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Password"] = password });
            return (await browser.PostAsync(link, form)).StatusCode;
        }
    }

    [Fact]
    public async Task Opening_a_sign_in_link_does_nothing_and_its_button_works_once()
    {
        string link;
        await newsroom.SetUpLinkAsync(Role.Admin, NewEmail());
        await using (var scope = newsroom.Services.CreateAsyncScope())
        {
            var id = await newsroom.InDbAsync(db => db.Users.OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync());
            link = new Uri(await scope.ServiceProvider.GetRequiredService<Users>().NewSignInLinkAsync(id, CancellationToken.None)).PathAndQuery;
        }
        using var browser = newsroom.NewClient(cookies: true);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/desk")).StatusCode);

        using var done = await browser.SubmitAsync(link, []);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/desk")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await newsroom.Client.GetAsync(link)).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example.org")]
    [InlineData("/\\evil.example.org")]
    [InlineData("/%2f%2fevil.example.org")]
    [InlineData("/%5cevil.example.org")]
    [InlineData("https://evil.example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~/desk")]
    [InlineData("\t//evil.example.org")]
    public async Task Sign_in_leads_nowhere_else(string next)
    {
        var email = NewEmail();
        using var owner = await newsroom.SignedInAsync(Role.Agent, email);
        using var browser = newsroom.NewClient(cookies: true);
        using var answer = await browser.SubmitAsync("/kirjaudu", Form(email, Editors.Password, next));
        Assert.Equal("/desk", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Sign_in_leads_back_to_the_page_that_was_asked_for()
    {
        var email = NewEmail();
        using var owner = await newsroom.SignedInAsync(Role.Agent, email);
        using var browser = newsroom.NewClient(cookies: true);
        using var sent = await browser.GetAsync("/desk/account?x=1");
        Assert.Equal("/kirjaudu?paluu=%2Fdesk%2Faccount%3Fx%3D1", sent.Headers.Location?.PathAndQuery);
        using var answer = await browser.SubmitAsync("/kirjaudu", Form(email, Editors.Password, "/desk/account?x=1"));
        Assert.Equal("/desk/account?x=1", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Guessing_locks_the_account_for_strangers_but_not_for_the_browser_its_owner_uses()
    {
        var email = NewEmail();
        using var ownersBrowser = await newsroom.SignedInAsync(Role.Agent, email);
        using var signedOut = await ownersBrowser.SubmitAsync("/kirjaudu/ulos", []);

        using var attacker = newsroom.NewClient(cookies: true);
        for (var i = 0; i < 10; i++) (await attacker.SubmitAsync("/kirjaudu", Form(email, $"arvaus numero {i}"))).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await attacker.SubmitAsync("/kirjaudu", Form(email, Editors.Password))).StatusCode);

        using var back = await ownersBrowser.SubmitAsync("/kirjaudu", Form(email, Editors.Password));
        Assert.Equal("/desk", back.Headers.Location?.OriginalString);

        newsroom.Clock.Move(TimeSpan.FromMinutes(16));
        using var elsewhere = newsroom.NewClient(cookies: true);
        using var later = await elsewhere.SubmitAsync("/kirjaudu", Form(email, Editors.Password));
        Assert.Equal("/desk", later.Headers.Location?.OriginalString);
    }
}
