using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Site;

/// <summary>What Site__Languages decides.</summary>
public sealed class LanguageTests(LanguageTests.Bilingual bilingual, LanguageTests.Monolingual monolingual)
    : IClassFixture<LanguageTests.Bilingual>, IClassFixture<LanguageTests.Monolingual>
{
    public sealed class Bilingual : SqliteNewsroom
    {
        protected override async Task<Dictionary<string, string?>> SettingsAsync() =>
            new(await base.SettingsAsync()) { ["Site:Languages:0"] = "sv", ["Site:Languages:1"] = "fi" };
    }

    public sealed class Monolingual : SqliteNewsroom
    {
        protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(await base.SettingsAsync()) { ["Site:Languages"] = "fi" };
    }

    [Fact]
    public async Task Only_the_named_languages_are_served_in_the_named_order_with_Finnish_at_the_root()
    {
        var front = await bilingual.Client.GetStringAsync("/");
        Assert.Contains("<html lang=\"fi\"", front, StringComparison.Ordinal);
        Assert.True(front.IndexOf("Svenska", StringComparison.Ordinal) < front.IndexOf("Suomi", StringComparison.Ordinal));
        Assert.DoesNotContain("English", front, StringComparison.Ordinal);
        foreach (var path in new[] { "/arkisto", "/sv/arkisto", "/sv/tilaa" }) Assert.Equal(HttpStatusCode.OK, (await bilingual.Client.GetAsync(path)).StatusCode);
        foreach (var path in new[] { "/en/arkisto", "/en/tilaa" }) Assert.Equal(HttpStatusCode.NotFound, (await bilingual.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Who_reads_a_language_that_the_site_does_not_serve_can_still_leave()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await monolingual.Client.GetAsync("/sv/arkisto")).StatusCode);
        var link = monolingual.Services.GetRequiredService<SubscriptionLinks>().Subscribe("sv");
        Assert.Equal(monolingual.BaseUrl + "/tilaa", link);
        Assert.Equal(HttpStatusCode.OK, (await monolingual.Client.GetAsync(link)).StatusCode);
    }
}
