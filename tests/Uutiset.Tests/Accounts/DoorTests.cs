using System.Net;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

/// <summary>Limits, headers and error pages at the outermost door.</summary>
public sealed class DoorTests(DoorTests.StrictNewsroom newsroom) : IClassFixture<DoorTests.StrictNewsroom>
{
    public sealed class StrictNewsroom : SqliteNewsroom
    {
        protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(await base.SettingsAsync())
        {
            ["Limits:SignInPerMinute"] = "3",
            ["Site:TrustedProxies:0"] = "192.0.2.1",
        };
    }

    [Fact]
    public async Task Too_many_sign_ins_from_one_address_have_to_wait_whatever_address_they_claim()
    {
        using var client = newsroom.NewClient(cookies: true);
        var token = await client.FormTokenAsync("/kirjaudu");
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/kirjaudu")
            {
                Content = new FormUrlEncodedContent([new("Email", "a@example.fi"), new("Password", "x"), new("__RequestVerificationToken", token)]),
            };
            request.Headers.Add("X-Forwarded-For", $"198.51.100.{i}");
            answers.Add(await client.SendAsync(request));
        }
        Assert.Equal([200, 200, 200, 429, 429], answers.Select(a => (int)a.StatusCode));
        Assert.InRange(answers[^1].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("yritystä", await answers[^1].Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Reading the form stays possible
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/kirjaudu")).StatusCode);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/kirjaudu")]
    [InlineData("/ei-sellaista")]
    [InlineData("/api/v1/ei-sellaista")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/healthz")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var answer = await newsroom.Client.GetAsync(path);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : "";
        Assert.Contains("object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.NotEmpty(Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.NotEmpty(Header("Permissions-Policy"));
        if (answer.Content.Headers.ContentType is { } type) Assert.Equal("utf-8", type.CharSet);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk/account")]
    [InlineData("/kirjaudu")]
    [InlineData("/kirjaudu/asetus/ei-ole")]
    public async Task Personal_pages_are_kept_nowhere_and_tell_their_address_to_nobody(string path)
    {
        using var answer = await newsroom.Client.GetAsync(path);
        Assert.True(answer.Headers.CacheControl!.NoStore, path);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Desk_assets_are_kept_for_a_year_under_an_address_that_changes_with_them()
    {
        var html = await newsroom.Client.GetStringAsync("/kirjaudu");
        var href = System.Text.RegularExpressions.Regex.Match(html, "href=\"(/desk/assets/[0-9a-f]{16}/[^\"]+\\.css)\"").Groups[1].Value;
        using var style = await newsroom.Client.GetAsync(href);
        Assert.Equal("text/css", style.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), style.Headers.CacheControl?.MaxAge);
        foreach (var path in new[] { "../Uutiset.dll", "..%2fUutiset.dll", "%2e%2e/appsettings.json", "/etc/passwd" })
            Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync("/desk/assets/x/" + path)).StatusCode);
    }

    [Theory]
    [InlineData("sv-FI,sv;q=0.9", "Sidan finns inte")]
    [InlineData("en", "Page not found")]
    [InlineData("de, fi;q=0.5", "Sivua ei löydy")]
    public async Task Error_pages_speak_the_readers_language(string accept, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/desk/assets/x/ei-ole");
        request.Headers.AcceptLanguage.ParseAdd(accept);
        using var answer = await newsroom.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE", "/kirjaudu")]
    [InlineData("PUT", "/kirjaudu")]
    [InlineData("DELETE", "/desk")]
    [InlineData("PROPFIND", "/kirjaudu")]
    public async Task A_page_takes_no_method_that_it_has_no_use_for(string method, string path)
    {
        using var answer = await newsroom.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task People_choose_the_language_of_their_desk()
    {
        await using var room = new SqliteNewsroom();
        await room.InitializeAsync();
        using var browser = await room.SignedInAsync(Role.Agent);
        Assert.Contains("lang=\"fi\"", await browser.GetStringAsync("/desk"), StringComparison.Ordinal);
        using var changed = await browser.SubmitAsync("/desk/account", new() { ["lang"] = "sv" }, "/desk/account?handler=Language");
        var html = await browser.GetStringAsync("/desk");
        Assert.Contains("<html lang=\"sv\">", html, StringComparison.Ordinal);
        Assert.Contains("Logga ut", html, StringComparison.Ordinal);
    }
}
