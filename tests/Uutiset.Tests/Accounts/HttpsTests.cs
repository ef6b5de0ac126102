using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

/// <summary>A site at https behind a proxy that speaks plain http to it, as most are.</summary>
public sealed class HttpsTests(HttpsTests.HttpsNewsroom newsroom) : IClassFixture<HttpsTests.HttpsNewsroom>
{
    public sealed class HttpsNewsroom : SqliteNewsroom
    {
        protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(await base.SettingsAsync())
        {
            ["Site:BaseUrl"] = "https://uutiset.example.fi",
            ["Data:KeySecret"] = "tämä on vain testin oma salaisuus, ei muiden",
        };
    }

    [Fact]
    public async Task Every_cookie_is_bound_to_host_and_https_and_hidden_from_scripts()
    {
        using var form = await newsroom.Client.GetAsync("/kirjaudu");
        var before = form.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(before, c => c.StartsWith("__Host-uutiset-form=", StringComparison.Ordinal));

        var link = await newsroom.SetUpLinkAsync(Role.Agent, "aino@example.fi");
        using var page = await newsroom.Client.GetAsync(link);
        var html = await page.Content.ReadAsStringAsync();
        var token = System.Text.RegularExpressions.Regex.Match(html, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, link)
        {
            Content = new FormUrlEncodedContent([new("Password", Editors.Password), new("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-uutiset-form=", StringComparison.Ordinal)).Split(';')[0]);
        using var signedIn = await newsroom.Client.SendAsync(request);
        var cookies = signedIn.Headers.GetValues("Set-Cookie").Concat(before).ToList();
        Assert.Contains(cookies, c => c.StartsWith("__Host-uutiset-session=", StringComparison.Ordinal));
        Assert.Contains(cookies, c => c.StartsWith("__Host-uutiset-device=", StringComparison.Ordinal));
        foreach (var cookie in cookies)
        {
            var parts = cookie.ToLowerInvariant().Split("; ");
            Assert.StartsWith("__host-", parts[0], StringComparison.Ordinal);
            Assert.Contains("secure", parts);
            Assert.Contains("httponly", parts);
            Assert.Contains("samesite=lax", parts);
            Assert.Contains("path=/", parts);
            Assert.DoesNotContain(parts, p => p.StartsWith("domain", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_with_https()
    {
        using var answer = await newsroom.Client.GetAsync("/healthz");
        Assert.Equal("max-age=63072000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Stored_keys_are_unreadable_without_the_secret()
    {
        var values = await newsroom.InDbAsync(db => Task.FromResult(db.StoredKeys.Select(k => k.Value).ToList()));
        Assert.NotEmpty(values);
        Assert.All(values, v => Assert.StartsWith("aes1:", v, StringComparison.Ordinal));
        // And read again by the program itself
        Assert.NotEmpty(newsroom.Services.GetRequiredService<SiteKeys>().Hmac("testi", "x"));
    }
}
