using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;

namespace Uutiset.Tests.Browser;

public sealed class AccessibilityTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    // A small phone, a phone, a desk
    private static readonly int[] Reading = [320, 1280];
    private static readonly int[] Working = [360, 1280];

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    public async Task Every_kind_of_public_page_is_without_fault_in_light_and_dark_on_a_phone_and_on_a_desk(string lang)
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, lang == "sv" ? "sv-FI" : "fi-FI");
        var faults = await InspectAsync(context, newsroom.PublicPages(lang), Reading);

        var form = await context.NewPageAsync();
        await form.GotoAsync(lang == "sv" ? "/sv/tilaa" : "/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        await form.ClickAsync("form.form button[type=submit]");
        await form.Locator("[aria-invalid=true]").First.WaitForAsync();
        faults.AddRange(await form.FaultsAsync(Reading));

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Every_page_of_the_desk_is_without_fault_on_a_phone_and_on_a_desk()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var first = await context.NewPageAsync();
        await first.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, "paakayttaja@example.fi"));
        var faults = await first.FaultsAsync(Working);
        await first.FillAsync("input[name=Password]", Editors.Password);
        await first.ClickAsync("button.primary");
        await first.WaitForURLAsync("**/desk");

        await first.GotoAsync("/desk/bulletins");
        await first.ClickAsync(".page-head button.primary");
        await first.WaitForURLAsync("**/desk/bulletins/*");
        var compose = new Uri(first.Url).AbsolutePath;
        var article = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Slug == "valtionavustusten-hakuaika-jatkuu").Select(a => a.PublicId).SingleAsync());
        var person = await newsroom.InDbAsync(db => db.People.Select(p => p.PublicId).FirstAsync());
        var organisation = await newsroom.InDbAsync(db => db.Organisations.Select(o => o.PublicId).FirstAsync());
        var sent = await newsroom.InDbAsync(db => db.Bulletins.Where(b => b.Number == 1).Select(b => b.PublicId).SingleAsync());
        await first.GotoAsync("/desk/mail-drop");
        var mail = await first.Locator("main a[href^='/desk/mail-drop/']").First.GetAttributeAsync("href");

        faults.AddRange(await InspectAsync(context,
        [
            "/desk", "/desk/articles", "/desk/articles/new", $"/desk/articles/{article}", "/desk/deadlines", "/desk/people", $"/desk/people/{person}",
            "/desk/organisations", $"/desk/organisations/{organisation}", "/desk/bulletins", compose, compose + "/send", compose + "/audience",
            $"/desk/bulletins/{sent}/progress?only=accepted", $"/desk/bulletins/{sent}/preview", "/desk/mail-drop", mail!, "/desk/account", "/desk/users", "/desk/keys",
            "/desk/olematon", "/kirjaudu",
        ], Working));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_visitor_gets_no_cookie_leaves_nothing_behind_and_is_told_to_nobody()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var (own, foreign) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        context.Request += (_, request) => (request.Url.StartsWith(newsroom.BaseUrl + "/", StringComparison.Ordinal) ? own : foreign).Add(request.Url);
        var page = await context.NewPageAsync();
        foreach (var path in newsroom.PublicPages("fi").Concat(newsroom.PublicPages("sv")))
        {
            await page.GotoAsync(path);
            Assert.Equal(0, await page.EvaluateAsync<int>("async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length"));
        }
        Assert.Empty(await context.CookiesAsync());
        Assert.Empty(foreign);
        // The pages did ask for what they are made of: themselves, styles and type
        Assert.Contains(own, u => u.Contains(".woff2", StringComparison.Ordinal));
    }

    /// <summary>Two pages at a time: as many as the smallest machine has cores.</summary>
    private static async Task<List<string>> InspectAsync(IBrowserContext context, IReadOnlyList<string> paths, int[] widths)
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, _) =>
        {
            var page = await context.NewPageAsync();
            var answer = await page.GotoAsync(path);
            var expected = path.Contains("olematon", StringComparison.Ordinal) ? 404 : path.EndsWith(DemoNewsroom.Withdrawn, StringComparison.Ordinal) ? 410 : 200;
            if (answer!.Status != expected) faults.Add($"{path}: {answer.Status}");
            foreach (var fault in await page.FaultsAsync(widths)) faults.Add(fault);
            await page.CloseAsync();
        });
        return [.. faults.Order(StringComparer.Ordinal)];
    }
}
